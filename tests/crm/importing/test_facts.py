"""Prospects, contacts, activities, complaints, products and stages from a file."""

from datetime import datetime
from typing import Any

from crm.models import (
    Activity,
    Complaint,
    Contact,
    Deal,
    Product,
    Prospect,
    ProspectStep,
    Stage,
    User,
)
from crm.services import activities
from tests.crm.importing.conftest import Importer
from tests.factories import paris


def _facts(row: Any, *apart: str) -> dict[str, Any]:
    values = dict(vars(row))
    for name in ("_state", "id", *apart):
        values.pop(name, None)
    return {name: value for name, value in values.items() if "cache" not in name}


def test_prospect_has_its_steps(importing: Importer, rep: User) -> None:
    report = importing(
        "prospects",
        "name,owner,source,detected_at,sql_at,disqualified_at,disqualify_reason\n"
        "Acme,Camille Roux,Fair,2026-01-02,2026-02-03,2026-03-04,Too small\n"
        "Beta,Camille Roux,fair,2026-01-02,2026-01-01,,\n",
    )
    assert (report.created, report.rejected) == (1, 1)
    acme = Prospect.objects.get()
    assert acme.sql_at == paris(2026, 2, 3, 12)
    assert acme.name_key == "acme"
    steps = ProspectStep.objects.order_by("at").values_list("step", "rep__full_name")
    assert [step for step, _rep in steps] == ["detected", "sql", "disqualified"]
    assert report.created_values == {
        "source": ["Fair"],
        "disqualify_reason": ["Too small"],
    }


def test_prospect_is_found_by_name_and_keeps_what_is_empty(
    importing: Importer, acme: Prospect
) -> None:
    report = importing("prospects", "name,city,email\nACMÉ sa,Lyon,\n")
    assert report.updated == 1
    acme.refresh_from_db()
    assert (acme.city, acme.name) == ("Lyon", "ACMÉ sa")
    report = importing("prospects", "id,name\nA-9,Acme SA\n")
    assert report.updated == 1
    acme.refresh_from_db()
    assert acme.external_id == "A-9"


def test_parent_may_come_after_its_subsidiary(importing: Importer) -> None:
    report = importing(
        "prospects", "name,parent\nChild,Mother\nMother,\nOrphan,Nobody\n"
    )
    assert report.created == 3
    assert str(Prospect.objects.get(name="Child").parent) == "Mother"
    assert [warning["value"] for warning in report.warnings] == ["Nobody"]


def test_contacts_have_one_main_a_prospect(importing: Importer, acme: Prospect) -> None:
    text = (
        "prospect,name,email\nAcme SA,Paul Durand,paul@acme.example\n"
        "Acme SA,Julie Martin,julie@acme.example\nNobody,X,\n"
    )
    report = importing("contacts", text)
    assert (report.created, report.rejected) == (2, 1)
    assert list(
        Contact.objects.filter(is_main=True).values_list("name", flat=True)
    ) == ["Paul Durand"]
    assert importing("contacts", text).unchanged == 2


def test_imported_activity_equals_the_logged_one(
    importing: Importer, acme: Prospect, rep: User, now: datetime
) -> None:
    importing(
        "activities",
        "type;date;commercial;société;résultat;durée;notes\n"
        "Appel;12/03/2026 14:30;Camille Roux;Acme SA;joint;12;Ok\n"
        "Appel;25/12/2026 09:00;Camille Roux;Acme SA;;;\n",
    )
    call, planned = Activity.objects.order_by("at")
    acme.refresh_from_db()
    assert acme.contacted_at == paris(2026, 3, 12, 14, 30)
    step = ProspectStep.objects.get(step="contacted")
    twin = activities.log_activity(
        by=rep,
        now=now,
        kind="call",
        at=paris(2026, 3, 12, 14, 30),
        prospect=acme,
        outcome="reached",
        duration_s=720,
        note="Ok",
    )
    call.refresh_from_db()
    twin.refresh_from_db()
    assert _facts(call) == _facts(twin)
    assert planned.planned_at == planned.at
    assert planned.status == "planned"
    assert (step.rep, step.at) == (rep, call.at)


def test_activity_rules(importing: Importer, acme: Prospect) -> None:
    report = importing(
        "activities",
        "kind,at,prospect,status,duration,rep\n"
        "call,2026-12-01,Acme SA,held,,\n"  # not yet
        "dance,2026-01-01,Acme SA,,,\n"
        "call,2026-01-01,Acme SA,,999999,\n"
        "call,,Acme SA,,,\n"
        "call,2026-11-20,Acme SA,,,\n"  # today without hour: now at the latest
        "demo,2026-01-01,,,30,Nobody\n",
    )
    assert (report.created, report.rejected) == (1, 5)
    today = Activity.objects.get()
    assert (today.status, today.all_day) == ("held", True)
    assert today.rep == acme.owner


def test_activities_without_id_are_not_doubled(
    importing: Importer, acme: Prospect
) -> None:
    text = (
        "kind,at,prospect,note\ncall,2026-01-01,Acme SA,a\ncall,2026-01-01,Acme SA,b\n"
    )
    assert importing("activities", text + "call,2026-01-01,Acme SA,a\n").skipped == 1
    again = importing("activities", text)
    assert (again.created, again.updated, again.unchanged) == (0, 2, 2)


def test_known_activity_is_corrected(
    importing: Importer, acme: Prospect, other_rep: User
) -> None:
    importing(
        "activities", "id,kind,at,rep,prospect\n1,call,2026-01-01,Léa Garnier,Acme SA\n"
    )
    report = importing("activities", "id,kind,at,prospect\n1,call,2026-02-01,Acme SA\n")
    assert report.updated == 1
    acme.refresh_from_db()
    assert acme.contacted_at == paris(2026, 2, 1, 12)
    assert Activity.objects.get().rep == other_rep


def test_complaints_are_credited_to_who_was_in_charge(
    importing: Importer, acme: Prospect, rep: User
) -> None:
    importing("deals", "id,prospect,stage\nD-1,Acme SA,Demo\n")
    report = importing(
        "complaints",
        "date,motif,gravité,deal,resolved_at\n2026-03-01,Délai,haute,D-1,2026-03-05\n"
        "2026-03-01,,,,\n2026-03-01,Délai,,,2026-02-01\n2027-01-01,Délai,,,\n",
    )
    assert (report.created, report.rejected) == (2, 2)
    first, second = Complaint.objects.order_by("id")
    assert (first.prospect, first.rep, first.owner) == (acme, rep, rep)
    assert (first.severity, str(first.reason)) == ("high", "Délai")
    assert second.reason.code == "not-recorded"
    assert second.rep_id == 0
    assert first.deal == Deal.objects.get()


def test_products_and_their_prices(importing: Importer) -> None:
    report = importing(
        "products",
        "produit;gamme;prix;devise\nLicence;Logiciel;1 234,50 €;\nBoîte;Logiciel;10;JPY\n"
        "Rien;;;XXX\n",
    )
    assert (report.created, report.rejected) == (2, 1)
    licence, box = Product.objects.order_by("id")
    assert (licence.list_price, licence.currency) == (123_450, "EUR")
    assert (box.list_price, box.currency) == (10, "JPY")


def test_stages_take_their_place(importing: Importer) -> None:
    report = importing(
        "stages",
        "name,kind,probability\nHaggling,open,60 %\nWon,won,\nOdd,won,50\nDemo,,35\n",
    )
    assert (report.created, report.updated, report.rejected) == (1, 2, 1)
    names = list(
        Stage.objects.filter(pipeline__name="Sales").values_list("name", flat=True)
    )
    assert names == [
        "Qualification",
        "Demo",
        "Proposal",
        "Negotiation",
        "Haggling",
        "Won",
        "Lost",
    ]
    assert Stage.objects.get(name="Demo").probability == 35
