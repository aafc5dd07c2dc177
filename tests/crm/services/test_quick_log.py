"""The quick log writes all or nothing, once a key, and its way back restores the exact rows."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest

from crm.models import Activity, Deal, DealMovement, Prospect, ProspectStep
from crm.services import way_back
from crm.services.quick_log import Entry, LineRefused, logged_before, quick_log
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db
TABLES = (Activity, Prospect, ProspectStep, Deal, DealMovement)


def digest() -> dict[str, list[Any]]:
    """Every column of every row, but the version, which an undo raises."""
    return {
        model.__name__: [
            {**way_back.image(row), "version": None}
            for row in model._default_manager.order_by("pk")
        ]
        for model in TABLES
    }


def call(prospect: Prospect | None, **more: Any) -> dict[str, Any]:
    return {"kind": "call", "at": NOW, "prospect": prospect, **more}


def later(prospect: Prospect | None = None) -> dict[str, Any]:
    at = NOW + timedelta(days=3)
    return {"kind": "demo", "at": at, "status": "planned", "prospect": prospect}


def test_undo_restores_the_exact_rows_of_all_it_wrote(rep) -> None:
    one, two = (factories.prospect(owner=rep, name=name) for name in ("Acme", "Durand"))
    deal = factories.deal(owner=rep, prospect=one)
    plan = factories.activity(
        rep=rep, kind="demo", prospect=two, at=NOW + timedelta(hours=1)
    )
    before = digest()

    written = quick_log(
        by=rep,
        now=NOW,
        key=uuid4(),
        entries=[
            Entry(call(one, deal=deal), planned=later(one), amount=1_200_000),
            Entry(call(two, kind="demo", status="no_show"), closes=plan.pk),
            Entry(call(None), new_prospect="Globex", planned=later()),
        ],
    )
    deal.refresh_from_db()
    assert deal.amount == 1_200_000
    assert Prospect.objects.get(name="Globex").contacted_at == NOW
    assert Activity.objects.get(pk=plan.pk).status == "no_show"
    assert digest() != before

    way_back.undo(way_back_id=written.way_back.pk, by=rep, now=NOW)

    assert digest() == before


def test_a_planned_meeting_that_was_held_is_not_counted_twice(rep) -> None:
    prospect = factories.prospect(owner=rep)
    soon = NOW + timedelta(hours=1)
    plan = factories.activity(
        rep=rep, kind="demo", prospect=prospect, at=soon, note="A"
    )

    held = Entry(call(prospect, kind="demo", duration_s=2700, note="B"), closes=plan.pk)
    quick_log(by=rep, now=NOW, entries=[held])

    plan.refresh_from_db()
    assert Activity.objects.count() == 1
    assert (plan.status, plan.at, plan.duration_s) == ("held", NOW, 2700)
    assert (plan.planned_at, plan.note) == (soon, "A\nB")


def test_one_line_refused_and_none_is_written(rep) -> None:
    prospect = factories.prospect(owner=rep)
    ahead = call(prospect, status="held") | {"at": NOW + timedelta(days=1)}
    before = digest()

    with pytest.raises(LineRefused) as refused:
        quick_log(by=rep, now=NOW, entries=[Entry(call(prospect)), Entry(ahead)])

    assert refused.value.line == 1
    assert digest() == before


def test_sent_twice_it_is_written_once_and_known_again(rep, teammate) -> None:
    prospect, key = factories.prospect(owner=rep), uuid4()
    sent = [Entry(call(prospect), planned=later(prospect)), Entry(call(prospect))]

    first = quick_log(by=rep, now=NOW, entries=sent, key=key)
    again = quick_log(by=rep, now=NOW, entries=sent, key=key)

    assert Activity.objects.count() == 3
    assert (again.again, again.way_back) == (True, first.way_back)
    assert logged_before(by=teammate, key=key) is None


def test_what_was_undone_may_be_logged_again_under_its_key(rep) -> None:
    prospect, key = factories.prospect(owner=rep), uuid4()
    first = quick_log(by=rep, now=NOW, entries=[Entry(call(prospect))], key=key)
    way_back.undo(way_back_id=first.way_back.pk, by=rep, now=NOW)

    assert logged_before(by=rep, key=key) is None
    quick_log(by=rep, now=NOW, entries=[Entry(call(prospect))], key=key)

    assert Activity.objects.count() == 1
