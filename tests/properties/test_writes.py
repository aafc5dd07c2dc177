"""What is written moves exactly its own contribution, and is taken back without a trace."""

from __future__ import annotations

import random
import uuid
from datetime import timedelta
from typing import Any

import pytest

from crm.models import Activity
from crm.services import activities, prospects, voice
from kpis import ledger, snapshots, tasks
from kpis.models import DailySnapshot, Mark, Restatement
from tests.kpis.generate import World
from tests.properties.busy import WRITES, call
from tests.properties.living import SIZES, Life, lived, noticed, prove
from tests.properties.telling import (
    ADDING,
    OVER_DAYS,
    SPAN,
    Told,
    cells,
    differing,
    everything,
    parts,
)

Patch = pytest.MonkeyPatch


def deleting_is_the_inverse_of_writing(company: World, life: Life) -> None:
    world = lived(company, life)
    rep = world.reps[life.free % len(world.reps)]
    told, kept = everything(world), cells()
    for write in WRITES:
        undo = write(world, rep)
        snapshots.drain(now=world.now)
        assert cells() != kept or everything(world) != told, "it counts somewhere"
        undo()
        snapshots.drain(now=world.now)

        assert differing(cells(), kept) == {}, write.__name__
        assert differing(everything(world), told) == {}, write.__name__


def moving_moves_its_contribution(company: World, life: Life) -> None:
    """From one day to another: one loses exactly what the other gains, and no third day moves."""
    world = lived(company, life)
    chance = random.Random(life.free)
    rep = chance.choice(world.reps)
    kind = chance.choice(
        ["call", "email", "meeting", "demo", "onboarding", "complaint"]
    )
    here, there = (
        world.now - timedelta(days=n) for n in chance.sample(range(1, 30), 2)
    )
    row = written(world, rep, kind, here)
    snapshots.drain(now=world.now)
    before = everything(world, SPAN, "day", keys=ADDING)
    whole = everything(world, keys=ADDING)

    if kind == "complaint":
        voice.edit_complaint(
            complaint_id=row.pk, received_at=there, by=rep, now=world.now
        )
    else:
        activities.edit_activity(activity_id=row.pk, at=there, by=rep, now=world.now)
    snapshots.drain(now=world.now)

    after = everything(world, SPAN, "day", keys=ADDING)
    left, joined = ((at.astimezone(world.zone).date(),) for at in (here, there))
    keys = {key for key, _day in (*before, *after)}
    given = {key: change(before, after, key, left) for key in keys}
    assert any(any(each) for each in given.values()), "it counted where it was"
    for key in keys:
        taken = change(after, before, key, joined)
        assert given[key] == taken, key
    elsewhere = {day for _key, day in (*before, *after)} - {left, joined}
    assert not any(any(change(before, after, k, d)) for k in keys for d in elsewhere)
    assert differing(sums_of(everything(world, keys=ADDING)), sums_of(whole)) == {}


def sums_of(told: Told) -> dict[str, Any]:
    return {key: parts(key, value, OVER_DAYS) for (key, _none), value in told.items()}


def written(world: World, rep: Any, kind: str, at: Any) -> Any:
    """A fact of its own, that nothing else depends on."""
    if kind != "complaint":
        return call(world, rep, kind=kind, at=at, outcome="")
    return voice.receive_complaint(
        by=rep,
        now=world.now,
        reason=world.complaint_reasons[0],
        received_at=at,
        severity="low",
    )


def change(one: Any, other: Any, key: str, members: Any) -> tuple[Any, ...]:
    """What the figure has more in one answer than in the other, part by part."""
    a, b = (parts(key, told.get((key, members)), OVER_DAYS) for told in (one, other))
    return tuple(x - y for x, y in zip(a, b, strict=True))


def delivered_twice_counts_once(company: World, life: Life) -> None:
    """A call that a phone sends again, and marks and messages that come twice."""
    world = lived(company, life)
    rep = world.reps[life.free % len(world.reps)]
    lead = prospects.add_prospect(
        by=rep, now=world.now, owner=rep, name="Twice", detected_at=world.now
    )
    key = uuid.UUID(int=life.free + 1)
    told = {"at": world.now, "prospect": lead, "client_uuid": key}
    call(world, rep, **told)
    snapshots.drain(now=world.now)
    once, shown = cells(), everything(world)
    restated = Restatement.objects.count()

    call(world, rep, **told)
    for _delivery in range(2):
        ledger.mark(DailySnapshot.objects.values_list("day_id", "rep_id"))
    for _message in range(2):
        tasks.drain.apply().get()

    assert not Mark.objects.exists()
    assert Activity.objects.filter(client_uuid=key).count() == 1
    assert differing(cells(), once) == {}
    assert differing(everything(world), shown) == {}
    assert Restatement.objects.count() == restated


PROPERTIES = [
    deleting_is_the_inverse_of_writing,
    moving_moves_its_contribution,
    delivered_twice_counts_once,
]


@pytest.mark.parametrize("examples", SIZES)
@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
def test_a_write(company: World, db: None, check: Any, examples: int) -> None:
    prove(check, company, examples)


# Planted bugs -------------------------------------------------------------------------


def deleted_rows_are_not_announced(patch: Patch) -> None:
    right = activities.announce

    def wrong(before: Any, after: Any) -> None:
        if after is not None:
            right(before, after)

    patch.setattr(activities, "announce", wrong)


def the_day_left_is_not_marked(patch: Patch) -> None:
    right = activities.announce
    patch.setattr(activities, "announce", lambda _before, after: right(None, after))


def what_was_sent_is_not_looked_for(patch: Patch) -> None:
    right = activities._write_once
    patch.setattr(activities, "_already_sent", lambda *_args: None)
    patch.setattr(
        activities, "_write_once", lambda by, _uuid, values: right(by, None, values)
    )


@pytest.mark.parametrize(
    ("check", "bug"),
    [
        (deleting_is_the_inverse_of_writing, deleted_rows_are_not_announced),
        (moving_moves_its_contribution, the_day_left_is_not_marked),
        (delivered_twice_counts_once, what_was_sent_is_not_looked_for),
    ],
    ids=lambda each: each.__name__,
)
def test_a_planted_bug_is_noticed(
    company: World, db: None, check: Any, bug: Any, monkeypatch: Patch
) -> None:
    bug(monkeypatch)

    assert noticed(check, company, tries=6)
