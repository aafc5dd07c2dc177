"""The tables an admin keeps: each is made, changed, refused and deleted the same way."""

from __future__ import annotations

from uuid import uuid4

import pytest
from django.urls import reverse

from crm.models import (
    Absence,
    AuditEntry,
    Campaign,
    Channel,
    CostEntry,
    ExchangeRate,
    Product,
    VisitorCount,
    WorkingTime,
)
from crm.setup.tables import TABLES

pytestmark = pytest.mark.django_db


@pytest.fixture
def sent(rep) -> dict[str, dict]:
    """A body that works, for each table."""
    channel = Channel.objects.create(name="Fairs")
    person = {"user": rep.pk, "from_on": "2026-11-23"}
    return {
        "products": {"name": "GTX Pro", "list_price": "1 200,50", "currency": "EUR"},
        "campaigns": {
            "name": "Autumn",
            "started_on": "2026-10-01",
            "audience": "200",
            "responses": "12",
        },
        "costs": {
            "month": "2026-10",
            "kind": "marketing",
            "amount": "900",
            "currency": "EUR",
        },
        "rates": {"currency": "USD", "day": "2026-11-01", "rate": "0.92"},
        "visitors": {"day": "2026-11-01", "channel": channel.pk, "visitors": "310"},
        "absences": person | {"to_on": "2026-11-25"},
        "working-times": person | {"weekdays": "1234", "share_percent": "80"},
    }


MODELS = {
    "products": Product,
    "campaigns": Campaign,
    "costs": CostEntry,
    "rates": ExchangeRate,
    "visitors": VisitorCount,
    "absences": Absence,
    "working-times": WorkingTime,
}


@pytest.fixture
def office(client, admin):
    client.force_login(admin)
    return client


@pytest.mark.parametrize("kind", TABLES)
def test_a_row_lives(office, sent, kind: str) -> None:
    body = sent[kind] | {"token": str(uuid4())}
    for _twice in range(2):
        answer = office.post(reverse(f"crm:setup-{kind}-new"), body)
        assert answer.status_code == 303, answer.content.decode()
    row = MODELS[kind].objects.get()
    shown = office.get(reverse(f"crm:setup-{kind}")).content.decode()
    edit = reverse(f"crm:setup-{kind}-edit", args=[row.pk])
    assert edit in shown

    page = office.get(edit)
    kept = {k: v for k, v in page.context["form"].initial.items() if v is not None}
    again = office.post(edit, kept | sent[kind])
    assert again.status_code == 303
    assert not AuditEntry.objects.filter(action="edited").exists(), "nothing changed"

    office.post(reverse(f"crm:setup-{kind}-delete", args=[row.pk]))
    left = MODELS[kind].objects.first()
    assert left is None or left.archived_at is not None


@pytest.mark.parametrize("kind", TABLES)
def test_admins_only(client, manager, kind: str) -> None:
    client.force_login(manager)
    assert client.get(reverse(f"crm:setup-{kind}")).status_code == 403
    assert client.post(reverse(f"crm:setup-{kind}-new"), {}).status_code == 403


def test_money_is_kept_in_minor_units_and_priced(office, sent) -> None:
    office.post(reverse("crm:setup-products-new"), sent["products"])
    assert Product.objects.get().list_price == 120_050
    office.post(reverse("crm:setup-rates-new"), sent["rates"] | {"day": "2026-09-01"})
    office.post(reverse("crm:setup-costs-new"), sent["costs"] | {"currency": "USD"})
    assert CostEntry.objects.get().base_amount == 82_800


@pytest.mark.parametrize(
    ("kind", "wrong", "field"),
    [
        ("products", {"list_price": "-3"}, "list_price"),
        ("products", {"list_price": "1.001"}, "list_price"),
        ("products", {"name": ""}, "name"),
        ("campaigns", {"responses": "300"}, "responses"),
        ("campaigns", {"ended_on": "2026-09-01"}, "ended_on"),
        ("costs", {"amount": "NaN"}, "amount"),
        ("costs", {"month": "soon"}, "month"),
        ("rates", {"currency": "EUR"}, "currency"),
        ("rates", {"rate": "0"}, "rate"),
        ("visitors", {"visitors": "-1"}, "visitors"),
        ("visitors", {"channel": "999999999999999999999"}, "channel"),
        ("absences", {"to_on": "2026-11-20"}, "to_on"),
        ("working-times", {"weekdays": "89"}, "weekdays"),
        ("working-times", {"share_percent": "0"}, "share_percent"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field(
    office, sent, kind: str, wrong: dict, field: str
) -> None:
    answer = office.post(reverse(f"crm:setup-{kind}-new"), sent[kind] | wrong)

    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not MODELS[kind].objects.exists()


def test_a_name_taken_is_refused(office, sent) -> None:
    for name, status in (("GTX Pro", 303), ("gtx pro", 422)):
        body = sent["products"] | {"name": name}
        assert (
            office.post(reverse("crm:setup-products-new"), body).status_code == status
        )


def test_two_working_times_never_cover_one_day(office, sent) -> None:
    for status in (303, 422):
        body = sent["working-times"]
        answer = office.post(reverse("crm:setup-working-times-new"), body)
        assert answer.status_code == status
