"""What a prospect's page says of it beyond its own columns, read with the prospect in one query."""

from __future__ import annotations

from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Model,
    OuterRef,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from crm import access
from crm.models import Complaint, Deal, DealMovement, Prospect, SurveyAnswer, User

#: Base minor units where amounts are meant.
FACTS = (
    "wins",
    "revenue",
    "cost",
    "open_deals",
    "open_amount",
    "deal_count",
    "open_complaints",
    "last_nps",
)


def with_facts(reader: User) -> QuerySet[Prospect]:
    """Prospects with ``FACTS``, and ``changeable``: whether this person may write on them."""
    rows = Prospect.objects.for_list().select_related("parent", "campaign")
    may = When(access.changeable(reader), then=Value(True))
    won = DealMovement.objects.of("won").filter(deal__prospect=OuterRef("pk"))
    deals = Deal.objects.filter(prospect=OuterRef("pk"))
    complaints = Complaint.objects.open().filter(prospect=OuterRef("pk"))
    return rows.annotate(
        changeable=Case(may, default=Value(False), output_field=BooleanField()),
        wins=_one(won, "deal__prospect", Count("pk"), 0),
        revenue=_one(won, "deal__prospect", Sum("outcome_amount"), 0),
        cost=_one(won, "deal__prospect", Sum("outcome_cost")),
        open_deals=_one(deals.open(), "prospect", Count("pk"), 0),
        open_amount=_one(deals.open(), "prospect", Sum("base_amount"), 0),
        deal_count=_one(deals, "prospect", Count("pk"), 0),
        open_complaints=_one(complaints, "prospect", Count("pk"), 0),
        last_nps=_last_nps(),
    )


def _one(rows: QuerySet[Any], by: str, what: Any, empty: int | None = None) -> Any:
    one = Subquery(rows.order_by().values(by).annotate(one=what).values("one"))
    return one if empty is None else Coalesce(one, empty)


def _last_nps() -> Subquery:
    answers: QuerySet[Model] = SurveyAnswer.objects.filter(
        prospect=OuterRef("pk"), survey="nps"
    )
    return Subquery(answers.order_by("-at", "-pk").values("score")[:1])
