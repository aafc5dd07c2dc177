"""Mails and notices: said once a key, sent after the fact, given up after honest tries."""

from __future__ import annotations

from datetime import timedelta

import pytest

from crm.models import Letter, Notice
from crm.services import letters, people
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


@pytest.mark.parametrize(
    "told", ["Acme\nBcc: all@boussole.test", "A\r\n\r\nbody", "Acme\x0b"]
)
def test_a_subject_is_one_line_whatever_a_record_is_called(told, mailoutbox) -> None:
    """A name that a file brought with a line break neither adds a header nor stops the others."""
    common = {"to": "julie@martin.test", "text": "Bonjour", "now": NOW}
    letters.write_letter(key="one", subject=told, **common)
    letters.write_letters(
        [Letter(key="two", to=common["to"], subject=told, text="", created_at=NOW)]
    )
    letters.write_letter(key="three", subject="Plain", **common)

    assert letters.send_waiting(now=NOW) == 3
    for mail in mailoutbox:
        assert mail.recipients() == ["julie@martin.test"]
        assert len(mail.subject.splitlines()) == 1
        assert "Bcc" not in mail.message()


def test_a_mail_that_no_server_takes_stops_no_other(mailoutbox) -> None:
    """One written before subjects were tidied: given up at once, the rest is sent."""
    bad = {"key": "bad", "to": "a@b.test", "subject": "A\nBcc: c@d.test", "text": ""}
    Letter.objects.create(**bad, created_at=NOW - timedelta(days=1))
    write()

    assert letters.send_waiting(now=NOW) == 1
    assert Letter.objects.get(key="bad").given_up_at is not None
    assert len(mailoutbox) == 1


def test_who_may_not_sign_in_any_more_is_sent_nothing(rep, admin, mailoutbox) -> None:
    """A digest that waited for its mail server holds figures: they stay here."""
    letters.write_letter(
        key="digest", to=rep.email, subject="Figures", text="12", now=NOW, user=rep
    )
    people.deactivate(user=rep, by=admin, now=NOW)

    assert letters.send_waiting(now=NOW) == 0
    assert mailoutbox == []
    assert Letter.objects.get().given_up_at is not None
