"""What is not in the scope changes nothing; what is in it is the same whoever looks."""

from __future__ import annotations

import dataclasses
from typing import Any

import pytest

from crm.access import subtree
from crm.models import Membership, User
from crm.services import people
from kpis import snapshots
from kpis.scope import ALL, Scope, narrowed, scope_of
from tests.differential.test_planted_bugs import everybody_sees_all
from tests.kpis.generate import World
from tests.properties.busy import all_sorts
from tests.properties.living import SIZES, Life, lived, noticed, prove
from tests.properties.telling import a_period, differing, everything

Patch = pytest.MonkeyPatch
SOLD = ["revenue"]


def strangers_change_nothing(company: World, life: Life) -> None:
    """Facts of a person of another team move no figure of a rep, a team or its manager."""
    world = lived(company, life)
    period = a_period(life)
    scopes = [
        scope_of(world.reps[0]),
        scope_of(world.manager),
        narrowed(ALL, team=world.south.pk),
    ]
    told = [everything(world, period, scope=each) for each in scopes]
    revenue, by_rep = everything(world, keys=SOLD), everything(world, period, "rep")

    stranger = a_stranger(world)
    all_sorts(world, stranger)
    snapshots.drain(now=world.now)

    assert everything(world, keys=SOLD) != revenue, "it counts for the organisation"
    for each, before in zip(scopes, told, strict=True):
        assert differing(everything(world, period, scope=each), before) == {}, each
    others = {
        name: value
        for name, value in everything(world, period, "rep").items()
        if name[1] != (stranger.pk,)
    }
    assert differing(others, by_rep) == {}


def a_stranger(world: World) -> User:
    """Somebody new, in a team of their own."""
    west = people.add_team(by=None, now=world.now, name="West")
    stranger = people.add_person(
        by=None, now=world.now, email="zoe@boussole.test", full_name="Zoé"
    )
    people.join_team(user=stranger, team=west, by=None, now=world.now)
    return stranger


def whoever_looks_sees_the_same(company: World, life: Life) -> None:
    """A rep's own figures are the admin's narrowed to that rep, and the manager's of who stayed."""
    world = lived(company, life)
    period = a_period(life)
    reps = [person for person in world.reps if person.role == User.Role.REP]
    rep = reps[life.free % len(reps)]
    lookers, held = [ALL], Membership.objects.filter(user=rep)
    if {m.team_id for m in held} <= subtree({world.top.pk}) and no_gap(held):
        lookers.append(scope_of(world.area_manager))
    for by in SPLITS:
        own = everything(world, period, *by, scope=scope_of(rep))
        for looker in lookers:
            seen = everything(world, period, *by, scope=narrowed(looker, rep=rep.pk))
            assert differing(seen, own) == {}, (rep, by)


SPLITS: list[tuple[str, ...]] = [(), ("month",), ("source",)]


def no_gap(held: Any) -> bool:
    """In a team on every day there is."""
    spans = list(held.order_by("from_on").values_list("from_on", "to_on"))
    ends = {to_on for _from, to_on in spans}
    starts = {from_on for from_on, _to in spans}
    return None in ends and None in starts and ends == starts


PROPERTIES = [strangers_change_nothing, whoever_looks_sees_the_same]


@pytest.mark.parametrize("examples", SIZES)
@pytest.mark.parametrize("check", PROPERTIES, ids=lambda check: check.__name__)
def test_a_scope_is_a_scope(
    company: World, db: None, check: Any, examples: int
) -> None:
    prove(check, company, examples)


# Planted bugs -------------------------------------------------------------------------


def a_rep_asked_for_is_forgotten(patch: Patch) -> None:
    """Who asks for one person is shown everybody they may see."""
    right = Scope.cells

    def wrong(self: Scope, **names: str) -> Any:
        return right(dataclasses.replace(self, rep=None), **names)

    patch.setattr(Scope, "cells", wrong)


@pytest.mark.parametrize(
    ("check", "bug"),
    [
        (strangers_change_nothing, everybody_sees_all),
        (whoever_looks_sees_the_same, a_rep_asked_for_is_forgotten),
    ],
    ids=lambda each: each.__name__,
)
def test_a_planted_bug_is_noticed(
    company: World, db: None, check: Any, bug: Any, monkeypatch: Patch
) -> None:
    bug(monkeypatch)

    assert noticed(check, company)
