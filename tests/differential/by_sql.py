"""Figures from the temporary table of contributions, by hand-written SQL."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction
from typing import Any

from kpis.periods import Period
from tests.differential.asked import BALANCES, FORMULAS, Asked, Figures, ratio
from tests.differential.facts import as_day, ask, member_of

PERIODS = ("day", "week", "month", "quarter", "year")
PEOPLE = ("rep", "team")
BY_LINE = ("won_amount", "won_costed", "won_cost", "won_at_list", "won_with_list")


def _column(split: str) -> str:
    return f"cal.{split}" if split in PERIODS else f"f.{split}"


def _members(by: tuple[str, ...], row: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(
        as_day(value) if split in PERIODS else value
        for split, value in zip(by, row, strict=True)
    )


def _where(asked: Asked, period: Period) -> str:
    return (
        f"f.day >= '{period.first}' AND f.day < '{period.end}'"
        f" AND {asked.kept('f.rep', 'f.team', 'f.')}"
    )


def _grouped(asked: Asked, what: str, where: str) -> list[tuple[Any, ...]]:
    keys = "".join(f"{_column(split)}, " for split in asked.by)
    group = f" GROUP BY {keys.removesuffix(', ')}" if "(" in what and keys else ""
    return ask(
        f"SELECT {keys}{what} FROM facts f JOIN cal ON cal.day = f.day"
        f" WHERE {where}{group}"
    )


def sums(asked: Asked, period: Period | None = None) -> dict[Any, dict[str, int]]:
    """{members: {measure: sum}} of the period; amounts by product come from the lines."""
    keys = "".join(f"{_column(split)}, " for split in asked.by)
    rows = ask(
        f"SELECT {keys}f.measure, SUM(f.amount) FROM facts f"
        f" JOIN cal ON cal.day = f.day WHERE {_where(asked, period or asked.period)}"
        f" GROUP BY {keys}f.measure"
    )
    found: dict[Any, dict[str, int]] = {}
    for *members, measure, amount in rows:
        place = found.setdefault(_members(asked.by, tuple(members)), {})
        place[measure] = int(amount)
    if asked.lines:
        for place in found.values():
            for measure in BY_LINE:
                place[measure] = place.get(f"{measure}/lines", 0)
    return found


def figures(asked: Asked, keys: Iterable[str], today: date) -> dict[str, Figures]:
    """{KPI: {members: figure}}; groups where nothing happened are left out."""
    wanted = set(keys)
    grouped = sums(asked)
    if not asked.by:
        grouped.setdefault((), {})
    found: dict[str, Figures] = {
        key: {members: formula(row) for members, row in grouped.items()}
        for key, formula in FORMULAS.items()
        if key in wanted
    }
    if wanted & set(BALANCES):
        found |= {
            key: values
            for key, values in balances(asked, today).items()
            if key in wanted
        }
    if "prospects_contacted" in wanted:
        found["prospects_contacted"] = contacted(asked)
    if "sales_growth" in wanted:
        found["sales_growth"] = growth(asked)
    if "avg_spend_customer" in wanted:
        found["avg_spend_customer"] = spent(asked)
    if "nps" in wanted:
        found["nps"] = recommending(asked)
    if "touches_per_rep" in wanted:
        found["touches_per_rep"] = touches(asked, grouped)
    return found


def contacted(asked: Asked) -> Figures:
    where = f"{_where(asked, asked.period)} AND f.measure = 'contacts'"
    rows = _grouped(asked, "COUNT(DISTINCT f.subject)", where)
    return {_members(asked.by, row[:-1]): Fraction(row[-1]) for row in rows}


def spent(asked: Asked) -> Figures:
    """Revenue over the customers it came from, who are the subject of these rows."""
    where = f"{_where(asked, asked.period)} AND f.measure = 'won_from_customers'"
    rows = _grouped(asked, "SUM(f.amount), COUNT(DISTINCT f.subject)", where)
    return {
        _members(asked.by, row[:-2]): ratio(int(row[-2] or 0), int(row[-1]))
        for row in rows
    }


def recommending(asked: Asked) -> Figures:
    """Promoters less detractors in a hundred, of each person's last answer in the group."""
    keys = "".join(f"{_column(split)}, " for split in asked.by)
    names = "".join(f"k{i}, " for i in range(len(asked.by)))
    named = "".join(f"{_column(split)} AS k{i}, " for i, split in enumerate(asked.by))
    group = f" GROUP BY {names.removesuffix(', ')}" if names else ""
    rows = ask(
        f"SELECT {names}SUM(CASE WHEN score > 8 THEN 100 WHEN score < 7 THEN -100 ELSE 0 END),"
        f" COUNT(*) FROM (SELECT {named}f.amount AS score, ROW_NUMBER() OVER"
        f" (PARTITION BY {keys}f.subject ORDER BY f.at DESC) AS back"
        f" FROM facts f JOIN cal ON cal.day = f.day WHERE {_where(asked, asked.period)}"
        f" AND f.measure = 'nps_answers') last WHERE back = 1{group}"
    )
    return {
        _members(asked.by, row[:-2]): ratio(int(row[-2] or 0), int(row[-1]))
        for row in rows
    }


def durations(asked: Asked, measure: str) -> dict[Any, list[int]]:
    """{members: days of each row of the measure, in order}."""
    where = f"{_where(asked, asked.period)} AND f.measure = '{measure}'"
    found: dict[Any, list[int]] = {}
    for *members, days in _grouped(asked, "f.days", where):
        found.setdefault(_members(asked.by, tuple(members)), []).append(days)
    return {members: sorted(days) for members, days in found.items()}


def growth(asked: Asked) -> Figures:
    """Revenue against the calendar month before; the periods asked are whole months."""
    month = asked.period.first
    earlier = Period((month - timedelta(days=1)).replace(day=1), month)
    if "month" in asked.by:
        return _growth_by_month(asked, earlier)
    now = sums(asked)
    was = sums(asked, earlier)
    return {
        members: ratio(_won(now, members) - _won(was, members), _won(was, members))
        for members in {*now, *was}
        if _won(now, members) or _won(was, members)
    }


def _won(grouped: dict[Any, dict[str, int]], members: Any) -> int:
    return grouped.get(members, {}).get("won_amount", 0)


def _growth_by_month(asked: Asked, earlier: Period) -> Figures:
    place = asked.by.index("month")
    grouped = sums(asked, Period(earlier.first, asked.period.end))
    won = {members: _won(grouped, members) for members in grouped}
    found: Figures = {}
    for members in won:
        for month in (members[place], _next(members[place])):
            if month not in asked.period:
                continue
            key = (*members[:place], month, *members[place + 1 :])
            before = (month - timedelta(days=1)).replace(day=1)
            was = won.get((*members[:place], before, *members[place + 1 :]), 0)
            if won.get(key, 0) or was:
                found[key] = ratio(won.get(key, 0) - was, was)
    return found


def _next(month: date) -> date:
    return (month + timedelta(days=31)).replace(day=1)


def touches(asked: Asked, grouped: dict[Any, dict[str, int]]) -> Figures:
    """Calls and emails by people who sell and were in a team on a day of the (part of the) period."""
    found: Figures = {}
    for members, row in grouped.items():
        made = row.get("calls", 0) + row.get("emails", 0)
        if made:
            found[members] = ratio(made, _sellers(asked, members))
    return found


def _sellers(asked: Asked, members: tuple[Any, ...]) -> int:
    period, where = asked.period, asked.whose.sql("s.rep", "s.team")
    for split, member in zip(asked.by, members, strict=True):
        if split in PERIODS:
            [(first, last)] = ask(
                f"SELECT MIN(day), MAX(day) FROM cal WHERE {split} = '{member}'"
                f" AND day >= '{period.first}' AND day < '{period.end}'"
            )
            period = Period(as_day(first), as_day(last) + timedelta(days=1))
        else:
            where += f" AND s.{split} = {member}"
    [(count,)] = ask(
        "SELECT COUNT(DISTINCT s.rep) FROM ("
        " SELECT u.id AS rep, m.team_id AS team FROM crm_user u"
        " JOIN crm_membership m ON m.user_id = u.id WHERE u.sells"
        f" AND (m.from_on IS NULL OR m.from_on < '{period.end}')"
        f" AND (m.to_on IS NULL OR m.to_on > '{period.first}')"
        " UNION ALL SELECT u.id, 0 FROM crm_user u WHERE u.sells AND u.is_active"
        " AND u.id <> 0 AND NOT EXISTS"
        " (SELECT 1 FROM crm_membership m WHERE m.user_id = u.id)"
        f") s WHERE {where}"
    )
    return int(count)


def balances(asked: Asked, today: date) -> dict[str, Figures]:
    """Open deals and their worth at the end of the period, or of each part of it."""
    found: dict[str, Figures] = {key: {} for key in BALANCES}
    names = {measure: key for key, measure in BALANCES.items()}
    measures = ", ".join(f"'{measure}'" for measure in names)
    for start, last in _ends(asked, today):
        others = [split for split in asked.by if split not in PERIODS]
        keys = "".join(f"b.{split}, " for split in others)
        rows = ask(
            f"SELECT {keys}b.measure, SUM(b.amount) FROM (SELECT f.measure, f.rep, f.amount,"
            " f.source, f.region, f.sector, f.product, f.stage, f.reason, f.currency, f.kind,"
            " f.method, f.client_type, f.campaign, f.category, f.pipeline,"
            f" {member_of('f.rep', repr(str(last)))} AS team FROM facts f"
            f" WHERE f.day <= '{last}' AND f.measure IN ({measures})) b"
            f" WHERE {asked.kept('b.rep', 'b.team', 'b.')} GROUP BY {keys}b.measure",
        )
        for *members, measure, amount in rows:
            rest = iter(members)
            place = tuple(start if s in PERIODS else next(rest) for s in asked.by)
            found[names[measure]][place] = Fraction(amount)
    return found


def _ends(asked: Asked, today: date) -> list[tuple[date | None, date]]:
    grain = next((split for split in asked.by if split in PERIODS), None)
    last = min(asked.period.last, today)
    if grain is None:
        return [(None, last)]
    rows = ask(
        f"SELECT {grain}, MAX(day) FROM cal WHERE day >= '{asked.period.first}'"
        f" AND day <= '{last}' GROUP BY {grain}"
    )
    return [(as_day(start), as_day(end)) for start, end in rows]
