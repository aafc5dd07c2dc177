"""Scores by a card that measures who has no target on the median of the team.

The medians are counted twice by hand: from the SQL's sums in a loop, and by DuckDB from its own figures.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date, datetime
from fractions import Fraction
from itertools import product
from statistics import median
from typing import Any

from duckdb import DuckDBPyConnection

from crm.models import User
from crm.services import people
from kpis import snapshots
from kpis.models import ScoreCard
from kpis.ranking import score_cards
from kpis.scope import ALL
from tests import factories
from tests.differential import by_duckdb, by_sql, composed
from tests.differential.asked import FORMULAS, Asked, Figure, Figures, Whose
from tests.differential.composed import Members
from tests.differential.pairs import Part, of_part, parts, place
from tests.factories import NOW, paris
from tests.kpis.generate import World

#: What is weighed: targets are set of some; rates, money, and one where fewer is better.
CARDS = {
    "Drive": {
        "calls_made_all": 2,
        "meetings_prospect": 2,
        "demos": 1,
        "win_rate": 2,
        "revenue": 1,
    },
    "Care": {"emails_sent": 3, "leads_created": 1, "complaints": 1, "win_rate": 2},
}
#: Without any row these are nothing; the others are unknown.
ADDED = tuple({*CARDS["Drive"], *CARDS["Care"]} - {"win_rate"})
LEAST = 3
#: (figure, person, part) -> the median of the person's team.
MedianOf = Callable[[str, int, Part], Figure]
Happens = Callable[[User, datetime, int], object]


def crowd(world: World) -> World:
    """Enough people in each team for a median, before anything happens: they take part in it."""
    for number in range(6):
        person = people.add_person(
            by=None,
            now=world.now,
            email=f"crowd{number}.{world.random.random()}@boussole.test",
            full_name=f"Crowd {number}",
        )
        team = (world.north, world.south, world.top)[number % 3]
        people.join_team(user=person, team=team, by=None, now=world.now)
        world.reps.append(person)
    return world


def busy(world: World) -> World:
    """Everybody does something of each kind in both months, or the median would be nothing."""
    dice = world.random
    for person, month in product(world.reps, (10, 11)):
        for most, happens in HAPPENS:
            for _one in range(dice.randrange(most)):
                at = paris(2026, month, dice.randrange(1, 28))
                happens(person, at, dice.randrange(1, 90_000))
    return world


def _done(kind: str) -> Happens:
    return lambda person, at, _amount: factories.activity(
        rep=person, kind=kind, at=at, now=max(at, NOW)
    )


#: (fewer than so many a month, what happens)
HAPPENS: list[tuple[int, Happens]] = [
    (7, _done("call")),
    (5, _done("email")),
    (5, _done("meeting")),
    (4, _done("demo")),
    (4, lambda person, at, _amount: factories.prospect(owner=person, at=at)),
    (
        4,
        lambda person, at, amount: factories.won_deal(
            owner=person, at=at, amount=amount
        ),
    ),
    (3, lambda person, at, _amount: factories.lost_deal(owner=person, at=at)),
    (3, lambda person, at, _amount: factories.complaint(by=person, at=at)),
]


def moved(world: World) -> World:
    """Between the two months one changes teams; one who has figures does not sell any more."""
    people.join_team(
        user=world.reps[-1],
        team=world.north,
        by=None,
        now=world.now,
        from_on=date(2026, 11, 1),
    )
    User.objects.filter(pk=world.reps[-9].pk).update(sells=False)
    snapshots.drain(now=world.now)
    return world


def card(world: World, name: str) -> ScoreCard:
    """The card by the median, chosen for the productivity score."""
    admin = User.objects.filter(role="admin", is_active=True).order_by("pk").last()
    assert admin is not None
    row = score_cards.save_card(
        by=admin, now=world.now, name=name, weights=CARDS[name], by_median=True
    )
    score_cards.choose_productivity(row=row, by=admin, now=world.now)
    return row


def figures(
    asked: Asked, weights: Mapping[str, int], today: date, median_of: MedianOf
) -> Figures:
    """Of each part of time: on the target where there is one, else on the median of the team."""
    found: Figures = {}
    for part in parts(asked, today):
        one = of_part(asked, part)

        def aim(
            key: str, members: Members, one: Asked = one, part: Part = part
        ) -> Figure:
            target = composed.aim(key, one, members)
            if target is not None:
                return target
            person = dict(zip(one.by, members, strict=True)).get("rep", _alone(one))
            return median_of(key, person, part) if person else None

        for members, value in composed.weighed(one, weights, aim).items():
            found[place(asked, part, members)] = value
    return found


def _alone(asked: Asked) -> int | None:
    """The only person the question is about."""
    whose = asked.whose
    everybodys = whose.scope.seen.all or whose.seen_teams or whose.teams is not None
    return whose.rep or (None if everybodys else whose.seen_rep)


def _all(part: Part) -> Asked:
    return Asked(Whose("all", ALL), part.period, ("rep",))


# -- from the SQL, in a loop ------------------------------------------------------------------


def by_loop() -> MedianOf:
    """Everybody's sums once a part; teams as of the last day of it, from the memberships."""
    known: dict[Part, dict[tuple[str, int], list[Fraction]]] = {}

    def read(part: Part) -> dict[tuple[str, int], list[Fraction]]:
        sums, lists = by_sql.sums(_all(part)), defaultdict(list)
        for person, team in _members(part.last).items():
            for key in {*CARDS["Drive"], *CARDS["Care"]}:
                value = FORMULAS[key](sums.get((person,), {}))
                if value is not None:
                    lists[key, team].append(value)
        return lists

    def median_of(key: str, person: int, part: Part) -> Figure:
        if part not in known:
            known[part] = read(part)
        team = composed.team_on(person, part.last)
        values = known[part].get((key, team), []) if team else []
        return Fraction(median(values)) if len(values) >= LEAST else None

    return median_of


def _members(day: date) -> dict[int, int]:
    """Who sells, with the team of that day."""
    sellers = User.objects.filter(sells=True).values_list("pk", flat=True)
    teams = {person: composed.team_on(person, day) for person in sellers}
    return {person: team for person, team in teams.items() if team}


# -- by DuckDB --------------------------------------------------------------------------------

#: The one or two values in the middle of each team's list of at least three.
MIDDLE = """
SELECT above, below FROM (
    SELECT above, below, row_number() OVER (ORDER BY above / below, id) AS nth, count(*) OVER () AS n
    FROM (SELECT id, coalesce(f.above, 0) AS above, coalesce(f.below, 1) AS below
          FROM person LEFT JOIN figure f ON f.rep = person.id
          WHERE sells AND team_of(id, ?::DATE) = ? AND (f.rep IS NOT NULL OR ?))
) WHERE n >= 3 AND nth IN ((n + 1) // 2, n // 2 + 1)
"""


def in_duckdb(duck: DuckDBPyConnection, today: date) -> MedianOf:
    """DuckDB's own figures, ranked by DuckDB; the two in the middle are halved as fractions."""

    def median_of(key: str, person: int, part: Part) -> Figure:
        [(team,)] = duck.execute(
            "SELECT team_of(?, ?::DATE)", [person, part.last]
        ).fetchall()
        if not team:
            return None
        values = by_duckdb.figures(duck, _all(part), [key], today)[key]
        duck.execute(
            "CREATE OR REPLACE TABLE figure (rep BIGINT, above BIGINT, below BIGINT)"
        )
        rows = [
            [rep, value.numerator, value.denominator]
            for (rep,), value in values.items()
            if value is not None
        ]
        if rows:
            duck.executemany("INSERT INTO figure VALUES (?, ?, ?)", rows)
        middle = duck.execute(MIDDLE, [part.last, team, key in ADDED]).fetchall()
        told = [Fraction(above, below) for above, below in middle]
        return sum(told, Fraction(0)) / len(told) if told else None

    known: dict[Any, Figure] = {}

    def remembered(key: str, person: int, part: Part) -> Figure:
        asked = (key, person, part)
        if asked not in known:
            known[asked] = median_of(*asked)
        return known[asked]

    return remembered
