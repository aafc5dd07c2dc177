"""Files that name a prospect merged away are about the one it lives on in."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from crm.models import Activity, Complaint, Deal, Prospect, User, WayBack
from crm.services import way_back
from crm.services.merging import merge_prospects
from tests import factories
from tests.crm.importing.conftest import Importer
from tests.factories import NOW

LINES = "id,name,city,phone\nH-1,Durand SARL,Lyon,\nG-2,Durand,Nantes,0144556677\n"


@pytest.fixture
def home(rep: User) -> Prospect:
    return factories.prospect(
        owner=rep, name="Durand SARL", external_id="H-1", city="Lyon"
    )


@pytest.fixture
def back(home: Prospect, rep: User) -> WayBack:
    gone = factories.prospect(
        owner=rep,
        name="Durand",
        external_id="G-2",
        city="Nantes",
        phone="0144556677",
        email="durand@example.com",
    )
    return merge_prospects(into=home.pk, other=gone.pk, by=rep, now=NOW)


def rows() -> list[tuple[object, ...]]:
    columns = [f.attname for f in Prospect._meta.concrete_fields if f.name != "version"]
    return list(Prospect.objects.order_by("pk").values_list(*columns))


def test_what_the_merge_decided_stays_and_its_undo_is_exact(
    importing: Importer, home: Prospect, rep: User
) -> None:
    gone = factories.prospect(
        owner=rep, name="Durand", external_id="G-2", city="Nantes", phone="0144556677"
    )
    before = rows()
    back = merge_prospects(into=home.pk, other=gone.pk, by=rep, now=NOW)
    merged = rows()

    report = importing("prospects", LINES)

    assert (report.updated, report.unchanged, report.rejected) == (2, 2, 0)
    assert rows() == merged
    way_back.undo(way_back_id=back.pk, by=rep, now=NOW)
    assert rows() == before


@pytest.mark.usefixtures("back")
@pytest.mark.parametrize("named", ["G-2", ""])
def test_what_it_says_anew_reaches_the_one_that_stays(
    importing: Importer, home: Prospect, named: str
) -> None:
    news = (
        "id,name,email,city,postcode,sql_at\n"
        f"{named},Durand,durand@example.com,Nantes,44000,2026-11-20\n"
    )
    for unchanged in (0, 1):
        report = importing("prospects", news)
        assert (report.updated, report.unchanged) == (1, unchanged)
    home.refresh_from_db()
    assert (home.name, home.city, home.external_id) == ("Durand SARL", "Lyon", "H-1")
    assert home.postcode == "44000"
    assert home.sql_at is not None
    assert Prospect.objects.count() == 2


FILES: dict[str, tuple[str, Callable[[], Prospect | None]]] = {
    "deals": (
        "name,prospect\nRack,{name}\n",
        lambda: Deal.objects.get().prospect,
    ),
    "activities": (
        "kind,prospect,at\ncall,{name},2026-11-19 10:00\n",
        lambda: Activity.objects.get().prospect,
    ),
    "complaints": (
        "reason,prospect,received_at\nLate,{name},2026-11-19\n",
        lambda: Complaint.objects.get().prospect,
    ),
    "contacts": (
        "name,prospect\nPaul Durand,{name}\n",
        lambda: Prospect.objects.get(contacts__name="Paul Durand"),
    ),
}


@pytest.mark.usefixtures("back")
@pytest.mark.parametrize(
    ("kind", "name"),
    [
        *((kind, "G-2") for kind in FILES),
        ("deals", "Durand"),
        ("deals", "durand@example.com"),
    ],
)
def test_what_hangs_on_it_hangs_on_the_one_that_stays(
    importing: Importer, home: Prospect, rep: User, kind: str, name: str
) -> None:
    factories.complaint_reason("Late")
    text, found = FILES[kind]
    report = importing(kind, text.format(name=name), by=rep)
    assert (report.created, report.errors) == (1, [])
    assert found() == home


@pytest.mark.usefixtures("back")
def test_nobody_reaches_what_they_may_not_see_through_an_old_name(
    importing: Importer, other_rep: User, home: Prospect
) -> None:
    report = importing("contacts", "name,prospect\nPaul,G-2\n", by=other_rep)
    assert report.rejected == 1
    report = importing("prospects", "id,name,city\nG-2,Durand,Metz\n", by=other_rep)
    assert report.rejected == 1
    home.refresh_from_db()
    assert home.city == "Lyon"
