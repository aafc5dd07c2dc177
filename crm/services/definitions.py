"""Choices that figures depend on: what a change would count anew, and the note that it was made."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import DefinitionChange, Organisation, User


def chosen_text(field: str, value: Any) -> str:
    """A choice's value as the organisation's page says it."""
    column: Any = Organisation._meta.get_field(field)
    for known, label in column.flatchoices:
        if str(known) == str(value):
            return str(label)
    if isinstance(value, bool) or str(value) in ("True", "False"):
        return _("yes") if str(value) == "True" else _("no")
    return str(value)


def _cycle(value: str) -> str:
    words = _(
        "The sales cycle of every period, past ones too, is counted from: %(what)s."
    )
    return words % {"what": chosen_text("cycle_start", value)}


def _method(value: str) -> str:
    words = _(
        "Every sale, past ones too, is credited to contact methods by another rule: %(what)s."
    )
    return words % {"what": chosen_text("method_rule", value)}


def _basis(value: str) -> str:
    words = _(
        "The complaint rate of every period, past ones too, divides by: %(what)s."
    )
    return words % {"what": chosen_text("complaint_basis", value)}


def _revenue(value: str) -> str:
    words = _(
        "Revenue of every period, past ones too, counts on: %(what)s. So do growth, averages and"
        " what is reached of targets; deals won and margin stay with the win."
    )
    return words % {"what": chosen_text("revenue_basis", value)}


def _churn(months: int) -> str:
    if not months:
        return _(
            "Nobody is lost for not ordering any more: those who were count as customers again, in"
            " past periods too."
        )
    words = ngettext(
        "A customer without a running contract is lost after %(n)d month without an order, in past"
        " periods too.",
        "A customer without a running contract is lost after %(n)d months without an order, in past"
        " periods too.",
        months,
    )
    return words % {"n": months}


def _silent(days: int) -> str:
    words = ngettext(
        "A customer is silent after %(n)d day, on past days too.",
        "A customer is silent after %(n)d days, on past days too.",
        days,
    )
    return words % {"n": days}


def _lag(months: int) -> str:
    words = ngettext(
        "Customers are set against the costs of %(n)d month earlier, in past periods too.",
        "Customers are set against the costs of %(n)d months earlier, in past periods too.",
        months,
    )
    return words % {"n": months}


def _discount(_value: int) -> str:
    return _(
        "The lifetime value of customers is discounted at another rate, in past periods too."
    )


def _working(_value: str) -> str:
    return _(
        "Working days are counted again: pace, targets and what a day bears of a cost change, in past"
        " periods too."
    )


def _mql(value: bool) -> str:
    if value:
        return _("Marketing leads are told apart from sales leads on every page.")
    return _(
        "Marketing leads are no longer told apart; what was recorded stays counted."
    )


def _days(_value: str) -> str:
    return _("Every fact is placed on its day again, and every figure is counted anew.")


def _fiscal(_value: int) -> str:
    return _("Quarters and years begin elsewhere: their figures are added up again.")


#: Field -> what its new value changes, in a sentence to agree to.
CHANGES: dict[str, Callable[[Any], str]] = {
    "time_zone": _days,
    "country": _working,
    "working_week": _working,
    "fiscal_first_month": _fiscal,
    "cycle_start": _cycle,
    "method_rule": _method,
    "revenue_basis": _revenue,
    "complaint_basis": _basis,
    "uses_mql": _mql,
    "churn_after_months": _churn,
    "silent_after_days": _silent,
    "cost_lag_months": _lag,
    "discount_rate_bp": _discount,
}


def asked(before: Organisation, values: Mapping[str, Any]) -> dict[str, str]:
    """{field: what it changes} of the choices that would differ: to be agreed to first."""
    return {
        field: tell(values[field])
        for field, tell in CHANGES.items()
        if field in values and values[field] != getattr(before, field)
    }


def note(
    changes: Mapping[str, list[Any]], *, by: User | None, now: datetime
) -> list[DefinitionChange]:
    """Write down which choices changed. Part of the transaction that changes them."""
    return DefinitionChange.objects.bulk_create(
        DefinitionChange(at=now, field=field, was=str(was), became=str(became), by=by)
        for field, (was, became) in changes.items()
        if field in CHANGES
    )
