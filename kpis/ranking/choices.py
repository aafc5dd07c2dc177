"""Who is named on boards, and what figures are compared with: the organisation's and each person's choice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction

from django.db import transaction
from django.utils.translation import gettext as _

from crm.models import User
from crm.remember import forget, remembered
from crm.services.errors import Refused
from crm.services.history import record
from kpis.catalogue import KPIS
from kpis.models import RankingChoice, RankingRules, Reference
from kpis.spec import Kpi

MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Benchmark:
    """A set reference; ``value`` in the indicator's own unit, ``source`` as it was written down."""

    value: Fraction
    source: str


def reference_of(kpi: Kpi, span: str = "month") -> Benchmark | None:
    """The set reference over a month, quarter or year; null over other days for what adds up.

    Of a figure that adds up, what is set is a month's; of any other it is the level itself.
    """
    months = MONTHS.get(span) if kpi.is_flow else 1
    row = Reference.objects.filter(kpi=kpi.key).first() if months else None
    if row is None or not months:
        return None
    return Benchmark(Fraction(row.value * months, kpi.unit.step), row.source)


def leaders_only() -> bool:
    """Whether rankings are for managers only: others then see their own figures alone."""
    found = remembered("ranking rules", RankingRules.objects.first)
    return found is not None and found.leaders_only


def private_among(people: Iterable[int]) -> set[int]:
    """Those of these people who chose that colleagues do not see their name and place."""
    rows = RankingChoice.objects.filter(private=True, user__in=list(people))
    return set(rows.values_list("user_id", flat=True))


# -- setting ----------------------------------------------------------------------------------


@transaction.atomic
def hide_from_colleagues(*, user: User, private: bool, now: datetime) -> bool:
    """The person's own choice; whether it changed."""
    row, _made = RankingChoice.objects.select_for_update().get_or_create(user=user)
    if row.private == private:
        return False
    row.private = private
    row.save(update_fields=["private"])
    changes = {"private": [not private, private]}
    record(by=user, action="changed", row=row, at=now, changes=changes)
    forget()
    return True


@transaction.atomic
def keep_for_leaders(*, leaders_only: bool, by: User, now: datetime) -> bool:
    """Whether rankings are for managers only; whether that changed."""
    row, _made = RankingRules.objects.select_for_update().get_or_create(pk=1)
    if row.leaders_only == leaders_only:
        return False
    row.leaders_only = leaders_only
    row.save(update_fields=["leaders_only"])
    changes = {"leaders_only": [not leaders_only, leaders_only]}
    record(by=by, action="changed", row=row, at=now, changes=changes)
    forget()
    return True


@transaction.atomic
def set_reference(
    *, kpi: str, value: int | None, source: str, by: User, now: datetime
) -> Reference | None:
    """Set, change or (value null) remove the reference of an indicator; ``value`` in unit steps.

    Refused without saying where it comes from.
    """
    held = Reference.objects.select_for_update().filter(kpi=kpi).first()
    was = [held.value, held.source] if held else None
    if value is None:
        if held is not None:
            record(
                by=by, action="deleted", row=held, at=now, changes={kpi: [was, None]}
            )
            held.delete()
        return None
    source = source.strip()[:200]
    if kpi not in KPIS:
        raise Refused({"kpi": _("Choose an indicator.")})
    if not source:
        raise Refused({"source": _("Say where this level comes from.")})
    held = held or Reference(kpi=kpi)
    held.value, held.source = value, source
    held.save()
    if was != [value, source]:
        changes = {kpi: [was, [value, source]]}
        record(by=by, action="reference set", row=held, at=now, changes=changes)
    forget()
    return held
