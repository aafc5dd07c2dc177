"""A file dropped in the browser: looked at, checked, written once, its refused lines given back."""

from __future__ import annotations

import io
import json
from uuid import uuid4

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from openpyxl import Workbook

from crm.models import Deal, ImportRun, Job, Prospect
from crm.services import jobs
from tests import factories

pytestmark = pytest.mark.django_db

DEALS = """Affaire;Client;Montant;Étape;Gagnée le;Commercial
Rack A;Durand SARL;1 234,56;Won;03/11/2026;Camille Roux
Rack B;Acme;2 000;Demo;;Camille Roux
Rack C;Acme;abc;Demo;;Camille Roux
Rack D;Acme;10;Demo;;Jean Inconnu
"""


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def office(client, admin, rep):
    client.force_login(admin)
    return client


def drop(client, data: str | bytes = DEALS, kind: str = "deals", name: str = "a.csv"):
    body = data.encode() if isinstance(data, str) else data
    file = SimpleUploadedFile(name, body)
    sent = {"kind": kind, "file": file, "token": str(uuid4())}
    return client.post(reverse("crm:imports"), sent)


def settled(client, run: ImportRun, act: str, **more: str):
    """Send the columns page as it stands, and let the worker do its work."""
    page = client.get(reverse("crm:import", args=[run.pk]))
    form = page.context["form"]
    body = {name: form[name].value() or "" for name in form.fields}
    body |= {each["name"]: each["to"] or "" for each in page.context["unread"]}
    body |= dict(page.context["kept"])
    body |= {"act": act, **more}
    answer = client.post(reverse("crm:import", args=[run.pk]), body)
    if answer.status_code == 302 or answer.status_code == 303:
        jobs.run(job_id=Job.objects.latest("pk").pk)
    run.refresh_from_db()
    return answer


def test_a_french_file_of_deals_is_read_checked_mended_and_written(office) -> None:
    assert drop(office).status_code == 303
    run = ImportRun.objects.get()
    page = office.get(reverse("crm:import", args=[run.pk]))
    proposed = {c.header: c.field for c in page.context["form"].proposal.columns}
    assert proposed["Client"] == "prospect"
    assert proposed["Montant"] == "amount"
    assert not Deal.objects.exists()

    settled(office, run, "check")
    assert "day or the month first" in run.job.error
    settled(office, run, "check", date_format="dmy")
    assert not Deal.objects.exists()
    assert not Prospect.objects.exists()
    assert (run.report["created"], run.report["rejected"]) == (2, 2)
    page = office.get(reverse("crm:import", args=[run.pk]))
    [unknown] = [u for u in page.context["unread"] if u["value"] == "Jean Inconnu"]

    settled(office, run, "check", **{unknown["name"]: "Camille Roux"})
    assert (run.report["created"], run.report["rejected"]) == (3, 1)
    settled(office, run, "write")
    assert run.finished_at is not None
    assert Deal.objects.count() == 3
    assert Deal.objects.get(name="Rack A").amount == 123_456
    assert set(Prospect.objects.values_list("name", flat=True)) == {
        "Durand SARL",
        "Acme",
    }

    refused = office.get(reverse("crm:import-rejected", args=[run.pk]))
    lines = b"".join(refused.streaming_content).decode("utf-8-sig").splitlines()
    assert len(lines) == 2
    assert lines[1].startswith("Rack C,Acme,abc")


def test_a_spelling_that_is_near_is_told_before_writing(office, admin) -> None:
    factories.prospect(owner=admin, name="Durand SARL", email="info@durand.test")
    drop(office, "Name;Email\nDurand & Cie;contact@durand.test\n", "prospects")
    run = ImportRun.objects.get()
    settled(office, run, "check")

    [likely] = run.report["likely"]
    assert likely["known"] == "Durand SARL"


def test_written_once(office) -> None:
    drop(office)
    run = ImportRun.objects.get()
    settled(office, run, "write", date_format="dmy")
    assert Deal.objects.count() == 2
    again = office.post(reverse("crm:import", args=[run.pk]), {"act": "write"})
    assert again.status_code == 200
    assert ImportRun.objects.count() == 1
    assert Deal.objects.count() == 2


def test_pressed_twice_it_is_read_once(office) -> None:
    drop(office)
    page = reverse("crm:import", args=[ImportRun.objects.get().pk])
    form = office.get(page).context["form"]
    sent = {name: form[name].value() or "" for name in form.fields} | {"act": "check"}

    first, second = office.post(page, sent), office.post(page, sent)

    assert first.status_code == second.status_code < 400
    assert first["Location"] == second["Location"]
    assert Job.objects.filter(kind="import").count() == 1


def test_an_excel_file(office) -> None:
    book = Workbook()
    book.active.append(["Company", "City", "Phone"])
    book.active.append(["Durand SARL", "Lyon", "04 72 00 00 00"])
    out = io.BytesIO()
    book.save(out)
    drop(office, out.getvalue(), "prospects", "a.xlsx")
    run = ImportRun.objects.get()
    settled(office, run, "write")

    assert Prospect.objects.get().city == "Lyon"


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (b"", "empty.csv"),
        (b"%PDF-1.7", "a.pdf"),
        (b"\xd0\xcf\x11\xe0", "old.xls"),
        (b"PK\x03\x04broken", "a.xlsx"),
        (b"\x89PNG\r\n", "a.png"),
    ],
)
def test_what_is_no_table_is_refused_beside_the_file(office, data, name) -> None:
    answer = drop(office, data, "prospects", name)

    assert answer.status_code == 422
    assert "file" in answer.context["form"].errors
    assert not ImportRun.objects.exists()


def test_one_field_is_given_by_one_column(office) -> None:
    drop(office)
    run = ImportRun.objects.get()
    answer = settled(office, run, "check", column_0="name", column_1="name")
    assert answer.status_code == 422


def test_a_missing_required_field_is_said_after_the_check(office) -> None:
    drop(office, "Ville\nLyon\n", "prospects")
    run = ImportRun.objects.get()
    settled(office, run, "check")
    page = office.get(reverse("crm:import", args=[run.pk]))
    assert "name" in page.context["run"].job.error


def test_a_rep_imports_within_own_rights(client, rep, other_rep) -> None:
    client.force_login(rep)
    kinds = dict(
        client.get(reverse("crm:imports")).context["form"].fields["kind"].choices
    )
    assert "users" not in kinds
    assert drop(client, kind="users").status_code == 422
    drop(client, "Name;Owner\nDurand;Léa Garnier\n", "prospects")
    run = ImportRun.objects.get()
    settled(client, run, "write")
    assert not Prospect.objects.filter(owner=other_rep).exists()


def test_a_file_is_nobody_elses(office, client, rep, manager) -> None:
    drop(office)
    run = ImportRun.objects.get()
    client.force_login(manager)
    for name in ("import", "import-rejected"):
        assert client.get(reverse(f"crm:{name}", args=[run.pk])).status_code == 404


def test_hostile_mappings_are_refused(office) -> None:
    drop(office)
    run = ImportRun.objects.get()
    for wrong in ({"encoding": "rot13"}, {"delimiter": "xx"}, {"column_0": "password"}):
        assert settled(office, run, "check", **wrong).status_code == 422
    assert json.dumps(run.report) == "{}"


def test_the_guide_leads_a_new_installation(client, admin) -> None:
    client.force_login(admin)
    home = client.get(reverse("crm:home"))
    assert home.url == reverse("crm:first-steps")
    page = client.get(home.url)
    assert page.context["next"].url == reverse("crm:setup-organisation")
