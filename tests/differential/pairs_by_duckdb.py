"""The pairs from DuckDB, whose tables and windows know nothing of the SQL by hand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import partial
from typing import Any

from crm.models import Organisation
from kpis.periods import Period
from kpis.scope import ALL
from tests.differential.asked import Asked, Whose
from tests.differential.by_sql import PERIODS
from tests.differential.duck_measures import BY_LINE, COSTED, MEASURES
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

Members = dict[tuple[Any, ...], Any]


class Duck:
    """The questions of ``pairs``, put to one DuckDB."""

    def __init__(self, duck: Any, today: date) -> None:
        self.duck, self.today = duck, today
        self.kept: dict[tuple[Asked, Part], dict[Any, dict[str, int]]] = {}

    def figures(self, asked: Asked, keys: Iterable[str]) -> dict[str, Pairs]:
        return {key: found for key in keys if (found := self._figure(asked, key))}

    def _figure(self, asked: Asked, key: str) -> Pairs | None:
        if key in SUMS:
            return self._sums(asked, SUMS[key])
        if key == "stage_conversion":
            return self._passed(asked)
        how = self._of_parts().get(key)
        today = None if key in (*EXPECTED, "cac") else self.today
        return over_parts(asked, how, today) if how else None

    def _of_parts(self) -> dict[str, Callable[[Asked, Part], Pairs]]:
        """What is told part by part of a split by time."""
        found: dict[str, Callable[[Asked, Part], Pairs]] = {
            "cac": self._acquisition,
            "subscription_churn": self._subscription_churn,
            "customers_silent": self._silent,
        }
        found |= {k: partial(self._bridge, how=how) for k, how in BRIDGES.items()}
        for key, (early, won) in EXPECTED.items():
            found[key] = partial(self._expected, early=early, won=won)
        for key, (kinds, again) in BOUGHT.items():
            found[key] = partial(self._bought, kinds=kinds, again=again)
        for key, (_plus, less) in SO_FAR.items():
            found[key] = partial(self._so_far, less=bool(less))
        return found

    # -- sums --------------------------------------------------------------------------------

    def grouped(
        self, asked: Asked, what: str, table: str, where: str, period: Period
    ) -> Members:
        """{members: what is summed} of the period; the table knows rep_id, team and day."""
        keys = [_column(split) for split in asked.by]
        rows = self.duck.execute(
            f"SELECT {', '.join([*keys, what])} FROM {table} WHERE {where} AND day >= ?"
            f" AND day < ? AND {asked.kept('rep_id', 'team')}"
            + (" GROUP BY ALL" if keys else ""),
            [period.first, period.end],
        ).fetchall()
        n = len(keys)
        return {row[:n]: row[n] if len(row) == n + 1 else row[n:] for row in rows}

    def measure(self, asked: Asked, name: str, period: Period | None = None) -> Members:
        how = BY_LINE.get(name) if asked.lines else None
        table, what, where = how or MEASURES[name]
        period = period or asked.period
        found = self.grouped(asked, what, table, where, period)
        return {members: int(amount or 0) for members, amount in found.items()}

    def _sums(self, asked: Asked, how: Sums) -> Pairs:
        above: Members = {}
        below: Members = {}
        for names, sign, into in (
            (how.plus, 1, above),
            (how.less, -1, above),
            (how.under, 1, below),
        ):
            for name in names:
                for members, amount in self.measure(asked, name).items():
                    into[members] = into.get(members, 0) + sign * amount
        found = {}
        for members in {*above, *below}:
            over, under = pair(
                above.get(members, 0), below.get(members, 0) if how.under else None
            )
            found[members] = over / how.per, under
        return found

    def _acquisition(self, asked: Asked, _part: Part) -> Pairs:
        lag = Organisation.current().cost_lag_months
        before = months_earlier(asked.period, lag)
        spent: Members = {}
        for name in CAC[0]:
            for members, amount in self.measure(asked, name, before).items():
                spent[members] = spent.get(members, 0) + amount
        won = self.measure(asked, CAC[1])
        return {m: pair(spent.get(m, 0), won.get(m, 0)) for m in {*spent, *won}}

    # -- recurring revenue -------------------------------------------------------------------

    def _standing(self, asked: Asked, table: str, day: date, what: str) -> Members:
        """Rows up to the day, with the teams of that day."""
        held = (
            f"(SELECT * REPLACE (team_of(rep_id, DATE '{day}') AS team) FROM {table})"
        )
        ever = Period(date(1990, 1, 1), day + DAY)
        return self.grouped(asked, what, held, "true", ever)

    def _balances(
        self, asked: Asked, part: Part, of: str, what: str = "amount"
    ) -> dict[Any, dict[Any, Any]]:
        """{members: {subject: (balance before, now)}} of the people of the last day."""
        sides = f"{of}, sum({what}) FILTER (day < DATE '{part.first}'), sum({what})"
        found: dict[Any, dict[Any, Any]] = {}
        keys = [_column(split) for split in asked.by]
        held = f"(SELECT * REPLACE (team_of(rep_id, DATE '{part.last}') AS team) FROM paid)"
        rows = self.duck.execute(
            f"SELECT {', '.join([*keys, sides])} FROM {held} WHERE day <= ?"
            f" AND {asked.kept('rep_id', 'team')} GROUP BY ALL",
            [part.last],
        ).fetchall()
        for *members, subject, was, now in rows:
            found.setdefault(tuple(members), {})[subject] = (
                int(was or 0),
                int(now or 0),
            )
        return found

    def _paid_before(self, asked: Asked, first: date) -> set[tuple[Any, ...]]:
        """(subject, *slice) that weighed something when an earlier month ended."""
        places = [s for s in others(asked) if s not in ("rep", "team")]
        names = ", ".join(["prospect_id", *places])
        run = f'PARTITION BY {names} ORDER BY "at", id'
        everybody = asked.filtered()
        return set(
            self.duck.execute(
                f"WITH run AS (SELECT {names}, day, sum(amount) OVER ({run}"
                " ROWS UNBOUNDED PRECEDING) AS balance,"
                f" lead(day) OVER ({run}) AS following FROM paid WHERE {everybody})"
                f" SELECT DISTINCT {names} FROM run WHERE balance > 0"
                " AND last_day(day) < least(coalesce(following, ?), ?)",
                [first, first],
            ).fetchall()
        )

    def _bridge(self, asked: Asked, part: Part, how: Crossed) -> Pairs:
        if (asked, part) not in self.kept:
            self.kept[asked, part] = self._crossed(asked, part)
        found: Pairs = {}
        for members, parts in self.kept[asked, part].items():
            above = sum(parts.get(name, 0) for name in how.plus)
            above -= sum(parts.get(name, 0) for name in how.less)
            found[members] = pair(
                above, parts.get("start", 0) if how.of_start else None
            )
        return found

    def _crossed(self, asked: Asked, part: Part) -> dict[Any, dict[str, int]]:
        """{members: each part of the bridge}; read once for all figures of a question."""
        before = self._paid_before(asked, part.first)
        places = [i for i, s in enumerate(asked.by) if s not in ("rep", "team")]
        was = f"sum(amount) FILTER (day < DATE '{part.first}')"
        now = self._standing(asked, "paid", part.last, was)
        eve = self._standing(asked, "paid", part.first - DAY, was)
        balances = self._balances(asked, part, "prospect_id")
        slices = tuple(asked.by[i] for i in places)
        everybody = replace(asked, whose=Whose("all", ALL), by=slices)
        wholes = self._balances(everybody, part, "prospect_id")
        found: dict[Any, dict[str, int]] = {}
        for members in {*balances, *eve}:
            brought = int(now.get(members) or 0) - int(eve.get(members) or 0)
            parts = found[members] = {"transferred": brought}
            own = tuple(members[i] for i in places)
            for subject, (was, now_) in balances.get(members, {}).items():
                part_of = _became(*wholes[own][subject], (subject, *own) in before)
                sign = -1 if part_of in ("shrunk", "lost") else 1
                for name, amount in (("start", was), (part_of, sign * (now_ - was))):
                    parts[name] = parts.get(name, 0) + amount
        return found

    def _subscription_churn(self, asked: Asked, part: Part) -> Pairs:
        ended = self.measure(asked, "subscriptions_ended")
        balances = self._balances(asked, part, "subscription_id", "original_amount")
        stood = {
            members: sum(was > 0 for was, _now in each.values())
            for members, each in balances.items()
        }
        return {
            members: pair(ended.get(members, 0), stood.get(members, 0))
            for members in {*ended, *stood}
        }

    # -- what is expected --------------------------------------------------------------------

    def _expected(self, asked: Asked, part: Part, early: bool, won: bool) -> Pairs:
        day = min(part.first - DAY if early else part.last, self.today)
        due = f"sum(weighted) FILTER (due BETWEEN DATE '{part.first}' AND DATE '{part.last}')"
        found = self._standing(asked, "told", day, due)
        came = self.measure(asked, "won_amount") if won else {}
        return {
            m: pair(int(found.get(m) or 0) + came.get(m, 0)) for m in {*found, *came}
        }

    # -- customers ---------------------------------------------------------------------------

    def _customers(self, day: date, *, left: bool = True) -> str:
        stays = f"(left_on IS NULL OR left_on > DATE '{day}')" if left else "true"
        return (
            f"(SELECT * REPLACE (team_of(rep_id, DATE '{day}') AS team) FROM stepped"
            f" WHERE step = 'converted' AND day <= DATE '{day}' AND {stays})"
        )

    def _bought(
        self, asked: Asked, part: Part, kinds: tuple[str, ...], again: bool
    ) -> Pairs:
        ever, eve = Period(date(1990, 1, 1), part.last + DAY), part.first - DAY
        named = ", ".join(f"'{kind}'" for kind in kinds)
        only = f" AND kind IN ({named})" if kinds else ""
        buyers = (
            f"SELECT buyer FROM wins WHERE day BETWEEN DATE '{part.first}'"
            f" AND DATE '{part.last}' AND buyer IS NOT NULL{only}"
        )
        earlier = (
            f"SELECT buyer FROM wins WHERE day <= DATE '{eve}' AND buyer IS NOT NULL"
        )
        rows = self.grouped(
            asked,
            f"count(*) FILTER (prospect_id IN ({buyers})), count(*)",
            self._customers(eve, left=not again),
            f"prospect_id IN ({earlier})" if again else "true",
            ever,
        )
        return {members: pair(*both) for members, both in rows.items()}

    def _silent(self, asked: Asked, part: Part) -> Pairs:
        quiet = Organisation.current().silent_after_days
        ever = Period(date(1990, 1, 1), part.last + DAY)
        days = (
            f"BETWEEN DATE '{part.last - timedelta(quiet - 1)}' AND DATE '{part.last}'"
        )
        heard = (
            f"SELECT prospect_id FROM acts WHERE status = 'held' AND day {days}"
            " AND prospect_id IS NOT NULL UNION ALL"
            f" SELECT buyer FROM wins WHERE day {days} AND buyer IS NOT NULL"
        )
        rows = self.grouped(
            asked,
            "count(*)",
            self._customers(part.last),
            f"prospect_id NOT IN ({heard})",
            ever,
        )
        return {members: pair(count) for members, count in rows.items()}

    def _so_far(self, asked: Asked, part: Part, less: bool) -> Pairs:
        """Up to the end of the part, from customers whose name is known."""
        ever = Period(date(1990, 1, 1), part.last + DAY)
        above = "sum(outcome_amount)" + (" - sum(outcome_cost)" if less else "")
        kept = COSTED if less else "outcome_amount IS NOT NULL"
        rows = self.grouped(
            asked,
            f"{above}, count(DISTINCT buyer)",
            "wins",
            f"{kept} AND buyer IS NOT NULL",
            ever,
        )
        return {m: pair(int(over or 0), under) for m, (over, under) in rows.items()}

    def ages(self, asked: Asked, key: str) -> dict[Any, list[int]]:
        def of(question: Asked, part: Part) -> Members:
            last = part.last
            table = (
                f"(SELECT * REPLACE (team_of(rep_id, DATE '{last}') AS team) FROM stays"
                f" WHERE what = 'into' AND (left_on IS NULL OR left_on > DATE '{last}'))"
            )
            if key == "tenure_running":
                table = self._customers(last)
            ever = Period(date(1990, 1, 1), last + DAY)
            days = f"list(DATE '{last}' - day)"
            found = self.grouped(question, days, table, "true", ever)
            return {members: each for members, each in found.items() if each}

        return over_parts(asked, of, self.today)

    # -- from one stage to the next ----------------------------------------------------------

    def _passed(self, asked: Asked) -> Pairs:
        """Each deal opened, with the stages it came into: told stage by stage in Python."""
        stages: dict[int, list[int]] = {}
        for pipeline, stage in self.duck.execute(
            "SELECT pipeline_id, id FROM stage WHERE kind = 'open' ORDER BY position, id"
        ).fetchall():
            stages.setdefault(pipeline, []).append(stage)
        only = dict(asked.where).get("stage")
        rest = tuple((n, m) for n, m in asked.where if n != "stage")
        splits = [split for split in asked.by if split != "stage"]
        keys = [_column(split) for split in splits]
        kept = Asked(asked.whose, asked.period, (), rest).kept("rep_id", "team")
        rows = self.duck.execute(
            f"SELECT {', '.join([*keys, 'deal_id'])}, (SELECT list(DISTINCT s.stage) FROM"
            " stays s WHERE s.deal_id = o.deal_id AND s.what = 'into'), deal_id IN (SELECT"
            " deal_id FROM wins) FROM told o WHERE what = 'opened' AND day >= ? AND day < ?"
            f" AND {kept}",
            [asked.period.first, asked.period.end],
        ).fetchall()
        found: dict[Any, list[int]] = {}
        for *members, _deal, been, won in rows:
            known = dict(zip(splits, members, strict=True))
            for stage, went_on in _way(stages, set(been or ()), won):
                if only in (None, stage):
                    told = known | {"stage": stage}
                    key = tuple(told[split] for split in asked.by)
                    count = found.setdefault(key, [0, 0])
                    count[0], count[1] = count[0] + went_on, count[1] + 1
        return {members: pair(*count) for members, count in found.items()}


def _way(
    stages: Mapping[int, list[int]], been: set[int], won: bool
) -> list[tuple[int, bool]]:
    """[(stage, went on)] of the pipeline where the deal came furthest; of equals, the newest one."""
    far = {
        pipeline: max((i for i, stage in enumerate(row) if stage in been), default=-1)
        for pipeline, row in stages.items()
    }
    pipeline = max(far, key=lambda one: (far[one], one))
    if far[pipeline] < 0:
        return []
    return [
        (stage, won or i < far[pipeline])
        for i, stage in enumerate(stages[pipeline])
        if won or i <= far[pipeline]
    ]


def _became(was: int, now: int, known: bool) -> str:
    """What became of one customer, from all they pay."""
    if was == now:
        return "transferred"
    if not was:
        return "returned" if known else "new"
    if not now:
        return "lost"
    return "grown" if now > was else "shrunk"


def _column(split: str) -> str:
    if split == "rep":
        return "rep_id"
    if split in PERIODS and split != "day":
        return f"date_trunc('{split}', day)::DATE"
    return split
