"""The columns of the list of deals."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.models import Deal
from crm.money import to_major
from crm.templatetags.formats import day, money_minor
from crm.views.columns.declared import Column, Columns, chip
from crm.views.parts import words


def _date(name: str) -> dict[str, Any]:
    """A day or an instant: the day on the page, all of it in a file."""

    def cell(row: Any, _now: Any) -> str:
        found = getattr(row, name)
        return day(found, "year") if found else ""

    return {
        "cell": cell,
        "plain": lambda row: getattr(row, name),
        "numeric": True,
    }


def _text(name: str) -> Any:
    return lambda row, _now: getattr(row, name) or ""


def _amount(row: Deal) -> Any:
    return None if row.amount is None else to_major(row.amount, row.currency)


DEAL_COLUMNS = Columns(
    (
        Column("name", _("Deal"), _text("name")),
        Column("prospect", _("Prospect"), _text("prospect")),
        Column(
            "state",
            _("State"),
            lambda row, _now: chip(words.deal_chip(row)),
            plain=lambda row: capfirst(str(row.get_state_display())),
        ),
        Column("owner", pgettext_lazy("column", "Owner"), _text("owner")),
        Column(
            "amount",
            _("Amount, excl. tax"),
            lambda row, _now: money_minor(row.amount, row.currency),
            plain=_amount,
            numeric=True,
        ),
        Column("close", _("Expected close"), **_date("expected_close_on")),
        Column("opened", _("Opened"), **_date("opened_at")),
        Column("stage", _("Stage"), _text("stage"), shown=False),
        Column(
            "kind",
            _("Kind"),
            lambda row, _now: capfirst(str(row.get_kind_display())),
            shown=False,
        ),
        Column("product", _("Product"), _text("main_product"), shown=False),
        Column("source", _("Source"), _text("source"), shown=False, needs="source"),
        Column("next", _("Next step"), _text("next_step"), shown=False),
        Column("won", _("Won"), shown=False, **_date("won_at")),
        Column("lost", _("Lost"), shown=False, **_date("lost_at")),
        Column(
            "reason",
            _("Lost reason"),
            _text("lost_reason"),
            sort=False,
            shown=False,
            needs="lost_reason",
        ),
    )
)
