"""Undo puts back exactly what a write changed, once, and never destroys later work."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError

from crm.models import Activity, AuditEntry, Prospect
from crm.services import way_back
from kpis.models import Mark
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def images() -> list[dict]:
    rows = Prospect.objects.order_by("pk")
    return [{**way_back.image(row), "version": None} for row in rows]


def written(rep):
    """One row changed, one deleted, one made; the way back."""
    changed, gone = (
        factories.prospect(owner=rep, at=NOW, name=name) for name in ("Acme", "Durand")
    )
    before = images()
    with way_back.way_back(by=rep, now=NOW, action="merged", label="Acme") as kept:
        kept.keep([changed, gone])
        Prospect.objects.filter(pk=changed.pk).update(name="Acme SA", version=2)
        gone.steps.all().delete()
        Prospect.objects.filter(pk=gone.pk).delete()
        kept.made(
            [Prospect.objects.create(name="New", detected_at=NOW, created_at=NOW)]
        )
    return before, kept.way_back


def test_undo_restores_changed_deleted_and_made_rows(rep) -> None:
    before, back = written(rep)
    assert images() != before

    way_back.undo(way_back_id=back.pk, by=rep, now=NOW + timedelta(seconds=9))

    assert images() == before
    assert AuditEntry.objects.filter(action="undone").count() == 1


def test_an_undo_marks_the_days_it_moves(rep) -> None:
    call = factories.activity(rep=rep, at=NOW)
    with way_back.way_back(by=rep, now=NOW, action="deleted") as kept:
        kept.keep([call])
        Activity.objects.all().delete()
    Mark.objects.all().delete()

    way_back.undo(way_back_id=kept.way_back.pk, by=rep, now=NOW)

    assert Activity.objects.get().pk == call.pk
    assert Mark.objects.filter(rep_id=rep.pk).exists()


def test_a_form_that_saw_the_write_does_not_overwrite_the_undo(rep) -> None:
    _before, back = written(rep)
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)

    assert Prospect.objects.get(name="Acme").version == 3


def test_undone_once(rep) -> None:
    _before, back = written(rep)
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)

    with pytest.raises(ValidationError):
        way_back.undo(way_back_id=back.pk, by=rep, now=NOW)


def test_later_work_is_never_destroyed(rep) -> None:
    _before, back = written(rep)
    Prospect.objects.filter(name="Acme SA").update(city="Lyon")
    later = images()

    with pytest.raises(ValidationError):
        way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert images() == later


def test_not_after_a_month(rep) -> None:
    _before, back = written(rep)

    with pytest.raises(ValidationError):
        way_back.undo(way_back_id=back.pk, by=rep, now=NOW + timedelta(days=31))


def test_a_write_that_fails_leaves_no_way_back(rep) -> None:
    from crm.models import WayBack

    with (
        pytest.raises(RuntimeError),
        way_back.way_back(by=rep, now=NOW, action="merged"),
    ):
        raise RuntimeError
    assert not WayBack.objects.exists()
