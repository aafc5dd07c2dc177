"""The pairs by hand-written SQL, over the contributions and over the tables of facts."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import lru_cache, partial
from typing import Any

from crm.models import Organisation
from kpis.periods import Period
from tests.differential import by_sql
from tests.differential.asked import Asked
from tests.differential.facts import as_day, ask, civil, member_of
from tests.differential.pairs import (
    BOUGHT,
    BRIDGES,
    CAC,
    DAY,
    EXPECTED,
    SO_FAR,
    SUMS,
    Crossed,
    Pairs,
    Part,
    Sums,
    months_earlier,
    others,
    over_parts,
    pair,
)
from tests.differential.stages_by_sql import MOVED, OF_DEAL, stage_conversion

Members = dict[tuple[Any, ...], Any]
#: What a bridge is made of, in the order it is asked for; *standing* are the subjects of the start.
SIDES = (
    "start",
    "new",
    "returned",
    "grown",
    "shrunk",
    "lost",
    "standing",
    "transferred",
)
OF_PROSPECT = {
    name: f"p.{name}_id"
    for name in ("source", "region", "sector", "client_type", "campaign")
}
CONVERTED = "s.step = 'converted' AND s.withdrawn_at IS NULL"


def figures(asked: Asked, keys: Iterable[str], today: date) -> dict[str, Pairs]:
    """{KPI: {members: pair}}."""
    _crossings.cache_clear()  # the facts may have changed since the last question
    return {key: HOW[key](asked, today) for key in keys if key in HOW}


def _keys(asked: Asked, alias: str = "b") -> str:
    return "".join(f"{alias}.{split}, " for split in others(asked))


def _grouped(asked: Asked, what: str, table: str, where: str) -> list[tuple[Any, ...]]:
    """``what`` is summed, of rows ``b`` that know rep, team and what describes them."""
    keys = _keys(asked)
    group = f" GROUP BY {keys.removesuffix(', ')}" if keys else ""
    kept = asked.kept("b.rep", "b.team", "b.")
    return ask(f"SELECT {keys}{what} FROM {table} WHERE {where} AND {kept}{group}")


# -- sums ------------------------------------------------------------------------------------


def _sums(how: Sums, asked: Asked, _today: date) -> Pairs:
    grouped = by_sql.sums(asked)
    if not asked.by:
        grouped.setdefault((), {})
    found: Pairs = {}
    for members, row in grouped.items():
        above = sum(row.get(name, 0) for name in how.plus)
        above -= sum(row.get(name, 0) for name in how.less)
        under = sum(row.get(n, 0) for n in how.under) if how.under else None
        over, below = pair(above, under)
        found[members] = over / how.per, below
    return found


def acquisition(asked: Asked, _today: date) -> Pairs:
    """Costs of so many months before over the customers of the period, part by part."""
    lag = Organisation.current().cost_lag_months
    spent, won = CAC

    def of(part: Asked, _part: Part) -> Pairs:
        now = by_sql.sums(part)
        was = by_sql.sums(part, months_earlier(part.period, lag))
        found = {}
        for members in {*now, *was}:
            cost = sum(was.get(members, {}).get(name, 0) for name in spent)
            found[members] = pair(cost, now.get(members, {}).get(won, 0))
        return found

    return over_parts(asked, of)


# -- recurring revenue -----------------------------------------------------------------------


def _held(measure: str, day: date) -> str:
    """Contributions with the team their person is in on the day."""
    held = member_of("f.rep", repr(str(day)))
    dims = "source, region, sector, client_type, campaign, product, category, currency"
    named = ", ".join(f"f.{dim}" for dim in dims.split(", "))
    return (
        f"(SELECT f.day, f.rep, f.amount, f.subject, {named}, {held} AS team"
        f" FROM facts f WHERE f.measure = '{measure}' AND f.day <= '{day}') b"
    )


def _paid_before(asked: Asked, measure: str, first: date) -> str:
    """Subjects with a balance at the end of a month before the day, in the same slice."""
    slices = [split for split in others(asked) if split not in ("rep", "team")]
    columns = ", ".join(f"f.{split}" for split in ("subject", *slices))
    return (
        f"SELECT DISTINCT {columns} FROM cal JOIN facts f ON f.day <= cal.day"
        f" WHERE f.measure = '{measure}' AND cal.last AND cal.day < '{first}' AND {asked.filtered('f.')}"
        f" GROUP BY cal.day, {columns} HAVING SUM(f.amount) > 0"
    )


@lru_cache
def _crossings(asked: Asked, measure: str, part: Part) -> dict[Any, dict[str, int]]:
    """{members: each side of the bridge}; read once for all figures of a question.

    What became of a subject is told from all it weighs in the slice, whoever it is credited to.
    """
    keys = _keys(asked)
    sides = (
        f"SUM(CASE WHEN b.day < '{part.first}' THEN b.amount ELSE 0 END) AS was,"
        f" SUM(b.amount) AS now FROM {_held(measure, part.last)}"
    )
    balances = (
        f"SELECT {keys}b.subject, {sides}"
        f" WHERE {asked.kept('b.rep', 'b.team', 'b.')} GROUP BY {keys}b.subject"
    )
    slices = [s for s in others(asked) if s not in ("rep", "team")]
    sliced = "".join(f"b.{split}, " for split in slices)
    wholes = (
        f"SELECT {sliced}b.subject, {sides} WHERE {asked.filtered('b.')}"
        f" GROUP BY {sliced}b.subject"
    )
    same = " AND ".join(
        f"(q.{s} = x.{s} OR (q.{s} IS NULL AND x.{s} IS NULL))"
        for s in ("subject", *slices)
    )
    group = "".join(f"x.{split}, " for split in others(asked))
    came = "q.was <= 0 AND q.now > 0"
    change = "x.now - x.was"
    paid = same.replace("q.", "y.")
    before = f"EXISTS (SELECT 1 FROM paid y WHERE {paid})"
    rows = ask(
        f"WITH x AS ({balances}), whole AS ({wholes}),"
        f" paid AS ({_paid_before(asked, measure, part.first)})"
        f" SELECT {group}SUM(x.was),"
        f" SUM(CASE WHEN {came} AND NOT {before} THEN {change} ELSE 0 END),"
        f" SUM(CASE WHEN {came} AND {before} THEN {change} ELSE 0 END),"
        f" SUM(CASE WHEN q.was > 0 AND q.now > q.was THEN {change} ELSE 0 END),"
        f" -SUM(CASE WHEN q.now > 0 AND q.now < q.was THEN {change} ELSE 0 END),"
        f" -SUM(CASE WHEN q.was > 0 AND q.now <= 0 THEN {change} ELSE 0 END),"
        " SUM(CASE WHEN x.was > 0 THEN 1 ELSE 0 END),"
        f" SUM(x.was) + SUM(CASE WHEN q.was = q.now THEN {change} ELSE 0 END)"
        f" FROM x JOIN whole q ON {same}"
        + (f" GROUP BY {group.removesuffix(', ')}" if group else "")
    )
    eve = part.first - DAY
    found: dict[Any, dict[str, int]] = {}
    for row in rows:
        amounts = [int(amount or 0) for amount in row[-len(SIDES) :]]
        found[row[: -len(SIDES)]] = dict(zip(SIDES, amounts, strict=True))
    for *members, was in _grouped(
        asked, "SUM(b.amount)", _held(measure, eve), f"b.day <= '{eve}'"
    ):
        crossed = found.setdefault(tuple(members), dict.fromkeys(SIDES, 0))
        crossed["transferred"] -= int(was or 0)
    return found


def _bridge(how: Crossed, asked: Asked, today: date) -> Pairs:
    def of(question: Asked, part: Part) -> Pairs:
        return {
            members: pair(
                sum(row[name] for name in how.plus)
                - sum(row[name] for name in how.less),
                row["start"] if how.of_start else None,
            )
            for members, row in _crossings(question, how.of, part).items()
        }

    return over_parts(asked, of, today)


def subscription_churn(asked: Asked, today: date) -> Pairs:
    def of(question: Asked, part: Part) -> Pairs:
        stood = _crossings(question, "mrr/subscription", part)
        ended = {
            members: row.get("subscriptions_ended", 0)
            for members, row in by_sql.sums(question).items()
        }
        return {
            members: pair(
                ended.get(members, 0), stood.get(members, {}).get("standing", 0)
            )
            for members in {*stood, *ended}
        }

    return over_parts(asked, of, today)


# -- what is expected ------------------------------------------------------------------------


def _expected(early: bool, won: bool, asked: Asked, today: date) -> Pairs:
    def of(question: Asked, part: Part) -> Pairs:
        day = min(part.first - DAY if early else part.last, today)
        dims = ", ".join(f"{sql} AS {name}" for name, sql in OF_DEAL.items())
        table = (
            f"(SELECT m.rep_id AS rep, {member_of('m.rep_id', repr(str(day)))} AS team,"
            f" m.weighted, {dims} FROM {MOVED} WHERE {civil('m.at')} <= '{day}'"
            f" AND m.expected_close_on BETWEEN '{part.first}' AND '{part.last}') b"
        )
        rows = _grouped(question, "SUM(b.weighted)", table, "1 = 1")
        found = {tuple(row[:-1]): int(row[-1] or 0) for row in rows}
        for members, row in by_sql.sums(question).items() if won else ():
            found[members] = found.get(members, 0) + row.get("won_amount", 0)
        return {members: pair(amount) for members, amount in found.items()}

    return over_parts(asked, of)


# -- customers -------------------------------------------------------------------------------


def _customers(day: date, *, left: bool = True) -> str:
    """Customers at the end of the day, each with the team of its person on it."""
    dims = ", ".join(f"{sql} AS {name}" for name, sql in OF_PROSPECT.items())
    gone = f"p.churned_at IS NULL OR {civil('p.churned_at')} > '{day}'"
    return (
        f"(SELECT s.rep_id AS rep, {member_of('s.rep_id', repr(str(day)))} AS team,"
        f" {civil('s.at')} AS since, s.prospect_id AS id, {dims} FROM crm_prospectstep s"
        f" JOIN crm_prospect p ON p.id = s.prospect_id WHERE {CONVERTED}"
        f" AND {civil('s.at')} <= '{day}' AND ({gone if left else '1 = 1'})) b"
    )


def _ordered(first: date | None, last: date, kinds: tuple[str, ...] = ()) -> str:
    """The customer ``b`` has a win that stands in these days."""
    named = ", ".join(f"'{kind}'" for kind in kinds)
    since = f" AND {civil('m.at')} >= '{first}'" if first else ""
    return (
        "EXISTS (SELECT 1 FROM crm_dealmovement m JOIN crm_deal d ON d.id = m.deal_id"
        " WHERE d.prospect_id = b.id AND m.kind = 'won' AND m.withdrawn_at IS NULL"
        f" AND {civil('m.at')} <= '{last}'{since}"
        + (f" AND d.kind IN ({named}))" if kinds else ")")
    )


def _bought(kinds: tuple[str, ...], again: bool, asked: Asked, today: date) -> Pairs:
    def of(question: Asked, part: Part) -> Pairs:
        eve = part.first - DAY
        where = _ordered(None, eve) if again else "1 = 1"
        bought = _ordered(part.first, part.last, kinds)
        rows = _grouped(
            question,
            f"SUM(CASE WHEN {bought} THEN 1 ELSE 0 END), COUNT(*)",
            _customers(eve, left=not again),
            where,
        )
        return {tuple(row[:-2]): pair(int(row[-2] or 0), int(row[-1])) for row in rows}

    return over_parts(asked, of, today)


def silent(asked: Asked, today: date) -> Pairs:
    quiet = timedelta(days=Organisation.current().silent_after_days)

    def of(question: Asked, part: Part) -> Pairs:
        first = part.last - quiet + DAY
        spoken = (
            "EXISTS (SELECT 1 FROM crm_activity a WHERE a.prospect_id = b.id AND a.status ="
            f" 'held' AND {civil('a.at')} BETWEEN '{first}' AND '{part.last}')"
        )
        where = f"NOT {spoken} AND NOT {_ordered(first, part.last)}"
        rows = _grouped(question, "COUNT(*)", _customers(part.last), where)
        return {tuple(row[:-1]): pair(int(row[-1])) for row in rows}

    return over_parts(asked, of, today)


def _so_far(plus: str, less: str, asked: Asked, today: date) -> Pairs:
    def of(question: Asked, part: Part) -> Pairs:
        ever = Period(date(1990, 1, 1), part.last + DAY)
        days = f"f.day < '{ever.end}' AND {question.kept('f.rep', 'f.team', 'f.')}"
        keys = _keys(question, "f")
        group = f" GROUP BY {keys.removesuffix(', ')}" if keys else ""
        rows = ask(
            f"SELECT {keys}SUM(CASE WHEN f.measure = '{plus}' THEN f.amount WHEN f.measure ="
            f" '{less}' THEN -f.amount ELSE 0 END), COUNT(DISTINCT CASE WHEN f.measure ="
            f" '{plus}' THEN f.subject END) FROM facts f WHERE {days}{group}"
        )
        return {tuple(row[:-2]): pair(int(row[-2] or 0), int(row[-1])) for row in rows}

    return over_parts(asked, of, today)


def ages(asked: Asked, key: str, today: date) -> dict[Any, list[int]]:
    """{members: days each has stood at the end of the part that has begun}."""

    def of(question: Asked, part: Part) -> Members:
        table = _customers(part.last) if key == "tenure_running" else _stays(part.last)
        kept = question.kept("b.rep", "b.team", "b.")
        found: Members = {}
        for *members, since in ask(
            f"SELECT {_keys(question)}b.since FROM {table} WHERE {kept}"
        ):
            days = (part.last - as_day(since)).days
            found.setdefault(tuple(members), []).append(days)
        return found

    return over_parts(asked, of, today)


def _stays(day: date) -> str:
    """Stays in a stage that go on at the end of the day: nothing took the deal out of it since."""
    dims = ", ".join(f"{sql} AS {name}" for name, sql in OF_DEAL.items())
    out = (
        "SELECT 1 FROM crm_dealmovement o WHERE o.deal_id = m.deal_id AND o.count = -1"
        " AND o.stage_id = m.stage_id AND o.kind IN ('stage', 'won', 'lost')"
        f" AND {civil('o.at')} <= '{day}'"
        " AND (o.at > m.at OR (o.at = m.at AND o.id > m.id))"
    )
    return (
        f"(SELECT m.rep_id AS rep, {member_of('m.rep_id', repr(str(day)))} AS team,"
        f" {civil('m.at')} AS since, {dims} FROM {MOVED} WHERE m.count = 1"
        f" AND m.kind IN ('opened', 'stage', 'reopened') AND {civil('m.at')} <= '{day}'"
        f" AND NOT EXISTS ({out})) b"
    )


HOW: dict[str, Callable[[Asked, date], Pairs]] = (
    {key: partial(_sums, how) for key, how in SUMS.items()}
    | {key: partial(_bridge, how) for key, how in BRIDGES.items()}
    | {key: partial(_expected, *how) for key, how in EXPECTED.items()}
    | {key: partial(_bought, *how) for key, how in BOUGHT.items()}
    | {key: partial(_so_far, *how) for key, how in SO_FAR.items()}
    | {
        "cac": acquisition,
        "subscription_churn": subscription_churn,
        "customers_silent": silent,
        "stage_conversion": stage_conversion,
    }
)
