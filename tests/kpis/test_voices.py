"""The last words of customers behind the figures shown: which, whose, and no further than may be read."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db.models import Q

from crm.models import Review, SurveyAnswer, User, Verbatim
from kpis import voices
from kpis.catalogue import KPIS
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SOON = NOW + timedelta(days=1)


def said(reader: User, *keys: str, whose: Q | None = None) -> list[str]:
    kpis = [KPIS[key] for key in keys]
    return [v.text for v in voices.latest(kpis, reader, whose or Q(), SOON)]


def answer(owner: User, survey: str, score: int, comment: str, days: int) -> None:
    SurveyAnswer.objects.create(
        survey=survey,
        score=score,
        comment=comment,
        at=NOW - timedelta(days=days),
        owner=owner,
        rep=owner,
        prospect=factories.prospect(owner=owner, name="Durand SARL"),
    )


def test_a_figure_brings_the_words_of_its_own_rows(rep: User) -> None:
    answer(rep, "nps", 3, "Too slow", 4)
    answer(rep, "csat", 5, "Perfect", 2)
    answer(rep, "nps", 10, "", 1)

    assert said(rep, "nps") == ["Too slow"]
    assert said(rep, "csat") == ["Perfect"]
    assert said(rep, "csat", "nps") == ["Perfect", "Too slow"]
    assert said(rep, "revenue") == []


def test_the_last_three_of_all_that_is_said(rep: User) -> None:
    customer = factories.prospect(owner=rep, name="Acme")
    factories.complaint(by=rep, prospect=customer, verbatim="Broken rack")
    common = {"owner": rep, "rep": rep, "prospect": customer}
    Review.objects.create(
        site="Google", rating=2, text="Late", at=NOW - timedelta(days=1), **common
    )
    Verbatim.objects.create(
        kind="compliment", text="Kind", at=NOW - timedelta(days=2), **common
    )
    answer(rep, "nps", 3, "Too slow", 3)

    found = voices.latest(
        [KPIS[key] for key in ("complaints", "review_rating", "verbatims", "nps")],
        rep,
        Q(),
        SOON,
    )

    assert [v.text for v in found] == ["Broken rack", "Late", "Kind"]
    assert [(v.source, v.kind, v.score) for v in found[1:]] == [
        ("reviews", "Google", 2),
        ("verbatims", "compliment", None),
    ]
    assert {v.who for v in found} == {"Acme"}


def test_words_of_later_are_not_said_of_an_earlier_period(rep: User) -> None:
    answer(rep, "nps", 3, "Too slow", 4)

    before = NOW - timedelta(days=5)
    assert voices.latest([KPIS["nps"]], rep, Q(), before) == []


def test_nobody_hears_more_than_they_may_read(
    rep: User, teammate: User, other_rep: User, manager: User
) -> None:
    for place, who in enumerate((rep, teammate, other_rep)):
        answer(who, "nps", 3, f"Said to {who.full_name}", place)

    assert said(rep, "nps") == ["Said to Camille Roux"]
    assert said(manager, "nps") == ["Said to Camille Roux", "Said to Hugo Bernard"]
    assert said(manager, "nps", whose=Q(owner=teammate)) == ["Said to Hugo Bernard"]
    assert said(rep, "nps", whose=Q(owner=teammate)) == []
