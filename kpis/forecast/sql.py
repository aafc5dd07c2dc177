"""(5) The open deals of a day with the category each had then, read from the journal.

A deal stands in the place its movements add up to; its category is the manager's last word before
the day ended, else the rep's, else its stage's own of that day. The same SQL on both databases.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any, NamedTuple

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Count, Q, Sum
from django.db.models.functions import Coalesce

from crm.models import NO_TEAM_ID, Organisation, User
from kpis.compiler import rows_in, window
from kpis.measures import SOURCES
from kpis.periods import DAY, Period, start_of

Sql = tuple[str, list[Any]]


class AsOf(NamedTuple):
    """What was known at the end of ``day``. ``known``: only what was written down before.

    ``live``: of deals open now, which is quicker and the same for a day that has not ended.
    ``whose``: the condition on the people whose deals are asked for, by ``pk``; empty for everybody.
    """

    day: date
    known: datetime | None = None
    live: bool = False
    whose: Q = Q()

    @property
    def end(self) -> datetime:
        return window(Period(self.day, self.day + DAY), Organisation.current().zone)[1]


def held(asked: AsOf) -> Sql:
    """deal_id, rep_id, team_id, expected_close_on, month, category, n, amount, weighted."""
    instant = connection.ops.adapt_datetimefield_value
    end, day = instant(asked.end), connection.ops.adapt_datefield_value(asked.day)
    known = " AND m.recorded_at < %s" if asked.known else ""
    live = (
        " JOIN crm_deal AS d ON d.id = m.deal_id AND d.state = 'open'"
        if asked.live
        else ""
    )
    whose, people = _whose(asked.whose)
    placed = (
        "SELECT m.deal_id, m.rep_id, m.stage_id, m.expected_close_on, SUM(m.count) AS n,"
        " COALESCE(SUM(m.amount), 0) AS amount, COALESCE(SUM(m.weighted), 0) AS weighted"
        f" FROM crm_dealmovement AS m{live} WHERE m.at < %s{known}{whose}"
        " GROUP BY m.deal_id, m.rep_id, m.stage_id, m.expected_close_on"
        " HAVING SUM(m.count) <> 0 OR SUM(m.amount) <> 0 OR SUM(m.weighted) <> 0"
    )
    sql = (
        f"SELECT p.deal_id, p.rep_id, {_team()} AS team_id, p.expected_close_on,"
        f" {_month('p.expected_close_on')} AS month, {_category()} AS category,"
        f" p.n, p.amount, p.weighted FROM ({placed}) AS p"
    )
    before = [end, *([instant(asked.known)] if asked.known else [])]
    return sql, [day, day, end, end, end, *before, *people]


def _whose(people: Q) -> Sql:
    if not people:
        return "", []
    rows = User.objects.filter(people).order_by().values("pk")
    try:
        sql, params = rows.query.sql_with_params()
    except EmptyResultSet:  # a team without people
        return " AND 1 = 0", []
    return f" AND m.rep_id IN ({sql})", list(params)


def _team() -> str:
    """The team of the person on the day; two parameters."""
    return (
        "COALESCE((SELECT ms.team_id FROM crm_membership AS ms WHERE ms.user_id = p.rep_id"
        " AND (ms.from_on IS NULL OR ms.from_on <= %s)"
        f" AND (ms.to_on IS NULL OR ms.to_on > %s)), {NO_TEAM_ID})"
    )


def _month(day: str) -> str:
    if connection.vendor == "sqlite":
        return f"date({day}, 'start of month')"
    return f"CAST(date_trunc('month', {day}) AS date)"


def _category() -> str:
    """The manager's word, the rep's, the stage's own; three parameters, each the end of the day."""
    said = (
        "NULLIF((SELECT c.category FROM crm_forecastcall AS c WHERE c.deal_id = p.deal_id"
        " AND {side} AND c.at < %s ORDER BY c.at DESC, c.id DESC LIMIT 1), '')"
    )
    manager, rep = (
        said.format(side="c.as_manager"),
        said.format(side="NOT c.as_manager"),
    )
    changed = (
        "(SELECT s.was FROM crm_stagecategory AS s WHERE s.stage_id = p.stage_id"
        " AND s.at >= %s ORDER BY s.at, s.id LIMIT 1)"
    )
    own = "(SELECT st.forecast_category FROM crm_stage AS st WHERE st.id = p.stage_id)"
    return f"COALESCE({manager}, {rep}, {changed}, {own})"


def lines(asked: AsOf) -> Sql:
    """rep_id, team_id, month, category, count, unpriced, amount, weighted; *won* among them."""
    open_sql, open_params = held(asked)
    won_sql, won_params = _won(asked)
    sql = (
        "SELECT h.rep_id, h.team_id, h.month, h.category, SUM(h.n),"
        " SUM(CASE WHEN h.amount = 0 THEN h.n ELSE 0 END), SUM(h.amount), SUM(h.weighted)"
        f" FROM ({open_sql}) AS h GROUP BY h.rep_id, h.team_id, h.month, h.category"
        f" UNION ALL {won_sql}"
    )
    return sql, [*open_params, *won_params]


def _won(asked: AsOf) -> Sql:
    """What was won in the month of the day and stood at its end, for the team of the day of the win."""
    organisation, end = Organisation.current(), asked.end
    month = start_of("month", asked.day)
    source = SOURCES["movements"]
    rows = rows_in(source, Period(month, asked.day + DAY), organisation.zone)
    standing = Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=end)
    rows = rows.filter(standing, kind="won")
    if asked.known:
        rows = rows.filter(recorded_at__lt=asked.known)
    grouped = (
        rows.order_by()
        .values("rep_id", "team")
        .annotate(
            n=Count("pk"),
            unpriced=Count("pk", filter=Q(outcome_amount__isnull=True)),
            won=Coalesce(Sum("outcome_amount"), 0),
        )
    )
    inner, params = grouped.query.sql_with_params()
    first = connection.ops.adapt_datefield_value(month)
    cast = "%s" if connection.vendor == "sqlite" else "CAST(%s AS date)"
    sql = (
        f"SELECT w.rep_id, w.team, {cast}, 'won', w.n, w.unpriced, w.won, w.won"
        f" FROM ({inner}) AS w"
    )
    return sql, [first, *params]


def fetched(sql: Sql) -> Sequence[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(*sql)
        return list(cursor.fetchall())
