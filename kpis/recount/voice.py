"""What customers say: complaints, answers, reviews, their own words."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import Complaint, Review, SurveyAnswer, Verbatim
from kpis.recount.contribution import Contribution


def complaints() -> Iterator[Contribution]:
    for received_at, rep in Complaint.objects.values_list(
        "received_at", "rep_id"
    ).iterator():
        yield received_at, rep, {"complaints": 1}


def answers() -> Iterator[Contribution]:
    for answer in SurveyAnswer.objects.filter(survey="csat").iterator():
        amounts = {"csat_answers": 1}
        if answer.score in (4, 5):
            amounts["csat_satisfied"] = 1
        yield answer.at, answer.rep_id, amounts


def reviews() -> Iterator[Contribution]:
    for review in Review.objects.iterator():
        amounts = {"reviews": 1, "review_stars": review.rating}
        if review.rating == 5:
            amounts["five_stars"] = 1
        yield review.at, review.rep_id, amounts


def verbatims() -> Iterator[Contribution]:
    for at, rep in Verbatim.objects.values_list("at", "rep_id").iterator():
        yield at, rep, {"verbatims": 1}
