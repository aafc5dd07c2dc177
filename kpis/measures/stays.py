"""Stays of deals in stages: from the movement into a stage to the one out of it."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Q, Subquery
from django.utils.translation import gettext_lazy as _

from crm.models import DealMovement
from kpis.measures.movements import SOURCE as MOVEMENTS
from kpis.spec import Measure, Source

#: A deal comes into a stage by a row that adds it there, and leaves it by one that takes it out.
INTO = Q(kind__in=["opened", "stage", "reopened"], count=1)
OUT = Q(kind__in=["stage", "won", "lost"], count=-1)


def _same() -> Any:
    """Movements of the same deal in the same stage."""
    return DealMovement.objects.filter(deal=OuterRef("deal"), stage=OuterRef("stage"))


def _out() -> Any:
    """The movements after this one that end such a stay."""
    later = Q(at__gt=OuterRef("at")) | Q(at=OuterRef("at"), id__gt=OuterRef("id"))
    return _same().filter(OUT, later)


def _told() -> Any:
    """Movements with ``entered_at`` and ``left_at``: the other end of the stay they begin or end."""
    earlier = Q(at__lt=OuterRef("at")) | Q(at=OuterRef("at"), id__lt=OuterRef("id"))
    into = _same().filter(INTO, earlier).order_by("-at", "-id").values("at")
    out = _out().order_by("at", "id").values("at")
    return DealMovement.objects.annotate(
        entered_at=Subquery(into[:1]), left_at=Subquery(out[:1])
    )


def still_there(at: datetime) -> Q:
    """Stays that nothing ended before an instant: one pass over the exits, where the day of each
    would be sought for every entry there ever was."""
    return ~Q(Exists(_out().filter(at__lt=at)))


SOURCE = Source(
    key="stays",
    label=_("stays of deals in stages"),
    rows=_told,
    at="at",
    subject="deal",
    dims={
        name: MOVEMENTS.dims[name]
        for name in MOVEMENTS.dims
        if name not in ("reason", "method")
    },
)
MEASURES = (
    Measure(
        "stays_begun", _("deals that came into a stage"), "stays", INTO, stored=False
    ),
    Measure("stays_ended", _("deals that left a stage"), "stays", OUT, stored=False),
)
