"""The branch of a deal's journal: from where to where, how much it was and is."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    Case,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    TextField,
    When,
)
from django.db.models.functions import Cast, Coalesce

from crm.models import DealMovement
from crm.timeline.columns import flag, told
from crm.timeline.subject import Subject

ENDS = Q(kind__in=["won", "lost"])


def movements(of: Subject, stream: int) -> QuerySet[Any]:
    """A change of place is two rows: the one that enters is told, with the one that left.

    ``state`` is where it is now (stage, or expected close), ``text`` where it was, ``extra`` who had
    it; ``other`` is the base amount before. A lost deal says its reason and note there instead.
    """
    rows = DealMovement.objects.filter(of.on_deals).exclude(kind="revalued")
    return told(
        rows.filter(ENDS | Q(count__gte=0)).annotate(**_left()),
        stream=stream,
        moment="at",
        kind="kind",
        state=_by_kind("stage__name", expected="expected_close_on"),
        title="deal__name",
        text=_by_kind("left_stage", expected="left_on", lost="deal__lost_reason__name"),
        extra=_by_kind("left_rep", lost="deal__lost_note"),
        who="rep__full_name",
        amount=Coalesce("outcome_amount", "amount"),
        other=F("was"),
        flag=flag(Q(withdrawn_at__isnull=False)),
        link="deal_id",
    )


def _left() -> dict[str, Subquery]:
    same = {name: OuterRef(name) for name in ("deal", "kind", "at")}
    left = DealMovement.objects.filter(count__lt=0, **same).order_by("-pk")
    before = DealMovement.objects.filter(deal=OuterRef("deal"), pk__lt=OuterRef("pk"))
    was = before.order_by().values("deal").annotate(sum=Sum("amount")).values("sum")
    return {
        "left_stage": Subquery(left.values("stage__name")[:1]),
        "left_rep": Subquery(left.values("rep__full_name")[:1]),
        "left_on": Subquery(left.values("expected_close_on")[:1]),
        "was": Subquery(was),
    }


def _by_kind(otherwise: str, **of_kind: str) -> Case:
    """The column that says it for this kind of movement."""
    cases = [When(kind=kind, then=_text(name)) for kind, name in of_kind.items()]
    return Case(*cases, default=_text(otherwise), output_field=TextField())


def _text(name: str) -> Cast:
    return Cast(F(name), TextField())
