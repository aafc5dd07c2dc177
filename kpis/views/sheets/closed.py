"""A closed month as tables: what differs today, and everything as it was published."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.models import Organisation
from crm.templatetags import formats
from kpis.catalogue import KPIS
from kpis.closing import differences
from kpis.models import ClosedMonth
from kpis.sheets import Column, Sheet
from kpis.views.closing import closed_or_404
from kpis.views.parts.asking import admin
from kpis.views.parts.closed import Names, difference_row
from kpis.views.parts.exported import exported


@exported("month")
def sheets(request: HttpRequest) -> list[Sheet]:
    """``day=2026-10``: every figure as published, and beside it today's where it differs."""
    admin(request)
    closed = closed_or_404(request.GET.get("day", ""))
    organisation = Organisation.current()
    today = civil_day(timezone.now(), organisation.zone)
    found = differences(closed, today)
    names, currency = Names(), organisation.base_currency
    changed = [
        [row["kpi"], row["whose"], row["was"], row["now"], row["moved"], each.days]
        for each in found
        for row in [difference_row(each, names, closed, currency)]
    ]
    heads = (_("Figure"), _("Whose"), _("Published"), _("Now"), _("Difference"))
    moment = formats.day(closed.closed_at, "year")
    notes = [
        _("Closed on %(day)s by %(name)s.") % {"day": moment, "name": closed.closed_by}
    ]
    name = f"closed-{closed.month:%Y-%m}"
    columns = [*(Column(head) for head in heads), Column(_("Days corrected"))]
    return [
        Sheet(name, _("Differences since it was closed"), columns, changed, notes),
        *_published(closed, names, name),
    ]


def _published(closed: ClosedMonth, names: Names, name: str) -> list[Sheet]:
    """People and teams down, figures across, each in its own unit."""
    rows = list(closed.figures.all())
    keys = [key for key in dict.fromkeys(row.kpi for row in rows) if key in KPIS]
    values = {(row.user_id, row.team_id, row.kpi): row.exact for row in rows}
    whose = sorted(
        {(row.user_id, row.team_id) for row in rows},
        key=lambda pair: (pair[0] is not None, pair[1] is not None, names.of(*pair)),
    )
    columns = [Column(_("Whose"))]
    columns += [Column(str(KPIS[key].label), KPIS[key].unit) for key in keys]
    lines = [
        [names.of(*pair), *(values.get((*pair, key)) for key in keys)] for pair in whose
    ]
    return [Sheet(name, _("As published"), columns, lines)]
