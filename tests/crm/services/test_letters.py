"""Mails and notices: said once a key, sent after the fact, given up after honest tries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm.models import Letter, Notice
from crm.services import letters
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def write(key: str = "survey:1") -> bool:
    return letters.write_letter(
        key=key, to="julie@martin.test", subject="Merci", text="Bonjour", now=NOW
    )


def test_one_mail_a_key(mailoutbox) -> None:
    assert write()
    assert not write()

    assert letters.send_waiting(now=NOW) == 1
    assert letters.send_waiting(now=NOW) == 0
    assert [mail.to for mail in mailoutbox] == [["julie@martin.test"]]


def test_a_mail_server_that_is_down_is_tried_again_then_given_up(monkeypatch) -> None:
    write()

    def down(self) -> int:
        raise ConnectionRefusedError("no server")

    monkeypatch.setattr(letters.EmailMultiAlternatives, "send", down)
    now = NOW
    for _try in range(letters.MOST_TRIES):
        assert letters.send_waiting(now=now) == 0
        now += timedelta(days=1)

    letter = Letter.objects.get()
    assert letter.given_up_at is not None
    assert "no server" in letter.error
    assert not Letter.objects.waiting().exists()


def test_a_notice_is_told_once(rep) -> None:
    told = {"user": rep, "key": "reminder:1", "kind": Notice.Kind.REMINDER}
    for _again in range(2):
        letters.notify(**told, label="Acme", address="/today/", now=NOW)

    assert Notice.objects.count() == 1
