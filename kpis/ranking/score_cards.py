"""Score cards: which indicators weigh how much in one figure. An admin sets them.

One card is the organisation's productivity score: the indicator ``rep_score`` reads it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from crm.models import User
from crm.remember import forget, remembered
from crm.services.errors import Refused
from crm.services.history import record
from kpis.catalogue import KPIS
from kpis.catalogue.attainment import WEIGHTS
from kpis.models import ScoreCard, ScoreWeight
from kpis.spec import Better, Closed, Kpi
from kpis.tiles import presets

#: More parts than this in one figure, and nobody can say what it means.
MOST_PARTS, MOST_WEIGHT = 8, 100
#: The cards there are to begin with, as they were stored.
NAMED = {
    "Productivity": gettext_lazy("Productivity"),
    "Effort quality": gettext_lazy("Effort quality"),
}


@dataclass(frozen=True)
class Card:
    """What a score is computed by. ``by_median``: without a target, the team's median stands for it."""

    name: str
    weights: Mapping[str, int]
    by_median: bool = False
    pk: int = 0
    is_productivity: bool = False
    is_archived: bool = False

    @property
    def kpis(self) -> list[Kpi]:
        return [KPIS[key] for key in self.weights]

    @property
    def label(self) -> str:
        """The name; that of a card there is to begin with, in the reader's language."""
        return str(NAMED.get(self.name, self.name))


def may_weigh(kpi: Kpi) -> bool:
    """Any figure with a better direction, except those that are made of targets or of others."""
    return kpi.better != Better.DEPENDS and not isinstance(kpi.formula, Closed)


def weighable() -> list[Kpi]:
    return [kpi for kpi in KPIS.values() if may_weigh(kpi)]


# -- reading ----------------------------------------------------------------------------------


def cards_in_use() -> list[Card]:
    """Every card that is not archived, the productivity score first: one query a request."""
    return remembered("score cards", _cards_in_use)


def _cards_in_use() -> list[Card]:
    return _read(ScoreWeight.objects.filter(card__archived_at__isnull=True))


def every_card() -> list[Card]:
    """Archived ones too."""
    return _read(ScoreWeight.objects.all())


def _read(weights: QuerySet[ScoreWeight, ScoreWeight]) -> list[Card]:
    """The cards of these weights; one whose indicators are all gone is none."""
    rows = weights.select_related("card")
    rows = rows.order_by("-card__is_productivity", "card__name", "card_id", "pk")
    found: dict[int, tuple[ScoreCard, dict[str, int]]] = {}
    for row in rows:
        if row.kpi in KPIS:
            found.setdefault(row.card_id, (row.card, {}))[1][row.kpi] = row.weight
    return [_card(row, parts) for row, parts in found.values()]


def of_row(row: ScoreCard) -> Card:
    return _card(row, {w.kpi: w.weight for w in row.weights.all() if w.kpi in KPIS})


def _card(row: ScoreCard, weights: dict[str, int]) -> Card:
    by_median = row.missing == ScoreCard.Missing.MEDIAN
    archived = row.archived_at is not None
    return Card(row.name, weights, by_median, row.pk, row.is_productivity, archived)


def productivity() -> Card:
    """The organisation's productivity score; the usual weights until there is a card."""
    return remembered("productivity", _productivity)


def _productivity() -> Card:
    found = _read(ScoreWeight.objects.filter(card__is_productivity=True))
    return found[0] if found else Card(next(iter(NAMED)), WEIGHTS)


# -- setting ----------------------------------------------------------------------------------


@transaction.atomic
def save_card(
    *,
    by: User,
    now: datetime,
    name: str,
    weights: Mapping[str, int],
    by_median: bool,
    row: ScoreCard | None = None,
) -> ScoreCard:
    """Make a card, or change one. Refused beside its field: a name taken, no weight, too many."""
    name = name.strip()
    if row is not None and name == of_row(row).label:
        # Shown translated and left so.
        name = row.name
    _check(name, weights, row)
    missing = ScoreCard.Missing.MEDIAN if by_median else ScoreCard.Missing.LEFT_OUT
    made = row is None
    row = (
        ScoreCard()
        if row is None
        else ScoreCard.objects.select_for_update().get(pk=row.pk)
    )
    was = {} if made else _told(row)
    row.name, row.missing = name, missing
    row.save()
    row.weights.all().delete()
    ScoreWeight.objects.bulk_create(
        ScoreWeight(card=row, kpi=kpi, weight=weight) for kpi, weight in weights.items()
    )
    now_told = _told(row)
    changes = {
        key: [was.get(key), now_told.get(key)]
        for key in {**was, **now_told}
        if was.get(key) != now_told.get(key)
    }
    if made or changes:
        action = "created" if made else "changed"
        record(by=by, action=action, row=row, at=now, changes=changes)
    forget()
    return row


def _told(row: ScoreCard) -> dict[str, object]:
    """What an audit entry compares."""
    weights = {w.kpi: w.weight for w in row.weights.order_by("pk")}
    return {"name": row.name, "missing": str(row.missing), **weights}


def _check(name: str, weights: Mapping[str, int], row: ScoreCard | None) -> None:
    taken = ScoreCard.objects.filter(name__iexact=name)
    if row is not None:
        taken = taken.exclude(pk=row.pk)
    if not name:
        raise Refused({"name": _("Give the card a name.")})
    if taken.exists():
        raise Refused({"name": _("Another card has this name.")})
    _check_weights(weights, set(of_row(row).weights) if row else set())


def _check_weights(weights: Mapping[str, int], held: set[str]) -> None:
    """``held``: indicators of the card as it is; one that was retired since may stay in it."""
    if not weights:
        raise Refused(_("Weigh at least one indicator."))
    if len(weights) > MOST_PARTS:
        raise Refused(_("Eight indicators at most: a score of more says nothing."))
    gone = presets.retired() - held
    for kpi, weight in weights.items():
        if kpi not in KPIS or not may_weigh(KPIS[kpi]) or kpi in gone:
            raise Refused(_("This indicator cannot be weighed."))
        if not 1 <= weight <= MOST_WEIGHT:
            raise Refused(_("A weight is a whole number from 1 to 100."))


@transaction.atomic
def archive_card(*, row: ScoreCard, by: User, now: datetime) -> bool:
    """Take the card off the boards; whether it was on them. Refused for the productivity score."""
    row = ScoreCard.objects.select_for_update().get(pk=row.pk)
    if row.is_productivity:
        raise Refused(
            _("This card is the productivity score: choose another one for it first.")
        )
    if row.archived_at is not None:
        return False
    row.archived_at = now
    row.save(update_fields=["archived_at"])
    record(by=by, action="archived", row=row, at=now)
    forget()
    return True


@transaction.atomic
def restore_card(*, row: ScoreCard, by: User, now: datetime) -> bool:
    row = ScoreCard.objects.select_for_update().get(pk=row.pk)
    if row.archived_at is None:
        return False
    row.archived_at = None
    row.save(update_fields=["archived_at"])
    record(by=by, action="restored", row=row, at=now)
    forget()
    return True


@transaction.atomic
def choose_productivity(*, row: ScoreCard, by: User, now: datetime) -> bool:
    """From now on the productivity score is read by this card; whether that changed anything."""
    rows = {held.pk: held for held in ScoreCard.objects.select_for_update()}
    row = rows[row.pk]
    if row.is_productivity:
        return False
    if row.archived_at is not None:
        raise Refused(_("An archived card cannot be the productivity score."))
    before = next((held for held in rows.values() if held.is_productivity), None)
    if before is not None:
        before.is_productivity = False
        before.save(update_fields=["is_productivity"])
    row.is_productivity = True
    row.save(update_fields=["is_productivity"])
    changes = {"productivity": [before.name if before else None, row.name]}
    record(by=by, action="changed", row=row, at=now, changes=changes)
    forget()
    return True
