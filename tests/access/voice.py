"""What the matrix asks of the voice: rows its pages name, and bodies its forms take."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from crm.models import Prospect, SurveyInvitation, User
from crm.services.surveys import digest_of
from tests.crm.views.writing_voice import answered, reviewed, said
from tests.factories import NOW

if TYPE_CHECKING:
    from tests.access.world import World

#: The secret of a link that a customer holds.
SECRET = "the-customer-holds-this"


def rows_of(owner: User, prospect: Prospect) -> dict[str, Any]:
    asked = SurveyInvitation.objects.create(
        survey="nps",
        prospect=prospect,
        digest=digest_of(SECRET),
        by=owner,
        created_at=NOW,
        expires_at=NOW + timedelta(days=60),
    )
    return {
        "crm:survey-invitation": asked,
        "crm:survey-answer": answered(owner),
        "crm:verbatim": said(owner),
        "crm:review": reviewed(owner),
    }


def customer_says(world: World, who: str) -> dict[str, Any]:
    return {"score": "9", "comment": "Fine."}


def answer(world: World, who: str) -> dict[str, Any]:
    own = world.things[world.helper_of(who)]
    sent = {"survey": "nps", "score": "9", "prospect": own.prospect.pk}
    return sent | {"contact": own.contact.pk, "token": str(uuid4())}


def verbatim(world: World, who: str) -> dict[str, Any]:
    own = world.things[world.helper_of(who)]
    sent = {"kind": "question", "text": "When?", "prospect": own.prospect.pk}
    return sent | {"deal": own.deal.pk, "token": str(uuid4())}


def review(world: World, who: str) -> dict[str, Any]:
    sent = {"site": "Google", "rating": "5", "at": "2026-11-19T10:00"}
    return sent | {"token": str(uuid4())}


BODIES = {
    "crm:survey": customer_says,
    "crm:survey-answer-new": answer,
    "crm:verbatim-new": verbatim,
    "crm:review-new": review,
}
