"""Targets as people type them: 60 000,50 for money, 16 or 16 % for a rate, 4 for days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from crm.forms.fields import minor, read_amount
from crm.models import Team, User
from crm.money import digits, to_major
from crm.templatetags import formats
from kpis.spec import Kpi, Unit

LARGEST = 10**15
#: A rate is typed in percent: one percent is a hundred steps.
TYPED = {unit: unit.step for unit in Unit} | {Unit.RATE: 100}


@dataclass
class Line:
    """One input: a person or a team, what is set, what was typed and what is wrong with it."""

    name: str
    label: str
    user: User | None
    team: Team | None
    pk: int | None = None
    typed: str = ""
    error: str = ""


def read_steps(text: str, kpi: Kpi, currency: str) -> int | None:
    """What was typed in the unit's steps; empty is null: no target. Raises ValidationError."""
    if not text.strip():
        return None
    bare = text.strip().removesuffix("%").strip() if kpi.unit == Unit.RATE else text
    value = read_amount(bare[:60])
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


def read_lines(
    lines: Sequence[Line], data: Mapping[str, str], kpi: Kpi, currency: str
) -> dict[str, int | None]:
    """{line name: steps} of the lines that were sent; errors are left beside their lines."""
    found: dict[str, int | None] = {}
    for line in lines:
        if line.name not in data:
            continue
        line.typed = data[line.name][:60]
        try:
            found[line.name] = read_steps(line.typed, kpi, currency)
        except ValidationError as error:
            line.error = " ".join(error.messages)
    return found
