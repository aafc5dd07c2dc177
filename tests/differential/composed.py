"""Figures made of other figures, a second time: fractions of what the SQL by hand says of their parts.

Targets are months' alone and periods whole months, so that no calendar is needed to share them out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from crm.models import Membership, Organisation, Team
from kpis.models import Target
from kpis.periods import Period
from tests.differential import by_sql, earned, pairs_by_sql, standing
from tests.differential.asked import FORMULAS, Asked, Figure, Figures
from tests.differential.pairs import (
    DAY,
    Part,
    months_earlier,
    of_part,
    parts,
    place,
)

#: The productivity score: what weighs how much.
WEIGHTS = {
    "calls_made_all": 2,
    "meetings_prospect": 2,
    "demos": 1,
    "win_rate": 2,
    "lead_conversion": 2,
    "revenue": 1,
}
RATES = ("win_rate", "lead_conversion")
#: Fewer of it are better.
FEWER = ("complaints", "deals_lost")
Members = tuple[Any, ...]


def figures(asked: Asked, keys: Iterable[str], today: date) -> dict[str, Figures]:
    return {key: _over(asked, HOW[key], today, ahead=key in AHEAD) for key in keys}


def _over(
    asked: Asked,
    of: Callable[[Asked, Part, date], Figures],
    today: date,
    *,
    ahead: bool,
) -> Figures:
    return {
        place(asked, part, members): value
        for part in parts(asked, None if ahead else today)
        for members, value in of(of_part(asked, part), part, today).items()
    }


def lifetime(asked: Asked, part: Part, today: date) -> Figures:
    """Yearly margin of a customer x retention / (1 + discount - retention), over twelve months."""
    first = months_earlier(Period(part.last + DAY, part.last + DAY), 12).first
    year = Asked(asked.whose, Period(first, part.last + DAY), asked.by, asked.where)
    margins = by_sql.sums(year)
    stays = standing.figures(standing.by_sql, year, ["customers", "retention"], today)
    discount = Fraction(Organisation.current().discount_rate_bp, 10_000)
    found: Figures = {}
    for members, customers in stays["customers"].items():
        kept = stays["retention"].get(members)
        margin = FORMULAS["gross_margin"](margins.get(members, {}))
        if kept is None or margin is None or not customers:
            continue
        under = 1 + discount - kept
        if under >= Fraction(1, 100):
            found[members] = margin / customers * kept / under
    return found


def over_its_cost(asked: Asked, part: Part, today: date) -> Figures:
    worth = lifetime(asked, part, today)
    costs = pairs_by_sql.acquisition(asked, today)
    found: Figures = {}
    for members, (cost, won) in costs.items():
        value = worth.get(members)
        if value is not None and won and cost:
            found[members] = value / (cost / won)
    return found


def against_forecast(asked: Asked, _part: Part, today: date) -> Figures:
    sold = _sold(asked)
    eve = pairs_by_sql.figures(asked, ["forecast_at_start"], today)["forecast_at_start"]
    return {
        members: (sold.get(members, Fraction(0)) - said) / said
        for members, (said, _none) in eve.items()
        if said
    }


def _sold(asked: Asked) -> dict[Members, Fraction]:
    return {
        members: Fraction(row.get("won_amount", 0))
        for members, row in by_sql.sums(asked).items()
    }


def coverage(asked: Asked, _part: Part, today: date) -> Figures:
    due = pairs_by_sql.figures(asked, ["pipeline_due"], today)["pipeline_due"]
    sold = _sold(asked)
    found: Figures = {}
    for members, (amount, _none) in due.items():
        target = aim("revenue", asked, members)
        missing = None if target is None else target - sold.get(members, Fraction(0))
        if missing is not None and missing > 0:
            found[members] = amount / missing
    return found


def score(asked: Asked, _part: Part, today: date) -> Figures:
    """What was reached of each target, weighed; what has no target is left out with its weight."""
    return weighed(asked, WEIGHTS, lambda key, members: aim(key, asked, members))


def weighed(
    asked: Asked, weights: Mapping[str, int], aim_of: Callable[[str, Members], Figure]
) -> Figures:
    """The mean of what was reached of each aim, by its weight; of lower is better, the other way."""
    grouped = by_sql.sums(asked)
    if not asked.by:
        grouped.setdefault((), {})
    found: Figures = {}
    for members, row in grouped.items():
        reached, known = Fraction(0), 0
        for key, weight in weights.items():
            value, target = FORMULAS[key](row), aim_of(key, members)
            if value is None or not target or (key in FEWER and not value):
                continue
            share = target / value if key in FEWER else value / target
            reached, known = reached + weight * share, known + weight
        if known:
            found[members] = reached / known
    return found


# -- targets ---------------------------------------------------------------------------------


def aim(key: str, asked: Asked, members: Members) -> Figure:
    """The target of a member, or of the whole scope: of one person, one team, or of all."""
    named = dict(zip(asked.by, members, strict=True))
    rep = named.get("rep", asked.whose.rep)
    if rep is None and not asked.whose.scope.seen.all and not asked.whose.seen_teams:
        rep = asked.whose.seen_rep
    if rep is not None:
        return _own(key, asked.period, user=rep)
    if "team" in named:
        return _of_team(key, asked.period, named["team"])
    teams = asked.whose.teams or asked.whose.seen_teams
    if key in RATES and not teams:
        return None
    if teams:
        rows = Team.objects.filter(pk__in=teams).exclude(parent__in=teams)
    else:
        rows = Team.objects.filter(parent__isnull=True).exclude(pk=0)
    told = [_of_team(key, asked.period, team.pk) for team in rows]
    if not teams:
        told.append(_of_people(key, asked.period, lambda team: team is None))
    return _added(told)


def _of_team(key: str, period: Period, team: int) -> Figure:
    own = _own(key, period, team=team)
    if own is not None or key in RATES:
        return own
    below = Team.objects.filter(parent=team).values_list("pk", flat=True)
    return _added(
        [
            *(_of_team(key, period, child) for child in below),
            _of_people(key, period, lambda held: held == team),
        ]
    )


def _of_people(
    key: str, period: Period, counts: Callable[[int | None], bool]
) -> Figure:
    """Day by day: each working day carries its share of its person's month, in the team of that day."""
    found: Figure = None
    held = Target.objects.filter(
        kpi=key,
        user__isnull=False,
        starts_on__gte=period.first,
        starts_on__lt=period.end,
    )
    for row in held:
        days = earned.days_of(row.starts_on)
        teams = [team_on(row.user_id, day) for day in days]
        mine = [team for team in teams if counts(team)]
        if mine:
            found = (found or Fraction(0)) + Fraction(row.value * len(mine), len(days))
    return found


def team_on(person: int | None, day: date) -> int | None:
    for row in Membership.objects.filter(user=person):
        began = row.from_on is None or row.from_on <= day
        if began and (row.to_on is None or row.to_on > day):
            return row.team_id
    return None


def _own(key: str, period: Period, **holder: int) -> Figure:
    """Months' amounts are added; of a rate the last month's holds."""
    rows = Target.objects.filter(
        kpi=key, starts_on__gte=period.first, starts_on__lt=period.end, **holder
    )
    values = [Fraction(row.value) for row in rows.order_by("starts_on")]
    if not values:
        return None
    return values[-1] / 10_000 if key in RATES else sum(values, Fraction(0))


def _added(values: Iterable[Figure]) -> Figure:
    known = [value for value in values if value is not None]
    return sum(known, Fraction(0)) if known else None


HOW = {
    "clv_formula": lifetime,
    "ltv_to_cac": over_its_cost,
    "revenue_vs_forecast": against_forecast,
    "pipeline_coverage": coverage,
    "rep_score": score,
}
#: Speak of the whole period, with the days to come.
AHEAD = ("revenue_vs_forecast", "pipeline_coverage")
