"""What the board asks about deals: a few queries, whatever the number of deals."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import (
    BigIntegerField,
    Case,
    Count,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    Subquery,
    Sum,
    Value,
    When,
    Window,
)
from django.db.models.expressions import Combinable
from django.db.models.functions import Coalesce, RowNumber

if TYPE_CHECKING:
    from datetime import datetime

    from crm.models.deals import Deal  # noqa: F401  # named in QuerySet["Deal"]
    from crm.models.people import User
    from crm.models.pipeline import Stage


#: How long a card keeps the line that says who moved it.
MOVED_LATELY = timedelta(minutes=30)


class _Whole(Func):
    """Integer division that drops the rest, which both databases do between integers."""

    template = "(%(expressions)s)"
    arg_joiner = " / "
    output_field = BigIntegerField()


def _weighted() -> Combinable:
    """Base amount x probability, half up away from zero, in integers that cannot overflow."""
    amount, share = F("base_amount"), F("stage__probability")
    half = Case(When(base_amount__lt=0, then=Value(-50)), default=Value(50))
    rest = _Whole((amount % Value(100)) * share + half, Value(100))
    whole = _Whole(amount, Value(100)) * share
    return ExpressionWrapper(whole + rest, output_field=BigIntegerField())


_NO_RATE = Q(base_amount__isnull=True, amount__isnull=False)


def _lonely() -> Q:
    """Open, nothing planned on the deal nor on its prospect, no next step written."""
    from crm.models.activities import Activity

    planned = Activity.objects.planned().order_by()
    return (
        Q(state="open", next_step_on__isnull=True)
        & ~Exists(planned.filter(deal=OuterRef("pk")))
        & ~Exists(planned.filter(deal=None, prospect=OuterRef("prospect_id")))
    )


class BoardQuerySet(models.QuerySet["Deal"]):
    def of_owner(self, owner_id: int) -> Self:
        return self.filter(owner=owner_id)

    def in_stage(self, stage: Stage) -> Self:
        return self.filter(stage=stage)

    def on_board(self, since: datetime) -> Self:
        """Open deals, and those won since."""
        return self.filter(Q(state="open") | Q(won_at__gte=since))

    def board_totals(self, since: datetime) -> Iterable[Mapping[str, Any]]:
        """Rows {stage, reason, count, sum, weighted, no_rate, lonely} of what is open or ended since.

        Base minor units. ``no_rate`` deals have an amount whose currency had no rate; ``lonely`` ones
        are open without a next step; ``reason`` is why they were lost.
        """
        ended = Q(won_at__gte=since) | Q(lost_at__gte=since)
        rows = self.filter(Q(state="open") | ended).order_by()
        return rows.values("stage", reason=F("lost_reason__name")).annotate(
            count=Count("pk"),
            sum=Coalesce(Sum("base_amount"), 0),
            weighted=Coalesce(Sum(_weighted()), 0),
            no_rate=Count("pk", filter=_NO_RATE),
            lonely=Count("pk", filter=_lonely()),
        )

    def as_cards(self, reader: User, now: datetime) -> Self:
        """With what a card shows: its life, and who else moved it in the last half hour."""
        from crm.models.history import AuditEntry

        moves = (
            AuditEntry.objects.filter(kind="deal", object_id=OuterRef("pk"))
            .filter(action="moved", at__gte=now - MOVED_LATELY)
            .exclude(by=reader)
            .exclude(by=None)
            .order_by("-at")
        )
        rows = self.select_related("prospect", "stage").with_life()  # type: ignore[attr-defined]
        return rows.annotate(  # type: ignore[no-any-return]
            moved_by=Subquery(moves.values("by__full_name")[:1]),
            moved_at=Subquery(moves.values("at")[:1]),
        )

    def newest_of_each_stage(self, number: int) -> Self:
        """The deals that entered each stage last, at most ``number`` a stage."""
        place = Window(
            RowNumber(),
            partition_by=F("stage_id"),
            order_by=[F("stage_entered_at").desc(), F("pk").desc()],
        )
        ranked = self.order_by().annotate(place=place).filter(place__lte=number)
        found = self.model._default_manager.filter(pk__in=ranked.values("pk"))
        return found.order_by("-stage_entered_at", "-pk")  # type: ignore[return-value]

    def marks(self, reader: User, since: datetime) -> dict[str, Subquery]:
        """Annotations that change when one of these deals does, or what is planned, or a stage.

        Of open deals, and of those that ended since ``since``. To be read in one query, along with
        any row.
        """
        from crm.models.activities import Activity
        from crm.models.history import AuditEntry

        ended = Q(won_at__gte=since) | Q(lost_at__gte=since)
        setup = AuditEntry.objects.filter(kind__in=["stage", "pipeline"])
        return {
            "deals_mark": _mark(self.filter(Q(state="open") | ended)),
            "planned_mark": _mark(Activity.objects.visible_to(reader).planned()),
            "setup_mark": Subquery(_one(setup).values(last=Max("pk"))),
        }


def _one(rows: models.QuerySet[Any]) -> models.QuerySet[Any]:
    """The rows as one group."""
    grouped: models.QuerySet[Any] = rows.order_by().annotate(all=Value(1))
    return grouped.values("all")


def _mark(rows: models.QuerySet[Any]) -> Subquery:
    """A number that one change of the rows always changes: versions only grow, rows come and go."""
    versions = Sum(F("version") * F("pk"), output_field=BigIntegerField())
    number = Count("pk") * 1_000_003
    return Subquery(_one(rows).values(mark=versions + number))
