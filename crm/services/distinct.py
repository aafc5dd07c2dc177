"""These two are not the same: the pair is never proposed as a duplicate again."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import Distinct, Prospect, User, WayBack
from crm.services.errors import Refused
from crm.services.families import take_families
from crm.services.history import record
from crm.services.way_back import way_back


@transaction.atomic
def tell_apart(*, one: int, two: int, by: User, now: datetime) -> WayBack | None:
    """Mark the pair, whatever the order; None when it is marked already.

    Refused for itself and for what is merged. The audit of both says it, with its way back.
    """
    if one == two:
        raise Refused(_("A prospect is the same as itself."))
    take_families([one, two])
    first, second = Prospect.objects.filter(pk__in=[one, two]).order_by("pk")
    if first.merged_into_id is not None or second.merged_into_id is not None:
        raise Refused(_("One of the two is already merged."))
    if Distinct.objects.filter(one=first, two=second).exists():
        return None
    label = f"{first.name} ≠ {second.name}"
    with way_back(by=by, now=now, action="told apart", label=label) as kept:
        kept.made([Distinct.objects.create(one=first, two=second, by=by, at=now)])
    for row, other in ((first, second), (second, first)):
        undo: list[Any] = [by.pk, kept.way_back.pk]
        changes = {"told apart": [other.name, ""], "undo": undo}
        record(by=by, action="told apart", row=row, at=now, changes=changes)
    return kept.way_back
