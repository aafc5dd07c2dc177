"""How facts are described: the dimensions that several sources share."""

from __future__ import annotations

from typing import Any, ClassVar

from django.db.models import Case, CharField
from django.db.models.functions import Coalesce


class WorkedOut(Case):
    """A dimension that no column holds: a row is put among a few members, named in ``flatchoices``."""

    related_model: ClassVar[None] = None

    def __init__(self, *cases: Any, choices: Any, **extra: Any) -> None:
        super().__init__(*cases, output_field=CharField(), **extra)
        self.flatchoices = choices


OF_PROSPECT = {
    "source": "prospect__source",
    "region": "prospect__region",
    "sector": "prospect__sector",
    "client_type": "prospect__client_type",
    "campaign": "prospect__campaign",
}
#: What hangs on a deal is described by it, and by its prospect where the deal says nothing.
OF_DEAL = {
    "source": Coalesce("deal__source", "deal__prospect__source"),
    "region": "deal__prospect__region",
    "sector": "deal__prospect__sector",
    "client_type": "deal__prospect__client_type",
    "campaign": Coalesce("deal__campaign", "deal__prospect__campaign"),
    "product": "deal__main_product",
    "category": "deal__main_product__category",
    "kind": "deal__kind",
}
#: What a movement of a deal is described by, beside its deal.
OF_MOVEMENT = {
    **OF_DEAL,
    "reason": Coalesce("deal__lost_reason_confirmed", "deal__lost_reason"),
    "method": "credits__method",
    "stage": "stage",
    "pipeline": "stage__pipeline",
    "currency": "deal__currency",
}
#: The product lines of its deal.
OF_LINE = {
    "product": "deal__lines__product",
    "category": "deal__lines__product__category",
}
