"""The named questions people ask about deals."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db.models import (
    Count,
    DateTimeField,
    DurationField,
    Exists,
    ExpressionWrapper,
    F,
    Func,
    Max,
    OuterRef,
    Q,
    Subquery,
    Value,
)
from django.db.models.functions import Coalesce, Greatest

from crm.models.board_queries import BoardQuerySet
from crm.models.carried import carries

if TYPE_CHECKING:
    from datetime import date, datetime

    from django.contrib.auth.models import AnonymousUser

    from crm.models.deals import Deal  # noqa: F401  # named in QuerySet["Deal"]
    from crm.models.people import User


class Days(Func):
    """A number of days as a duration: neither database multiplies one by a number in Django."""

    template = "(%(expressions)s * 86400000000)"
    output_field = DurationField()

    def as_postgresql(self, compiler: Any, connection: Any) -> Any:
        template = "(%(expressions)s * interval '1 day')"
        return self.as_sql(compiler, connection, template=template)


class DealQuerySet(BoardQuerySet):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.readable(user))

    def changeable_by(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.changeable(user))

    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def open(self) -> Self:
        return self.filter(state="open")

    def won(self) -> Self:
        return self.filter(state="won")

    def lost(self) -> Self:
        return self.filter(state="lost")

    def to_confirm(self) -> Self:
        """Lost, for a reason that was declared and nobody confirmed yet."""
        return self.lost().filter(lost_reason_confirmed__isnull=True)

    def in_pipeline(self, pipeline_id: int) -> Self:
        return self.filter(stage__pipeline=pipeline_id)

    def matching(self, words: str) -> Self:
        """Deals whose own name, or whose prospect, is found by every one of the words."""
        named = carries("name_key", words)
        if not named:
            return self
        sold_to = carries("prospect__search_text", words) & Q(prospect__isnull=False)
        return self.filter(named | sold_to)

    def matching_or_nearly(self, words: str) -> Self:
        """The same; when there is none, deals of prospects that nearly carry the words."""
        found = self.matching(words)
        return found if found.exists() else self.nearly(words)

    def nearly(self, words: str) -> Self:
        """Deals, with ``near``, whose prospect nearly carries the words."""
        from crm.models.prospects import Prospect

        whose = Prospect.objects.filter(pk__in=self.order_by().values("prospect"))
        near = list(whose.nearly(words).values_list("pk", flat=True))
        return self.filter(prospect__in=near).annotate(near=Value(True))

    def named(self, words: str) -> Self:
        """Deals whose own name carries every one of the words."""
        return self.filter(carries("name_key", words))

    def for_list(self) -> Self:
        return self.select_related(
            "prospect", "owner", "stage", "stage__pipeline", "main_product"
        )

    def for_page(self) -> Self:
        return self.for_list().select_related(
            "source", "campaign", "winning_method", "lost_reason", "competitor"
        )

    def with_life(self) -> Self:
        """Adds when the deal was last touched, and what is planned next and when.

        ``touched_at`` is the last move of stage or activity held; ``next_at`` and ``next_kind`` the
        first activity planned on the deal, or on its prospect without naming a deal.
        """
        from crm.models.activities import Activity

        on_it = Q(deal=OuterRef("pk")) | Q(
            deal__isnull=True, prospect=OuterRef("prospect_id")
        )
        held = (
            Activity.objects.held()
            .filter(deal=OuterRef("pk"))
            .order_by()
            .values("deal")
            .annotate(last=Max("at"))
            .values("last")
        )
        planned = Activity.objects.planned().filter(on_it).order_by("at", "id")
        return self.annotate(
            touched_at=Greatest(
                "stage_entered_at", Coalesce(Subquery(held), "stage_entered_at")
            ),
            next_at=Subquery(planned.values("at")[:1]),
            next_kind=Subquery(planned.values("kind")[:1]),
            next_all_day=Subquery(planned.values("all_day")[:1]),
        )

    def nothing_ahead(self, day: date) -> Self:
        """Open deals without a planned activity and without a next step from the day on."""
        from crm.models.activities import Activity

        on_it = Q(deal=OuterRef("pk")) | Q(
            deal__isnull=True, prospect=OuterRef("prospect_id")
        )
        planned = Activity.objects.planned().filter(on_it)
        return self.open().exclude(next_step_on__gte=day).filter(~Exists(planned))

    def by_owner(self) -> dict[int, int]:
        """{owner: how many of these deals}."""
        counted = self.order_by().values("owner").annotate(n=Count("pk"))
        return dict(counted.values_list("owner", "n"))

    def stale_on(self, day: date, tonight: datetime) -> Self:
        """Open deals that lie longer than their stage allows, with nothing ahead. Needs ``with_life``.

        ``tonight`` is where the civil day ends: a deal touched three civil days ago has lain three.
        """
        ahead = Q(next_at__isnull=False) | Q(next_step_on__gte=day)
        return (
            self.open()
            .filter(stage__rot_days__isnull=False)
            .exclude(ahead)
            .annotate(
                stale_at=ExpressionWrapper(
                    F("touched_at") + Days("stage__rot_days"),
                    output_field=DateTimeField(),
                )
            )
            .filter(stale_at__lt=tonight)
        )
