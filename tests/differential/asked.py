"""What is asked of every engine, and the figures as the catalogue's text defines them.

The formulas are stated here a second time, from the reference catalogue, on purpose.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from fractions import Fraction
from typing import Any

from crm.access import FigureScope
from kpis.periods import Period
from kpis.question import Question
from kpis.scope import ALL, Scope, narrowed
from tests.kpis.generate import World

Figure = Fraction | None
Figures = dict[tuple[Any, ...], Figure]
Sums = Mapping[str, int]


@dataclass(frozen=True)
class Whose:
    """A scope, said twice: as the product knows it and as plain SQL conditions."""

    name: str
    scope: Scope
    seen_rep: int | None = None
    seen_teams: tuple[int, ...] = ()
    rep: int | None = None
    teams: tuple[int, ...] | None = None

    def sql(self, rep: str = "rep", team: str = "team") -> str:
        parts = ["1 = 1"]
        if not self.scope.seen.all:
            mine = f"{rep} = {self.seen_rep if self.seen_rep is not None else -1}"
            teams = ", ".join(map(str, (*self.seen_teams, -1)))
            parts.append(f"({mine} OR {team} IN ({teams}))")
        if self.rep is not None:
            parts.append(f"{rep} = {self.rep}")
        if self.teams is not None:
            parts.append(f"{team} IN ({', '.join(map(str, self.teams))})")
        return " AND ".join(parts)


def everybody(world: World) -> list[Whose]:
    """All, one rep, a manager with teams, a team, a team of a manager, a person of a team."""
    north, south, top = world.north.pk, world.south.pk, world.top.pk
    one, boss = world.reps[0].pk, world.manager.pk
    managers = Scope(FigureScope(rep=boss, teams=frozenset({north})))
    tree = tuple(sorted({north, south, top}))
    return [
        Whose("all", ALL),
        Whose("rep", Scope(FigureScope(rep=one)), seen_rep=one),
        Whose("manager", managers, seen_rep=boss, seen_teams=(north,)),
        Whose("team", narrowed(ALL, team=south), teams=(south,)),
        Whose("team tree", narrowed(ALL, team=top), teams=tree),
        Whose(
            "manager's rep",
            narrowed(managers, rep=one),
            seen_rep=boss,
            seen_teams=(north,),
            rep=one,
        ),
        Whose("no team", narrowed(ALL, team=0), teams=(0,)),
    ]


CELL_SPLITS: list[tuple[str, ...]] = [
    (),
    ("rep",),
    ("team",),
    ("day",),
    ("week",),
    ("month",),
    ("quarter",),
    ("year",),
    ("rep", "month"),
    ("week", "team"),
    ("team", "rep"),
]
ROW_SPLITS: list[tuple[str, ...]] = [
    ("source",),
    ("region",),
    ("product",),
    ("stage",),
    ("reason",),
    ("currency",),
    ("kind",),
    ("sector", "month"),
    ("rep", "source"),
    ("product", "team"),
    ("client_type",),
    ("campaign",),
    ("channel",),
    ("category",),
    ("pipeline",),
    ("method",),
    ("campaign", "month"),
    ("stage", "team"),
    ("category", "rep"),
]
Filter = tuple[tuple[str, Any], ...]


def filtered(world: World) -> list[tuple[Filter, tuple[str, ...]]]:
    """One filter at a time, with a split of the cells, one of the rows, or none."""
    source, stage = world.sources[0], world.stages[0]
    return [
        ((("source", source and source.pk),), ()),
        ((("source", None),), ("month",)),
        ((("kind", "upsell"),), ("team",)),
        ((("client_type", None),), ("rep",)),
        ((("stage", stage.pk),), ("month",)),
        ((("currency", "USD"),), ("source",)),
        ((("product", world.products[0].pk),), ("month",)),
    ]


def ratio(over: int, under: int) -> Figure:
    return Fraction(over, under) if under else None


def _total(measure: str) -> Callable[[Sums], Figure]:
    return lambda sums: Fraction(sums.get(measure, 0))


def _ratio(over: str, *under: str) -> Callable[[Sums], Figure]:
    return lambda sums: ratio(sums.get(over, 0), sum(sums.get(m, 0) for m in under))


def _kept(of: str, less: str) -> Callable[[Sums], Figure]:
    """(of - less) / of."""
    return lambda sums: ratio(sums.get(of, 0) - sums.get(less, 0), sums.get(of, 0))


#: Figures that follow from sums of the same group.
FORMULAS: dict[str, Callable[[Sums], Figure]] = {
    "leads_created": _total("leads_created"),
    "leads_qualified": _total("leads_qualified"),
    "calls_made": _total("calls_to_prospects"),
    "calls_made_all": _total("calls"),
    "emails_sent": _total("emails"),
    "meetings_prospect": _total("meetings_prospect"),
    "meetings_customer": _total("meetings_customer"),
    "demos": _total("demos"),
    "opps_created": _total("opps_created"),
    "new_customers": _total("conversions"),
    "deals_won": _total("deals_won"),
    "deals_lost": _total("deals_lost"),
    "revenue": _total("won_amount"),
    "complaints": _total("complaints"),
    "lead_conversion": _ratio("leads_converted", "leads_created"),
    "lead_conversion_period": _ratio("conversions", "leads_created"),
    "win_rate": _ratio("deals_won", "deals_won", "deals_lost"),
    "avg_transaction": _ratio("won_amount", "deals_priced"),
    "complaint_rate": _ratio("complaints", "deals_won"),
    "lead_quality": _ratio("leads_turned_qualified", "leads_created"),
    "mql_to_sql": _ratio("marketing_turned_qualified", "leads_marketing"),
    "leads_uncontacted": _kept("leads_created", "leads_contacted"),
    "sql_conversion": _ratio("qualified_converted", "leads_qualified"),
    "sales_per_lead": _ratio("deals_won", "leads_created"),
    "trials": _total("trials"),
    "customers_lost": _total("customers_lost"),
    "onboardings": _total("onboardings"),
    "reach_rate": _ratio("calls_reached", "calls"),
    "demo_show_rate": _ratio("demos", "demos", "demo_no_shows"),
    "quotes_sent": _total("quotes_sent"),
    "quotes_value": _total("quotes_amount"),
    "quote_win_rate": _ratio("quotes_signed", "quotes_sent"),
    "gross_margin": lambda sums: Fraction(
        sums.get("won_costed", 0) - sums.get("won_cost", 0)
    ),
    "margin_rate": _kept("won_costed", "won_cost"),
    "csat": _ratio("csat_satisfied", "csat_answers"),
    "review_rating": _ratio("review_stars", "reviews"),
    "five_star_share": _ratio("five_stars", "reviews"),
    "verbatims": _total("verbatims"),
}
#: Read from a list of durations, one a row of the measure.
SPREADS = {
    "sales_cycle": "deals_won",
    "time_to_first_contact": "leads_contacted",
    "time_to_convert": "conversions",
    "complaint_resolution": "complaints_resolved",
    "time_in_stage": "stays_ended",
    "customer_tenure": "customers_lost",
    "delivery_time": "deliveries",
    "time_to_first_quote": "first_quotes",
}
#: Durations told in months, of so many days.
IN_MONTHS = {"customer_tenure": Fraction(1461, 48)}
BALANCES = {
    "pipeline_value": "pipeline_amount",
    "pipeline_weighted": "pipeline_weighted",
    "open_deals": "pipeline_count",
    "mrr": "mrr",
}
#: Asked with an algorithm of their own.
OTHERS = (
    "prospects_contacted",
    "touches_per_rep",
    "sales_growth",
    "nps",
    "avg_spend_customer",
)
#: What stands and what is kept: see standing.py.
STAYING = ("customers", "prospects_open", "retention", "churn")
COVERED = (*FORMULAS, *BALANCES, *SPREADS, *OTHERS, *STAYING)


@dataclass(frozen=True)
class Asked:
    """One question put to every engine."""

    whose: Whose
    period: Period
    by: tuple[str, ...] = field(default=())
    where: tuple[tuple[str, Any], ...] = ()

    @property
    def lines(self) -> bool:
        """Amounts are read from product lines."""
        named = {*self.by, *(name for name, _member in self.where)}
        return bool({"product", "category"} & named)

    def question(self, today: Any) -> Question:
        return Question(self.whose.scope, self.period, today, self.by, dict(self.where))

    def kept(self, rep: str, team: str, columns: str = "") -> str:
        """The condition of the scope and of the filters."""
        return f"{self.whose.sql(rep, team)} AND {self.filtered(columns)}"

    def filtered(self, columns: str = "") -> str:
        """The condition of the filters; ``columns`` is the prefix of the dimensions."""
        parts = ["1 = 1"]
        for name, member in self.where:
            value = f"'{member}'" if isinstance(member, str) else member
            is_it = f"= {value}" if member is not None else "IS NULL"
            parts.append(f"{columns}{name} {is_it}")
        return " AND ".join(parts)
