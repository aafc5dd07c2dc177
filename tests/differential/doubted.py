"""Activities in doubt (logged several at once, or without outcome) told apart, or left out.

By hand from the rows as they are, three times: SQL of the application's database, DuckDB, and a loop.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from fractions import Fraction
from typing import Any

from duckdb import DuckDBPyConnection

from crm.civil import civil_day
from crm.models import Activity, Membership, Prospect
from crm.services import activities
from kpis import snapshots
from tests.differential.asked import Asked, Figures, ratio
from tests.differential.chosen import month_start
from tests.differential.facts import as_day, ask, civil, member_of
from tests.factories import paris
from tests.kpis.generate import World

#: {split: its column in the SQL, in DuckDB}
COLUMNS = {
    "rep": ("rep", "rep_id"),
    "team": ("team", "team"),
    "day": ("day", "day"),
    "month": ("", "date_trunc('month', day)::DATE"),
    "source": ("source", "source"),
    "product": ("product", "product"),
    "kind": ("kind", "kind"),
    "method": ("method", "method_id"),
    "logging": ("logging", "logging"),
}


@dataclass(frozen=True)
class Counted:
    """Rows above and below the line, or the prospects they name: as SQL, and as Python says it."""

    above: str
    row: Callable[[Activity], bool]
    below: str = ""
    row_below: Callable[[Activity], bool] | None = None
    prospects: bool = False


def _done(kind: str, to: str = "", out: bool = False) -> Counted:
    said = f"status = 'held' AND kind = '{kind}'"
    said += f" AND target_kind = '{to}'" if to else ""
    said += " AND direction = 'out'" if out else ""

    def counts(row: Activity) -> bool:
        return (
            (row.status, row.kind) == ("held", kind)
            and to in ("", row.target_kind)
            and (row.direction == "out" or not out)
        )

    return Counted(said, counts)


CALLED, SHOWN = _done("call", out=True), _done("demo")
SILENCE = ("", "no_answer", "voicemail")
TOUCHES = ("call", "email", "meeting", "demo")
COUNTED = {
    "calls_made_all": CALLED,
    "calls_made": _done("call", "prospect", out=True),
    "emails_sent": _done("email", out=True),
    "meetings_prospect": _done("meeting", "prospect"),
    "meetings_customer": _done("meeting", "customer"),
    "demos": SHOWN,
    "onboardings": _done("onboarding"),
    "reach_rate": Counted(
        f"{CALLED.above} AND outcome NOT IN ('', 'no_answer', 'voicemail')",
        lambda row: CALLED.row(row) and row.outcome not in SILENCE,
        CALLED.above,
        CALLED.row,
    ),
    "demo_show_rate": Counted(
        SHOWN.above,
        SHOWN.row,
        "kind = 'demo' AND status IN ('held', 'no_show')",
        lambda row: row.kind == "demo" and row.status in ("held", "no_show"),
    ),
    "prospects_contacted": Counted(
        f"status = 'held' AND direction = 'out' AND kind IN {TOUCHES}"
        " AND prospect_id IS NOT NULL",
        lambda row: (
            (row.status, row.direction) == ("held", "out")
            and row.kind in TOUCHES
            and row.prospect_id is not None
        ),
        prospects=True,
    ),
}


def doubts(world: World, count: int = 160) -> World:
    """Activities of every kind, one by one or several at once, told or not; some told afterwards."""
    dice, reps = world.random, world.reps
    prospects = [*Prospect.objects.order_by("pk")[:12], None]
    written = [
        activities.log_activity(
            by=dice.choice(reps),
            now=world.now,
            kind=dice.choice(["call", "call", "email", "meeting", "demo", "demo"]),
            at=world.now - timedelta(minutes=dice.randrange(60 * 24 * 60)),
            direction=dice.choice(["out", "out", "in"]),
            outcome=dice.choice(["", "", "reached", "no_answer", "voicemail"]),
            status=dice.choice([None, None, None, "no_show", "cancelled"]),
            in_bulk=dice.random() < 0.4,
            prospect=dice.choice(prospects),
            product=dice.choice([None, *world.products]),
        )
        for _one in range(count)
    ]
    activities.log_activity(
        by=reps[1],
        now=world.now,
        kind="demo",
        at=paris(2026, 10, 10),
        status="no_show",
        in_bulk=True,
    )
    for row in dice.sample(written, count // 5):
        told = dice.choice([{"outcome": "reached"}, {"outcome": ""}, {"kind": "email"}])
        activities.edit_activity(activity_id=row.pk, by=row.rep, now=world.now, **told)
    snapshots.drain(now=world.now)
    return world


# -- by SQL -----------------------------------------------------------------------------------

ROWS = """
SELECT a.rep_id AS rep, {day} AS day, a.kind, a.status, a.direction, a.target_kind, a.outcome,
       a.product_id AS product, a.method_id AS method, a.prospect_id, p.source_id AS source,
       CASE WHEN a.status <> 'held' THEN 'told' WHEN a.in_bulk THEN 'bulk'
            WHEN a.outcome <> '' OR a.kind IN ('email', 'onboarding', 'note', 'task') THEN 'told'
            ELSE 'untold' END AS logging
  FROM crm_activity a LEFT JOIN crm_prospect p ON p.id = a.prospect_id
"""


def by_sql(asked: Asked, key: str) -> Figures:
    counted = COUNTED[key]
    keys = "".join(
        f"{COLUMNS[by][0] if by != 'month' else month_start()}, " for by in asked.by
    )
    places = ", ".join(str(i + 1) for i in range(len(asked.by)))
    what = "DISTINCT CASE" if counted.prospects else "CASE"
    value = "prospect_id" if counted.prospects else "1"
    below = f"COUNT(CASE WHEN {counted.below} THEN 1 END)" if counted.below else "1"
    rows = ask(
        f"WITH acts AS ({ROWS.format(day=civil('a.at'))}),"
        f" told AS (SELECT acts.*, {member_of('rep', 'day')} AS team FROM acts)"
        f" SELECT {keys}COUNT({what} WHEN {counted.above} THEN {value} END), {below}"
        f" FROM told WHERE day >= '{asked.period.first}' AND day < '{asked.period.end}'"
        f" AND {asked.kept('rep', 'team')}" + (f" GROUP BY {places}" if keys else "")
    )
    return _divided(asked, rows)


def _divided(asked: Asked, rows: Iterable[tuple[Any, ...]]) -> Figures:
    return {
        tuple(
            as_day(member) if by in ("day", "month") else member
            for by, member in zip(asked.by, row, strict=False)
        ): ratio(int(row[-2]), int(row[-1]))
        for row in rows
    }


# -- by DuckDB --------------------------------------------------------------------------------

IN_DOUBT = """
CREATE OR REPLACE TABLE doubted AS SELECT acts.*, CASE WHEN status = 'held' THEN coalesce(
    if(in_bulk, 'bulk', NULL), if(outcome = '' AND kind IN ('call', 'meeting', 'demo'), 'untold', NULL))
    END AS doubt, coalesce(doubt, 'told') AS logging FROM acts
"""


def prepared(duck: DuckDBPyConnection) -> DuckDBPyConnection:
    duck.execute(IN_DOUBT)
    return duck


def by_duckdb(duck: DuckDBPyConnection, asked: Asked, key: str) -> Figures:
    counted = COUNTED[key]
    keys = "".join(f"{COLUMNS[by][1]}, " for by in asked.by)
    what = "DISTINCT prospect_id" if counted.prospects else "*"
    below = f"count(*) FILTER ({counted.below})" if counted.below else "1"
    rows = duck.execute(
        f"SELECT {keys}count({what}) FILTER ({counted.above}), {below} FROM doubted"
        f" WHERE day >= ? AND day < ? AND {asked.kept('rep_id', 'team')}"
        + (" GROUP BY ALL" if keys else ""),
        [asked.period.first, asked.period.end],
    ).fetchall()
    return _divided(asked, rows)


# -- by a loop --------------------------------------------------------------------------------


def by_loop(world: World, asked: Asked, key: str) -> Figures:
    counted, whose = COUNTED[key], asked.whose
    above: dict[Any, list[Any]] = {}
    below: dict[Any, int] = {}
    for row, told in _told(world):
        if told["day"] not in asked.period or not _kept(whose, told):
            continue
        if any(told[name] != member for name, member in asked.where):
            continue
        place = tuple(told[by] for by in asked.by)
        if counted.row(row):
            above.setdefault(place, []).append(row.prospect_id)
        if counted.row_below is None or counted.row_below(row):
            below[place] = below.get(place, 0) + 1
    found: Figures = {}
    for place in {*above, *below}:
        rows = above.get(place, [])
        n = len(set(rows)) if counted.prospects else len(rows)
        found[place] = ratio(n, below.get(place, 0)) if counted.below else Fraction(n)
    return found


def _kept(whose: Any, told: dict[str, Any]) -> bool:
    seen = whose.scope.seen.all or (
        told["rep"] == whose.seen_rep or told["team"] in whose.seen_teams
    )
    return (
        seen
        and whose.rep in (None, told["rep"])
        and (whose.teams is None or told["team"] in whose.teams)
    )


def _told(world: World) -> Iterator[tuple[Activity, dict[str, Any]]]:
    stays = list(Membership.objects.all())
    for row in Activity.objects.select_related("prospect"):
        day = civil_day(row.at, world.zone)
        team = next(
            (
                stay.team_id
                for stay in stays
                if stay.user_id == row.rep_id
                and (stay.from_on is None or stay.from_on <= day)
                and (stay.to_on is None or day < stay.to_on)
            ),
            0,
        )
        yield (
            row,
            {
                "rep": row.rep_id,
                "team": team,
                "day": day,
                "month": day.replace(day=1),
                "source": row.prospect.source_id if row.prospect else None,
                "product": row.product_id,
                "kind": row.kind,
                "method": row.method_id,
                "logging": _how(row),
            },
        )


def _how(row: Activity) -> str:
    """Only what took place can be in doubt; nobody answers a mail or an onboarding at once."""
    if row.status == "held":
        if row.in_bulk:
            return "bulk"
        if not row.outcome and row.kind in ("call", "meeting", "demo"):
            return "untold"
    return "told"
