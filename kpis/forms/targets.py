"""Targets as people type them: 60 000,50 for money, 16 or 16 % for a rate, 4 for days."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.forms.fields import minor, read_amount
from crm.money import digits, to_major
from crm.templatetags import formats
from kpis.spec import Kpi, Unit
from kpis.targets.grid import Grid

LARGEST = 10**15
#: A rate is typed in percent: one percent is a hundred steps.
TYPED = {unit: unit.step for unit in Unit} | {Unit.RATE: 100}
LONGEST = 60


def read_steps(text: str, kpi: Kpi, currency: str) -> int | None:
    """What was typed in the unit's steps; empty is null: no target. Raises ValidationError."""
    if not text.strip():
        return None
    bare = text.strip().removesuffix("%").strip() if kpi.unit == Unit.RATE else text
    value = read_amount(bare[:LONGEST])
    if value < 0:
        raise ValidationError(_("A target is 0 or more."))
    if kpi.unit == Unit.MONEY:
        steps = minor(value, currency) or 0
    else:
        exact = value * TYPED[kpi.unit]
        if exact != exact.to_integral_value():
            raise ValidationError(_("Too many decimals for this figure."))
        steps = int(exact)
    if steps > LARGEST:
        raise ValidationError(_("This target is too large."))
    return steps


def write_steps(steps: int | None, kpi: Kpi, currency: str) -> str:
    """Steps as a person would type them."""
    if steps is None:
        return ""
    if kpi.unit == Unit.MONEY:
        value = to_major(steps, currency)
        whole = value == value.to_integral_value()
        return formats.number(value, 0 if whole else digits(currency))
    return formats.number((Decimal(steps) / TYPED[kpi.unit]).normalize())


@dataclass
class Sent:
    """What came with a form: text as typed, steps of what could be read, errors beside their fields."""

    texts: dict[str, str] = field(default_factory=dict)
    steps: dict[str, int | None] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_cells(grid: Grid, data: Mapping[str, str], currency: str) -> Sent:
    """The open cells that were sent and changed since the page was made.

    What somebody else set in the meantime is not undone: a cell both changed is refused once.
    """
    sent, kpi, level = Sent(), grid.wanted.kpi, grid.wanted.level
    was = read_was(data.get("was", ""))
    for cell in grid.cells:
        if cell.name not in data:
            continue
        text = data[cell.name][:LONGEST]
        try:
            steps = read_steps(text, kpi, currency)
        except ValidationError as error:
            sent.texts[cell.name] = text
            sent.errors[cell.name] = " ".join(error.messages)
            continue
        held = cell.steps(level)
        before = was.get(cell.name) if was is not None else held
        if steps in (before, held):
            continue
        sent.texts[cell.name], sent.steps[cell.name] = text, steps
        if before != held:
            now_is = write_steps(held, kpi, currency) or _("nothing")
            words = _("Somebody set it to %(value)s meanwhile.") % {"value": now_is}
            sent.errors[cell.name] = words
    return sent


def read_was(text: str) -> dict[str, int | None] | None:
    """{field: steps} as they were when the page was made; null when it does not say."""
    try:
        found = json.loads(text)
    except ValueError:
        return None
    if not isinstance(found, dict):
        return None
    return {k: v for k, v in found.items() if v is None or isinstance(v, int)}


def write_was(grid: Grid) -> str:
    """Only what is set: a field that is not named was empty."""
    level = grid.wanted.level
    held = {cell.name: cell.steps(level) for cell in grid.cells}
    kept = {name: steps for name, steps in held.items() if steps is not None}
    return json.dumps(kept, separators=(",", ":"))
