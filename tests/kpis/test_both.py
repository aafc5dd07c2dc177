"""Members and whole from one question: what ``rollup`` says of each, asked twice."""

from __future__ import annotations

from datetime import date

import pytest

from crm.access import figure_scope
from crm.models import Team, User
from kpis import snapshots
from kpis.both import split_and_whole
from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, Scope, narrowed
from kpis.values import NO_ROWS, Value
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
NOVEMBER = Period(date(2026, 11, 1), date(2026, 12, 1))
TODAY = date(2026, 11, 20)


def a_busy_month(*people: User) -> None:
    """Unlike amounts, so that no mistake evens out; leads, calls, demos, deals open, won, lost."""
    for n, who in enumerate(people, start=1):
        lead = factories.prospect(owner=who, at=paris(2026, 11, n))
        for day in range(n, 2 * n + 1):
            calls = {"rep": who, "prospect": lead, "direction": "out"}
            factories.activity(at=paris(2026, 11, day + 1), outcome="reached", **calls)
            factories.won_deal(
                owner=who,
                prospect=lead,
                opened_at=paris(2026, 10, day + n),
                at=paris(2026, 11, day + 2),
                amount=10_000 * n + day,
            )
        factories.activity(rep=who, kind="demo", prospect=lead, at=paris(2026, 11, 5))
        factories.lost_deal(owner=who, at=paris(2026, 11, 10 + n))
        factories.deal(owner=who, at=paris(2026, 10, n), amount=7_000 * n)
    snapshots.drain(now=NOW)


@pytest.mark.parametrize("where", ["everything", "north", "managed"])
def test_each_and_all_are_what_the_roll_up_says(
    where: str,
    rep: User,
    teammate: User,
    other_rep: User,
    outsider: User,
    manager: User,
    north: Team,
) -> None:
    a_busy_month(rep, teammate, other_rep, outsider)
    scopes = {
        "everything": ALL,
        "north": narrowed(ALL, team=north.pk),
        "managed": Scope(figure_scope(manager)),
    }
    question = Question(scopes[where], NOVEMBER, TODAY, ("rep",))
    kpis = [kpi for kpi in KPIS.values() if kpi.group != "targets"]

    split, whole = split_and_whole(kpis, question)

    each, every = figures(kpis, question), figures(kpis, question.unsplit())
    assert split == each
    assert whole == {
        kpi.key: every[kpi.key].get((), Value(None, NO_ROWS)) for kpi in kpis
    }
    assert whole["revenue"].value


def test_before_anything_began_a_stock_says_so(rep: User) -> None:
    later = Period(date(2027, 1, 1), date(2027, 2, 1))
    question = Question(ALL, later, TODAY, ("rep",))

    _split, whole = split_and_whole([KPIS["pipeline_value"]], question)

    asked = figures([KPIS["pipeline_value"]], question.unsplit())
    assert whole["pipeline_value"] == asked["pipeline_value"][()]
