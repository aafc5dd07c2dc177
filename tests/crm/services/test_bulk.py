"""Many prospects at once: what is previewed happens, what may not change is left, undo is exact."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crm.models import (
    Activity,
    Deal,
    DealMovement,
    Job,
    Notice,
    Prospect,
    ProspectStep,
    Source,
    Tag,
    User,
)
from crm.services import bulk, jobs, way_back
from crm.services.tags import ON_PROSPECT
from kpis.models import Mark
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TABLES: tuple[Any, ...] = (
    Prospect,
    ProspectStep,
    Deal,
    DealMovement,
    Activity,
    ON_PROSPECT,
)


def digest() -> dict[str, list[Any]]:
    """Every row of every table a bulk change touches, without versions."""
    return {
        model._meta.label: [
            {**way_back.image(row), "version": None}
            for row in model._base_manager.order_by("pk")
        ]
        for model in TABLES
    }


@pytest.fixture
def mine(rep: User) -> list[Prospect]:
    """Three prospects, each with an open deal and something planned."""
    made = [factories.prospect(owner=rep, name=f"Prospect {n}") for n in range(3)]
    for prospect in made:
        factories.deal(owner=rep, prospect=prospect)
        factories.activity(rep=rep, prospect=prospect, at=NOW + timedelta(days=1))
    return made


def ids(rows: list[Prospect]) -> list[int]:
    return [row.pk for row in rows]


def run(rows: list[int], changes: dict[str, Any], by: User) -> Job:
    job = bulk.start_bulk(ids=rows, changes=changes, by=by, now=NOW)
    return jobs.run(job_id=job.pk)


def test_preview_says_what_changes_and_what_is_left(
    mine: list[Prospect], rep: User, teammate: User, organisation: Any
) -> None:
    organisation.records_seen_by_reps = "team"
    organisation.save()
    source = Source.objects.create(name="Fair")
    Prospect.objects.filter(pk=mine[0].pk).update(source=source)
    theirs = factories.prospect(owner=teammate)

    found = bulk.preview([*ids(mine), theirs.pk, 10**15], {"source": source.pk}, by=rep)

    assert found == {"change": 2, "same": 1, "read_only": 1, "gone": 1}


def test_every_change_at_once_is_undone_to_the_row(
    mine: list[Prospect],
    manager: User,
    rep: User,
    teammate: User,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bulk, "PORTION", 2)
    old, new = Tag.objects.create(name="old"), Tag.objects.create(name="new")
    mine[0].tags.add(old)
    before = digest()
    changes = {
        "source": Source.objects.create(name="Fair").pk,
        "next_step_on": "2026-12-01",
        "add_tag": new.pk,
        "remove_tag": old.pk,
        "archived": True,
        "owner": teammate.pk,
        "along": ["deals", "activities"],
    }

    job = run(ids(mine), changes, manager)

    assert (job.state, job.done, job.result) == ("done", 3, {"changed": 3, "given": 3})
    told = Notice.objects.get(kind="reassigned")
    assert (told.user, told.label) == (teammate, f"3 prospects, by {manager}")
    for prospect in Prospect.objects.filter(pk__in=ids(mine)):
        assert str(prospect.source) == "Fair"
        assert prospect.archived_at is not None
        assert prospect.owner == teammate
        assert [tag.name for tag in prospect.tags.all()] == ["new"]
    assert set(Deal.objects.values_list("owner", flat=True)) == {teammate.pk}
    assert set(Activity.objects.values_list("rep", flat=True)) == {teammate.pk}
    moved = DealMovement.objects.filter(kind="owner")
    assert sorted(moved.values_list("rep", "count")) == sorted(
        [(rep.pk, -1), (teammate.pk, 1)] * 3
    )
    assert job.way_back is not None

    Mark.objects.all().delete()
    way_back.undo(way_back_id=job.way_back.pk, by=manager, now=NOW)

    assert digest() == before
    assert Mark.objects.exists()


def test_what_is_optional_is_emptied_and_comes_back(
    mine: list[Prospect], rep: User
) -> None:
    prospect = mine[0]
    source = Source.objects.create(name="Fair")
    day = NOW.date()
    Prospect.objects.filter(pk=prospect.pk).update(source=source, next_step_on=day)
    before = digest()
    changes = {"source": None, "next_step_on": None}
    assert bulk.preview(ids(mine), changes, by=rep)["change"] == 1

    job = run(ids(mine), changes, rep)

    prospect.refresh_from_db()
    assert job.result == {"changed": 1, "same": 2}
    assert (prospect.source, prospect.next_step_on) == (None, None)
    assert job.way_back is not None
    way_back.undo(way_back_id=job.way_back.pk, by=rep, now=NOW)
    assert digest() == before


def test_what_belongs_to_others_stays(
    mine: list[Prospect], manager: User, teammate: User, other_rep: User
) -> None:
    foreign = factories.deal(owner=other_rep, prospect=mine[0])
    done = factories.activity(rep=mine[0].owner, prospect=mine[0])

    run(
        [mine[0].pk],
        {"owner": teammate.pk, "along": ["deals", "activities"]},
        manager,
    )

    foreign.refresh_from_db()
    done.refresh_from_db()
    assert (foreign.owner, done.rep) == (other_rep, mine[0].owner)


def test_access_is_asked_again_when_the_work_is_done(
    mine: list[Prospect], rep: User, teammate: User
) -> None:
    theirs = factories.prospect(owner=teammate, name="Theirs")
    job = run([*ids(mine), theirs.pk], {"archived": True}, rep)

    assert job.result == {"changed": 3, "left": 1}
    theirs.refresh_from_db()
    assert theirs.archived_at is None


def test_a_person_one_may_not_give_to_is_refused_row_by_row(
    mine: list[Prospect], rep: User, other_rep: User
) -> None:
    job = run(ids(mine)[:1], {"owner": other_rep.pk}, rep)
    assert job.result["left"] == 1
    assert job.result["refused"][0][0] == "Prospect 0"


def test_nothing_or_too_much_is_refused(mine: list[Prospect], rep: User) -> None:
    for rows, changes in (
        ([], {"archived": True}),
        (ids(mine), {}),
        (list(range(bulk.MOST + 1)), {"archived": True}),
    ):
        with pytest.raises(ValidationError):
            bulk.start_bulk(ids=rows, changes=changes, by=rep, now=NOW)
