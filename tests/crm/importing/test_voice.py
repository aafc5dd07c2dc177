"""Answers to surveys and public reviews from a file."""

from crm.models import Activity, Contact, Prospect, Review, SurveyAnswer, User
from crm.services import prospects
from tests.crm.importing.conftest import Importer
from tests.factories import NOW, paris

ANSWERS = (
    "Company;E-mail;Survey;Note;Commentaire;Date\n"
    "Acme SA;PAUL@acme.example;NPS;9;Très bien;2026-11-02\n"
    "Acme SA;other@acme.example;;3;Too slow;2026-11-10\n"
    "Acme SA;;csat;1;;2025-01-10\n"
    "Acme SA;;csat;0;;2026-11-10\n"
    ";x@y.example;nps;11;;2026-11-10\n"
)


def test_answers_find_their_contact_and_follow_the_fresh_ones(
    importing: Importer, acme: Prospect, rep: User
) -> None:
    paul = prospects.add_contact(
        by=rep, now=NOW, prospect=acme, name="Paul", email="paul@acme.example"
    )
    report = importing("nps", ANSWERS)
    assert (report.created, report.rejected) == (3, 2)
    assert {error["column"] for error in report.errors} == {"Note"}
    first, second, third = SurveyAnswer.objects.order_by("-score")
    assert (first.contact, first.respondent, first.survey) == (paul, "", "nps")
    assert (second.contact, second.respondent) == (None, "other@acme.example")
    assert (third.rep, third.at) == (rep, paris(2025, 1, 10, 12))
    # The detractor of last week is called back, the one of last year is history.
    assert [task.note for task in Activity.objects.filter(kind="task")] == ["Too slow"]
    again = importing("nps", ANSWERS)
    assert (again.created, again.unchanged) == (0, 3)
    assert Activity.objects.count() == 1
    assert Contact.objects.count() == 1


def test_a_known_answer_is_corrected(importing: Importer, acme: Prospect) -> None:
    head = "id,prospect,score,date\n"
    importing("nps", head + "A1,Acme SA,9,2026-11-02\n")
    report = importing("nps", head + "A1,Acme SA,4,2026-11-02\n")
    assert report.updated == 1
    assert SurveyAnswer.objects.get().score == 4
    assert Activity.objects.filter(kind="task").count() == 1


def test_reviews(importing: Importer, acme: Prospect, rep: User) -> None:
    text = (
        "site,étoiles,publié le,avis,région,lien,client\n"
        "Google,5,2026-10-02,Parfait,Nord,maps.example/1,\n"
        "Trustpilot,2,2026-10-03,Lent,Nord,,Acme SA\n"
        "Google,6,2026-10-02,,,,\n"
    )
    report = importing("reviews", text)
    assert (report.created, report.rejected) == (2, 1)
    known, unknown = Review.objects.order_by("rating")
    assert (known.rep, known.prospect, str(known.region)) == (rep, acme, "Nord")
    assert (unknown.rep_id, unknown.url) == (0, "https://maps.example/1")
    assert importing("reviews", text).unchanged == 2


def test_a_line_without_a_score_is_no_answer(
    importing: Importer, acme: Prospect
) -> None:
    head = "prospect,satisfaction score,date\n"
    csat = {"constants": {"survey": "csat"}}
    mapping = {"columns": {name: name for name in head.strip().split(",")}, **csat}
    text = head + "Acme SA,4.0,2025-11-02\nNobody,,2025-11-03\nAcme SA,,\nAcme SA,x,\n"
    report = importing("nps", text, mapping=mapping)
    assert (report.created, report.skipped, report.rejected) == (1, 2, 1)
    assert report.errors[0]["line"] == 5
    assert SurveyAnswer.objects.get().score == 4
