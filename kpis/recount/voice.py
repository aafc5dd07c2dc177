"""What customers say: complaints, answers, reviews, their own words."""

from __future__ import annotations

from collections.abc import Iterator

from crm.models import Complaint, Review, SurveyAnswer, Verbatim
from kpis.recount.contribution import Contribution


def complaints() -> Iterator[Contribution]:
    rows = Complaint.objects.values_list("received_at", "rep_id", "resolved_at")
    for received_at, rep, resolved_at in rows.iterator():
        resolved = {} if resolved_at is None else {"complaints_resolved": 1}
        yield received_at, rep, {"complaints": 1} | resolved


def answers() -> Iterator[Contribution]:
    rows = SurveyAnswer.objects.values_list("at", "rep_id", "survey", "score")
    for at, rep, survey, score in rows.iterator():
        if survey == "nps":
            yield at, rep, {"nps_answers": 1}
        else:
            satisfied = {"csat_satisfied": 1} if score in (4, 5) else {}
            yield at, rep, {"csat_answers": 1} | satisfied


def reviews() -> Iterator[Contribution]:
    for at, rep, rating in Review.objects.values_list("at", "rep_id", "rating"):
        best = {"five_stars": 1} if rating == 5 else {}
        yield at, rep, {"reviews": 1, "review_stars": rating} | best


def verbatims() -> Iterator[Contribution]:
    for at, rep in Verbatim.objects.values_list("at", "rep_id").iterator():
        yield at, rep, {"verbatims": 1}
