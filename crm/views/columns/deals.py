"""The columns of the list of deals."""

from __future__ import annotations

from typing import Any

from django.template.defaultfilters import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.models import Deal
from crm.money import to_major
from crm.templatetags.formats import money_minor
from crm.views.columns.declared import (
    Column,
    Columns,
    chip,
    dated,
    listed,
    named,
    person,
    told,
)
from crm.views.parts import words


def _amount(row: Deal) -> Any:
    return None if row.amount is None else to_major(row.amount, row.currency)


DEAL_COLUMNS = Columns(
    (
        Column("name", _("Deal"), **told("name")),
        Column("prospect", _("Prospect"), **named("prospect")),
        Column(
            "state",
            _("State"),
            lambda row, _now: chip(words.state_chip(row.state, row.stage_name)),
            ("state", "stage__name"),
            plain=lambda row: capfirst(str(row.get_state_display())),
        ),
        Column("owner", pgettext_lazy("column", "Owner"), **person("owner")),
        Column(
            "amount",
            _("Amount, excl. tax"),
            lambda row, _now: money_minor(row.amount, row.currency),
            ("amount", "currency"),
            plain=_amount,
            numeric=True,
        ),
        Column("close", _("Expected close"), **dated("expected_close_on")),
        Column("opened", _("Opened"), **dated("opened_at")),
        Column("stage", _("Stage"), shown=False, **listed("stage")),
        Column(
            "kind",
            _("Kind"),
            lambda row, _now: capfirst(str(row.get_kind_display())),
            ("kind",),
            shown=False,
        ),
        Column("product", _("Product"), shown=False, **named("main_product")),
        Column("source", _("Source"), shown=False, **listed("source")),
        Column("next", _("Next step"), shown=False, **told("next_step")),
        Column("won", _("Won"), shown=False, **dated("won_at")),
        Column("lost", _("Lost"), shown=False, **dated("lost_at")),
        Column(
            "reason",
            _("Lost reason"),
            sort=False,
            shown=False,
            **listed("lost_reason"),
        ),
    )
)
