"""What a way of filling proposes for the grid of targets: looked at first, saved later."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from crm.forms.fields import read_amount
from crm.models import Organisation
from kpis.forms.targets import Sent, read_steps, write_steps
from kpis.scope import scope_of
from kpis.targets import filling
from kpis.targets.filling import COPYING, Fill
from kpis.targets.grid import Grid, suppose
from kpis.targets.rows import Row
from kpis.views.parts.asking import reader
from kpis.views.parts.target_fill import Filling, parts_of
from kpis.views.parts.target_told import months_of_rows


def propose(request: HttpRequest, grid: Grid, typed: Sent, fill: Filling) -> int:
    """Write what this way of filling proposes over what was typed; the status of the answer."""
    currency = Organisation.current().base_currency
    how, rows, starts = read_fill(grid, fill, currency)
    if how is None:
        return 422
    months = months_of_rows(grid, scope_of(reader(request)))
    people = {
        row.user.pk: months.get(row.name, {})
        for row in grid.rows
        if row.user is not None
    }
    found = filling.fill(grid, rows, starts, how, people, currency)
    for name, steps in found.steps.items():
        typed.steps[name] = steps
        typed.texts[name] = write_steps(steps, grid.wanted.kpi, currency)
        typed.errors.pop(name, None)
    suppose(grid, typed.steps)
    fill.proposed = len(found.steps)
    fill.said = what_was_assumed(found, how)
    return 200


def read_fill(
    grid: Grid, fill: Filling, currency: str
) -> tuple[Fill | None, list[Row], list[date]]:
    """(how, rows, first days of columns); null when a field is wrong: its error is beside it."""
    data, kpi = fill.data, grid.wanted.kpi
    way, steps, more = data.get("fill-way", ""), 0, Fraction(0)
    if way not in filling.WAYS or (way in filling.SHARING and not kpi.is_flow):
        fill.errors["way"] = _("Choose a way to fill the grid.")
    who = data.get("fill-who", "")
    rows = [row for row in grid.rows if (row.name == who if who else row.user)]
    if not rows:
        fill.errors["who"] = _("Choose whose cells to fill.")
    parts = dict(parts_of(grid))
    when = data.get("fill-when", "")
    if when not in parts:
        when = next(iter(parts))
    first, last = (date.fromisoformat(day) for day in when.split(":"))
    starts = [p.first for p in grid.wanted.columns if first <= p.first <= last]
    try:
        if way in COPYING:
            more = Fraction(read_amount(data.get("fill-more") or "0")) / 100
        else:
            steps = read_steps(data.get("fill-figure", ""), kpi, currency) or 0
            if not data.get("fill-figure", "").strip():
                fill.errors["figure"] = _("Give the figure to fill in.")
    except ValidationError as error:
        fill.errors["more" if way in COPYING else "figure"] = " ".join(error.messages)
    how = None if fill.errors else Fill(way, steps, more)
    return how, rows, starts


def what_was_assumed(found: filling.Filled, how: Fill) -> list[str]:
    said = []
    if found.by_team:
        names = ", ".join(row.label for row in found.by_team)
        words = _(
            "Less than a year of history: the season is everybody’s for %(names)s."
        )
        said.append(words % {"names": names})
    if found.by_days:
        names = ", ".join(row.label for row in found.by_days)
        words = _("No season is known: shared out by working days for %(names)s.")
        said.append(words % {"names": names})
    if not found.steps and how.way in COPYING:
        said.append(_("Last year holds nothing to copy here."))
    return said
