"""What each brings to the team's figure, worked out by hand."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest
from django.http import QueryDict

from crm.models import Team, User
from kpis import picker, snapshots
from kpis.catalogue import KPIS
from kpis.scope import ALL, narrowed
from kpis.team.contribution import Contribution, contribution, kind_of, own_parts
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 20)


def of(key: str, team: Team) -> Contribution:
    snapshots.drain(now=NOW)
    picked = picker.read(QueryDict(""), ALL, TODAY)
    return contribution(KPIS[key], narrowed(ALL, team=team.pk), picked)


def told(found: Contribution) -> list[tuple[str, object]]:
    named = [(part.person.full_name, part) for part in found.parts]
    return [(n, p.share if found.kind == "share" else p.effect) for n, p in named]


def test_a_sum_is_shared(
    rep: User, teammate: User, other_rep: User, north: Team
) -> None:
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=30_000)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 4), amount=90_000)
    factories.won_deal(owner=other_rep, at=paris(2026, 11, 4), amount=999_000)

    found = of("revenue", north)

    assert found.team.value == 120_000
    assert told(found) == [
        ("Hugo Bernard", Fraction(3, 4)),
        ("Camille Roux", Fraction(1, 4)),
    ]


def test_a_rate_is_counted_again_without_each(
    rep: User, teammate: User, north: Team
) -> None:
    """Camille won 1 of 4, Hugo 3 of 4: together 4 of 8. Without her 3/4, without him 1/4."""
    for who, won in ((rep, 1), (teammate, 3)):
        for n in range(4):
            end = factories.won_deal if n < won else factories.lost_deal
            end(owner=who, at=paris(2026, 11, 3 + n))

    found = of("win_rate", north)

    assert found.team.value == Fraction(1, 2)
    assert told(found) == [
        ("Hugo Bernard", Fraction(1, 4)),
        ("Camille Roux", Fraction(-1, 4)),
    ]
    without = {p.person: p.without.value for p in found.parts if p.without}
    assert without == {rep: Fraction(3, 4), teammate: Fraction(1, 4)}


def test_a_median_delay_is_taken_again_from_the_cases_of_the_others(
    rep: User, teammate: User, north: Team
) -> None:
    """Cycles of 10 and 20 days against one of 40: median 20; without her 40, without him 15."""
    for who, days in ((rep, 10), (rep, 20), (teammate, 40)):
        at = paris(2026, 11, 11)
        opened = paris(2026, 11, 11 - days) if days < 11 else paris(2026, 10, 42 - days)
        factories.won_deal(owner=who, opened_at=opened, at=at)

    found = of("sales_cycle", north)
    show = getattr(KPIS["sales_cycle"].formula, "show", "")
    teams = {"mean": Fraction(70, 3), "median": Fraction(20)}
    without = {p.person: p.without.value for p in found.parts if p.without}

    assert found.team.value == teams[show]
    assert without == {rep: 40, teammate: 15}
    # Lower is better: who shortens it stands first.
    assert [part.person for part in found.parts] == [rep, teammate]


def test_of_an_average_per_person_one_person_less_is_counted(
    rep: User, teammate: User, north: Team
) -> None:
    """5 touches by two people: 2.5 each. Without her 4 by one, without him 1 by one."""
    for who, count in ((rep, 1), (teammate, 4)):
        for _ in range(count):
            factories.activity(rep=who, kind="call", direction="out")

    found = of("touches_per_rep", north)

    assert found.team.value == Fraction(5, 2)
    without = {p.person: p.without.value for p in found.parts if p.without}
    assert without == {rep: 4, teammate: 1}


def test_what_can_neither_be_shared_nor_counted_again_says_so(
    rep: User, north: Team
) -> None:
    assert kind_of(KPIS["nps"]) == ""
    found = of("nps", north)
    assert [part.share for part in found.parts] == [None]
    assert [part.effect for part in found.parts] == [None]


def test_nothing_sold_is_shared_by_nobody(rep: User, north: Team) -> None:
    assert told(of("revenue", north)) == [("Camille Roux", None)]


def test_ones_own_part_is_that_of_the_manager_s_table(
    rep: User, teammate: User, north: Team
) -> None:
    factories.won_deal(owner=rep, at=paris(2026, 11, 3), amount=30_000)
    factories.won_deal(owner=teammate, at=paris(2026, 11, 4), amount=90_000)
    whole = of("revenue", north)
    picked = picker.read(QueryDict(""), ALL, TODAY)

    kpis = [KPIS["revenue"], KPIS["win_rate"], KPIS["demos"]]
    [mine] = own_parts(kpis, rep, narrowed(ALL, team=north.pk), picked)

    assert (mine.kpi.key, mine.mine.value, mine.team.value) == (
        "revenue",
        30_000,
        120_000,
    )
    assert {part.share for part in whole.parts if part.person == rep} == {mine.share}
