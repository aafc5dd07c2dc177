"""The narrowings of deals, as a list and as a board."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from crm.filters.deal_rules import (
    at_least,
    at_most,
    expected_in,
    stale,
    with_product,
)
from crm.filters.declared import Narrowing, Select
from crm.forms.choices import capitalised
from crm.models import Deal

DEALS = Narrowing(
    search_label=_("Search a deal"),
    finding="matching_or_nearly",
    selects=(
        Select(
            "state",
            _("State"),
            rule=lambda rows, value: getattr(rows, value)(),
            choices=(
                ("open", _("Open")),
                ("won", _("Won")),
                ("lost", _("Lost")),
                ("to_confirm", _("Lost, reason to confirm")),
            ),
        ),
        Select("pipeline", _("Pipeline"), column="stage__pipeline_id"),
        Select("stage", _("Stage"), column="stage_id"),
        Select("owner", _("Owner"), column="owner_id"),
        Select("source", _("Source"), column="source_id", more=True),
        Select("product", _("Product"), rule=with_product, more=True),
        Select(
            "kind",
            _("Kind"),
            rule=lambda rows, value: rows.filter(kind=value),
            choices=capitalised(Deal.Kind.choices),
            more=True,
        ),
        Select("expected", _("Expected close"), timed=expected_in, more=True),
        Select(
            "stale",
            _("Stale"),
            timed=lambda rows, _value, now: stale(rows, now),
            choices=(("yes", _("Stale only")),),
            more=True,
        ),
        Select("least", _("At least"), rule=at_least, type="text", more=True),
        Select("most", _("At most"), rule=at_most, type="text", more=True),
    ),
    sorts={
        "name": "name",
        "prospect": "prospect__name_key",
        "state": "state",
        "stage": "stage__position",
        "source": "source__name",
        "product": "main_product__name",
        "kind": "kind",
        "won": "won_at",
        "lost": "lost_at",
        "next": "next_step_on",
        "opened": "opened_at",
        "amount": "base_amount",
        "close": "expected_close_on",
        "owner": "owner__full_name",
    },
    default_sort="-opened",
)

#: The board: its pipeline and whose deals it shows stand in the address too.
BOARD = Narrowing(
    search_label=_("Search a deal"),
    selects=(Select("source", _("Source"), column="source_id"),),
    sorts={"opened": "opened_at"},
    default_sort="-opened",
)
