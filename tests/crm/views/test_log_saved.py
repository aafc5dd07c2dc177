"""What is sent is what was seen; lists are all or none; what a phone kept is sent once, by its owner.

The clock stands on Friday 20 November 2026, 10:30.
"""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.urls import reverse

from crm.models import Activity, Prospect
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
HTMX = {"HX-Request": "true"}


@pytest.fixture
def send(rep, client_of):
    client = client_of(rep)

    def run(**fields: Any) -> Any:
        sent = {"client_uuid": str(uuid4()), "kept_for": rep.pk} | fields
        return client.post(reverse("crm:log"), sent, headers=HTMX)

    return run


def lines(*who: Prospect, **changes: Any) -> dict[str, Any]:
    """A list as the sheet sends it: every line checked, a call reached."""
    sent: dict[str, Any] = {"count": len(who)}
    for index, prospect in enumerate(who):
        line = {"keep": "on", "prospect": prospect.pk, "kind": "call"}
        sent |= {f"{index}-{name}": value for name, value in line.items()}
    return sent | changes


def test_a_line_not_seen_read_is_shown_before_it_is_written(send, rep) -> None:
    factories.prospect(owner=rep, name="Durand SARL")
    line = "call Durand 12 min"

    answer = send(line=line, read_line="call Du", kind="email")

    assert answer.status_code == 422
    assert "Check how it was understood" in answer.content.decode()
    assert "12 min" in answer.content.decode()
    assert not Activity.objects.exists()


def test_what_was_seen_is_written_and_not_the_line(send, rep) -> None:
    acme = factories.prospect(owner=rep, name="Acme")
    factories.prospect(owner=rep, name="Durand SARL")
    line = {"line": "call Durand", "read_line": "call Durand"}

    assert send(**line, kind="email", prospect=acme.pk).status_code == 200

    assert (Activity.objects.get().kind, Activity.objects.get().prospect) == (
        "email",
        acme,
    )


def test_what_a_line_hinted_at_is_offered_once_it_is_saved(send, rep) -> None:
    acme = factories.prospect(owner=rep, name="Acme")
    call = {"prospect": acme.pk, "kind": "call"}

    html = send(**call, amount="4500").content.decode()
    assert f"{reverse('crm:deal-new')}?prospect={acme.pk}&amp;amount=4500" in html

    deal = factories.deal(owner=rep, prospect=acme)
    html = send(**call, deal=deal.pk, lose="on", amount="4500").content.decode()
    assert reverse("crm:deal-lose", args=[deal.pk]) in html
    assert reverse("crm:deal-new") not in html
    assert deal.state == "open"


def test_the_next_step_keeps_its_length(send, rep) -> None:
    acme = factories.prospect(owner=rep, name="Acme")

    send(
        prospect=acme.pk,
        kind="call",
        next_kind="demo",
        next_at="2026-11-24T14:00",
        next_minutes="45",
    )

    assert Activity.objects.get(kind="demo").duration_s == 2_700


def test_a_list_is_written_at_once_without_the_lines_taken_out(send, rep) -> None:
    who = [factories.prospect(owner=rep) for _ in range(3)]

    answer = send(**lines(*who, **{"1-keep": ""}))

    assert "2 activities logged." in answer.content.decode()
    found = Activity.objects.order_by("prospect")
    assert [row.prospect for row in found] == [who[0], who[2]]
    assert all(row.in_bulk for row in found)


def test_one_wrong_line_is_named_and_none_is_written(send, rep, other_rep) -> None:
    own, foreign = factories.prospect(owner=rep), factories.prospect(owner=other_rep)

    for wrong in ({"1-prospect": foreign.pk}, {"1-minutes": "-3"}, {"1-kind": "x"}):
        answer = send(**lines(own, own, **wrong))
        assert answer.status_code == 422
        assert "Line 2:" in answer.content.decode()

    assert send(**lines(own, own, **{"0-keep": "", "1-keep": ""})).status_code == 422
    assert not Activity.objects.exists()


def test_a_list_sent_twice_is_written_once(send, rep) -> None:
    own, key = factories.prospect(owner=rep), str(uuid4())
    for _ in range(2):
        answer = send(**lines(own, own), client_uuid=key)
        assert answer["X-Log-Saved"] == key
    assert Activity.objects.count() == 2


def test_a_kept_line_nothing_of_which_is_unsure_is_written(send, rep) -> None:
    factories.prospect(owner=rep, name="Durand SARL")
    kept = {"read_line": "", "kept": "1", "typed_at": "2026-11-19T15:00:00.000Z"}
    key = str(uuid4())

    for _ in range(2):  # the first answer was lost on the way
        send(line="call Durand 12 min", client_uuid=key, **kept)

    row = Activity.objects.get()
    assert (row.duration_s, row.at.isoformat()) == (720, "2026-11-19T15:00:00+00:00")


def test_an_unsure_kept_line_comes_back_to_be_corrected(send) -> None:
    answer = send(line="call Globex 4 min", read_line="", kept="1")
    assert answer.status_code == 422
    assert "Nobody is called" in answer.content.decode()
    assert "X-Log-Saved" not in answer
    assert not Activity.objects.exists()


def test_what_another_person_typed_on_this_device_is_not_sent(
    send, rep, teammate
) -> None:
    own = factories.prospect(owner=rep)
    answer = send(kind="call", prospect=own.pk, kept_for=teammate.pk)
    assert answer.status_code == 403
    assert not Activity.objects.exists()


def test_someone_new_is_created_with_the_log(send) -> None:
    assert send(kind="call", new_prospect="Globex").status_code == 200
    assert Activity.objects.get().prospect == Prospect.objects.get(name="Globex")


@pytest.mark.parametrize(
    ("on_deal", "amount", "expected"),
    [("on", "12 000", 1_200_000), ("", "12 000", 100_000)],
)
def test_an_amount_is_put_on_the_deal_only_when_confirmed(
    on_deal, amount, expected, send, rep
) -> None:
    own = factories.prospect(owner=rep)
    deal = factories.deal(owner=rep, prospect=own)
    sent = {"kind": "call", "prospect": own.pk, "deal": deal.pk}
    assert send(**sent, amount=amount, on_deal=on_deal).status_code == 200
    deal.refresh_from_db()
    assert deal.amount == expected


def test_the_strip_proposes_what_the_line_only_hinted_at(send, rep) -> None:
    own = factories.prospect(owner=rep)
    hints = {"complaint": "late again", "complaint_reason": "delay"}

    strip = send(kind="call", prospect=own.pk, outcome="no_answer", **hints)

    html = strip.content.decode()
    assert "Plan: Call, Mon 14:00" in html
    assert f"/voice/complaints/new/?prospect={own.pk}" in html
    assert Activity.objects.count() == 1
    assert not own.complaints.exists()


def test_a_plan_to_close_is_one_of_that_prospects(send, rep) -> None:
    own, other = (factories.prospect(owner=rep) for _ in range(2))
    plan = factories.activity(rep=rep, kind="demo", prospect=other, at=NOW)
    sent = {"kind": "demo", "prospect": own.pk, "closes": plan.pk}
    assert send(**sent).status_code == 422


@pytest.mark.parametrize(
    "fields",
    [
        {"count": "999999999999"},
        {"count": "3", "0-keep": "on", "0-prospect": "\0"},
        {"kind": "call", "new_prospect": "a\0b"},
        {"kind": "call", "client_uuid": "x" * 500},
        {"kind": "note", "at": "9999-12-31T23:59", "minutes": "9" * 30},
        {"kind": "note", "amount": "9" * 60, "on_deal": "on"},
    ],
)
def test_hostile_values_are_refused(fields, send) -> None:
    assert send(**fields).status_code == 422
    assert not Activity.objects.exists()
