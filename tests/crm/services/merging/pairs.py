"""Two records of one customer with something of everything."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from crm.models import (
    Attachment,
    Prospect,
    Review,
    Snooze,
    Subscription,
    SurveyInvitation,
    Tag,
    User,
)
from crm.services import prospects
from tests import factories
from tests.factories import NOW, paris

JANUARY, FEBRUARY, MARCH, MAY = (paris(2026, month, 5) for month in (1, 2, 3, 5))


@dataclass
class Pair:
    """``home`` stays: a customer since May. ``other`` was detected and won earlier."""

    home: Prospect
    other: Prospect


def two_of_one(rep: User, teammate: User) -> Pair:
    home = factories.prospect(owner=rep, at=FEBRUARY, name="Durand SARL", city="Lyon")
    other = factories.prospect(
        owner=rep, at=JANUARY, name="Durand", email="a@durand.fr", phone="0144556677"
    )
    for row in (home, other):
        _live(row, rep)
    factories.activity(rep=teammate, prospect=other, at=JANUARY + timedelta(days=2))
    factories.won_deal(owner=rep, prospect=home, at=MAY, opened_at=MARCH)
    factories.won_deal(owner=rep, prospect=other, at=MARCH, opened_at=FEBRUARY)
    _hang(other, rep)
    for row in (home, other):
        row.refresh_from_db()
    return Pair(home, other)


def _live(row: Prospect, rep: User) -> None:
    """What both have: a contact, a call, a step, a snoozed row."""
    contact = prospects.add_contact(prospect=row, by=rep, now=NOW, name="Paul Durand")
    factories.activity(rep=rep, prospect=row, contact=contact, at=MARCH)
    prospects.take_step(prospect_id=row.pk, step="sql", at=MARCH, by=rep, now=NOW)
    Snooze.objects.create(user=rep, prospect=row, until_on=NOW.date())


def _hang(other: Prospect, rep: User) -> None:
    """What hangs on the one that goes."""
    factories.complaint(by=rep, prospect=other, at=MAY)
    other.tags.add(Tag.objects.create(name="Fair 2026"))
    Review.objects.create(prospect=other, rep=rep, site="Maps", rating=4, at=MAY)
    Subscription.objects.create(prospect=other, amount=1, started_on=MAY.date())
    SurveyInvitation.objects.create(
        survey="nps",
        prospect=other,
        email="a@durand.fr",
        digest="d",
        by=rep,
        created_at=MAY,
        expires_at=NOW,
    )
    Attachment.objects.create(
        prospect=other, name="plan.pdf", size=1, sha256="", by=rep, at=MAY
    )
