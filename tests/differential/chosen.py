"""Revenue as the organisation chose to count it: on the day of delivery, and by contact method.

Twice by hand, from the rows as they are: SQL of the application's database, and DuckDB.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from fractions import Fraction
from typing import Any

from django.db import connection
from duckdb import DuckDBPyConnection

from crm.models import ContactMethod, Deal
from crm.services import activities, deals
from kpis import snapshots
from tests.differential.asked import Asked, Figures, ratio
from tests.differential.facts import as_day, ask, civil, member_of
from tests.kpis.generate import World

METHODS = 4
#: {split: its column in the SQL, in DuckDB}
COLUMNS = {
    "rep": ("rep", "rep_id"),
    "team": ("team", "team"),
    "month": ("month", "date_trunc('month', day)::DATE"),
    "source": ("source", "source"),
    "product": ("product", "product"),
    "currency": ("currency", "currency"),
    "method": ("method", "method"),
}
#: Each win with its day, its person and its amount; of a line where products are asked for.
WON = """
SELECT w.id AS win, w.rep_id AS rep, {amount} AS amount, {day} AS day, d.currency, {product} AS product,
       COALESCE(d.source_id, p.source_id) AS source
  FROM crm_dealmovement w JOIN crm_deal d ON d.id = w.deal_id
  LEFT JOIN crm_prospect p ON p.id = d.prospect_id {lines}
 WHERE w.kind = 'won' AND w.withdrawn_at IS NULL AND {counted}
"""
#: Every activity that leads to a win, and the method typed at it, which nothing dates.
USES = """
SELECT w.id AS win, a.method_id AS method, a.at, a.id AS act, 0 AS typed
  FROM crm_dealmovement w JOIN crm_deal d ON d.id = w.deal_id
  JOIN crm_activity a ON a.status = 'held' AND a.method_id IS NOT NULL AND a.at <= w.at
   AND (a.deal_id = d.id OR (a.deal_id IS NULL AND a.prospect_id = d.prospect_id AND a.at >= d.opened_at))
 WHERE w.kind = 'won' AND w.withdrawn_at IS NULL
UNION ALL SELECT w.id, d.winning_method_id, NULL, NULL, 1 FROM crm_dealmovement w
  JOIN crm_deal d ON d.id = w.deal_id
 WHERE w.kind = 'won' AND w.withdrawn_at IS NULL AND d.winning_method_id IS NOT NULL
"""
#: Which of these uses takes the whole win.
ONE = "ORDER BY typed DESC, at {way}, act {way}"
FIRST_OF_EACH = """
SELECT win, method, typed, at, act FROM (SELECT uses.*, ROW_NUMBER() OVER
  (PARTITION BY win, method ORDER BY typed, at, act) AS nth FROM uses) each_use WHERE nth = 1
"""


def paths(world: World) -> None:
    """Every deal gets some activities with a method, before its opening, on the way, after its win."""
    dice = world.random
    methods = _methods()
    for deal in Deal.objects.filter(won_at__isnull=False).order_by("pk"):
        for _activity in range(dice.randrange(5)):
            days = dice.randrange(-6, 40)
            at = deal.opened_at + timedelta(days=days, minutes=dice.randrange(900))
            on_deal = dice.random() < 0.5 or deal.prospect is None
            activities.log_activity(
                by=world.reps[0],
                now=world.now,
                rep=dice.choice(world.reps),
                kind="meeting",
                at=min(at, world.now),
                method=dice.choice(methods),
                deal=deal if on_deal else None,
                prospect=deal.prospect,
            )
        if dice.random() < 0.3:
            deals.edit_deal(
                deal_id=deal.pk,
                by=None,
                now=world.now,
                winning_method=dice.choice(methods),
            )
    snapshots.drain(now=world.now)


def _methods() -> list[Any]:
    found = list(ContactMethod.objects.order_by("pk")[:METHODS])
    assert len(found) == METHODS
    return found


# -- by SQL -----------------------------------------------------------------------------------


def by_sql(asked: Asked, *, delivered: bool, rule: str) -> tuple[Figures, Figures]:
    """Revenue, and the average won deal, of each group that has a win in it."""
    sold = WON.format(
        amount="CASE WHEN l.id IS NULL THEN w.outcome_amount ELSE l.base_amount END"
        if asked.lines
        else "w.outcome_amount",
        product="l.product_id" if asked.lines else "NULL",
        lines="LEFT JOIN crm_dealline l ON l.deal_id = d.id" if asked.lines else "",
        day="d.delivered_on" if delivered else civil("w.at"),
        counted="d.delivered_on IS NOT NULL" if delivered else "1 = 1",
    )
    parts = [f"uses AS ({USES})", f"sold AS ({sold})", f"shares AS ({shares(rule)})"]
    share = "sold.amount"
    joined = "sold"
    if "method" in asked.by:
        share = (
            "CASE WHEN method IS NULL THEN sold.amount ELSE"
            " sold.amount * (place + 1) / among - sold.amount * place / among END"
        )
        joined = "sold LEFT JOIN shares ON shares.win = sold.win"
    method = "method" if "method" in asked.by else "NULL AS method"
    parts.append(
        f"told AS (SELECT rep, day, source, currency, product, {method}, {share} AS amount,"
        f" {member_of('rep', 'day')} AS team FROM {joined})"
    )
    keys = "".join(
        f"{COLUMNS[by][0] if by != 'month' else month_start()}, " for by in asked.by
    )
    group = (
        f"GROUP BY {', '.join(str(i + 1) for i in range(len(asked.by)))}"
        if keys
        else ""
    )
    period = asked.period
    rows = ask(
        f"WITH {', '.join(parts)} SELECT {keys} SUM(amount), COUNT(amount) FROM told"
        f" WHERE day >= '{period.first}' AND day < '{period.end}' AND {asked.whose.sql()} {group}"
    )
    return _read(asked, rows)


def shares(rule: str) -> str:
    """(win, method, place, among) of each method that shares a win."""
    if rule == "equal":
        return (
            "SELECT win, method, ROW_NUMBER() OVER (PARTITION BY win ORDER BY typed, at, act) - 1"
            " AS place, COUNT(*) OVER (PARTITION BY win) AS among"
            f" FROM ({FIRST_OF_EACH}) used"
        )
    ordered = ONE.format(way="ASC" if rule == "first" else "DESC")
    return (
        "SELECT win, method, 0 AS place, 1 AS among FROM (SELECT uses.*, ROW_NUMBER() OVER"
        f" (PARTITION BY win {ordered}) AS nth FROM uses) one_use WHERE nth = 1"
    )


def month_start() -> str:
    if connection.vendor == "sqlite":
        return "date(day, 'start of month')"
    return "date_trunc('month', day)::date"


def _read(asked: Asked, rows: list[Any]) -> tuple[Figures, Figures]:
    revenue: Figures = {}
    average: Figures = {}
    for *members, amount, n in rows:
        key = tuple(
            as_day(m) if by == "month" else m
            for by, m in zip(asked.by, members, strict=True)
        )
        revenue[key] = Fraction(int(amount or 0))
        average[key] = ratio(int(amount or 0), int(n))
    return revenue, average


# -- by DuckDB --------------------------------------------------------------------------------

#: A list of a win's methods in the order of their first use, and of all uses in theirs.
WAYS = """
CREATE OR REPLACE TABLE ways AS SELECT m.id AS win, any_value(d.winning_method_id) AS typed,
    list(a.method_id ORDER BY a."at", a.id) FILTER (a.id IS NOT NULL) AS uses
  FROM movement m JOIN deal d ON d.id = m.deal_id
  LEFT JOIN activity a ON a.status = 'held' AND a.method_id IS NOT NULL AND a."at" <= m."at"
   AND (a.deal_id = d.id OR (a.deal_id IS NULL AND a.prospect_id = d.prospect_id
                             AND a."at" >= d.opened_at))
 WHERE m.kind = 'won' AND m.withdrawn_at IS NULL GROUP BY m.id
"""
TAKEN: dict[str, Callable[[Any, list[int]], list[int]]] = {
    "first": lambda typed, uses: [typed] if typed else uses[:1],
    "last": lambda typed, uses: [typed] if typed else uses[-1:],
    "equal": lambda typed, uses: list(
        dict.fromkeys([*uses, *([typed] if typed else [])])
    ),
}


def by_duckdb(
    duck: DuckDBPyConnection, asked: Asked, *, delivered: bool, rule: str
) -> tuple[Figures, Figures]:
    """The same: DuckDB finds the rows and their order, loops in Python share and add them."""
    duck.execute(WAYS)
    day = "delivered_on" if delivered else "day"
    table = "sold" if asked.lines else "moves"
    others = [by for by in asked.by if by != "method"]
    keys = "".join(f"{COLUMNS[by][1]}, " for by in others)
    period = asked.period
    rows = duck.execute(
        f"SELECT {keys} typed, uses, outcome_amount FROM"
        f" (SELECT m.* REPLACE (d.{day} AS day, team_of(m.rep_id, d.{day}) AS team),"
        f" ways.typed, ways.uses FROM {table} m JOIN deal d ON d.id = m.deal_id"
        " JOIN ways ON ways.win = m.id WHERE m.kind = 'won' AND m.stands) told"
        f" WHERE day >= ? AND day < ? AND {asked.whose.sql('rep_id', 'team')}".replace(
            "d.day", "m.day"
        ),
        [period.first, period.end],
    ).fetchall()
    sums: dict[tuple[Any, ...], list[int]] = {}
    for *members, typed, uses, amount in rows:
        methods = TAKEN[rule](typed, uses or []) if "method" in asked.by else []
        for i, method in enumerate(methods or [None]):
            n = len(methods) or 1
            place = list(members)
            if "method" in asked.by:
                place.insert(asked.by.index("method"), method)
            told = sums.setdefault(tuple(place), [0, 0])
            if amount is not None:
                told[0] += amount * (i + 1) // n - amount * i // n
                told[1] += 1
    if not asked.by:
        sums.setdefault((), [0, 0])
    revenue = {key: Fraction(amount) for key, (amount, _n) in sums.items()}
    average = {key: ratio(amount, n) for key, (amount, n) in sums.items()}
    return revenue, average
