"""The page of exchange rates says what has no price, what a rate priced, and what keeps its own."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import Deal, ExchangeRate, Job, User
from crm.services.rates import coming
from tests import factories
from tests.factories import paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
PAGE, NEW, PRICE = (
    reverse(f"crm:setup-rates{part}") for part in ("", "-new", "-price")
)


@pytest.fixture
def office(client: Client, admin: User, rep: User) -> Client:
    for _twice in range(2):
        factories.deal(owner=rep, at=paris(2026, 11, 9), currency="CHF")
    client.force_login(admin)
    return client


def shown(office: Client, address: str = PAGE) -> str:
    return office.get(address, follow=True).content.decode()


def test_a_late_rate_prices_and_says_so(office: Client) -> None:
    assert "CHF: 2 amounts, the earliest of 9 Nov" in shown(office)
    asked = f"{NEW}?currency=CHF&amp;day=2026-11-09"
    assert asked in shown(office)
    wanted = office.get(asked.replace("&amp;", "&")).context["form"]
    assert (wanted["currency"].value(), wanted["again"].value()) == ("CHF", True)
    assert office.get(f"{NEW}?currency=%00&day=%00x").status_code == 200
    body = {"currency": "CHF", "day": "2026-11-01", "rate": "1.05"}
    said = office.post(NEW, body, follow=True).content.decode()
    assert "2 amounts were priced" in said
    assert "Amounts without a price" not in said
    assert set(Deal.objects.values_list("base_amount", flat=True)) == {105_000}

    edit = reverse("crm:setup-rates-edit", args=[ExchangeRate.objects.get().pk])
    assert "Unticked, each keeps the rate it was priced at" in shown(office, edit)
    office.post(edit, body | {"rate": "2"})
    assert set(Deal.objects.values_list("base_amount", flat=True)) == {105_000}
    office.post(edit, body | {"rate": "2", "again": "on"})
    assert set(Deal.objects.values_list("base_amount", flat=True)) == {200_000}


def test_many_are_priced_by_the_worker(
    office: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(coming, "AT_ONCE", 1)
    body = {"currency": "CHF", "day": "2026-11-01", "rate": "1.05"}
    answer = office.post(NEW, body)
    job = Job.objects.get(kind="rates")
    assert answer["Location"] == reverse("crm:job", args=[job.pk])


def test_what_was_left_can_be_priced_on_request(office: Client) -> None:
    """As a deal that was written at the very moment of the rate."""
    ExchangeRate.objects.create(currency="CHF", day="2026-11-10", rate="1.05")
    for day, said in ((10, "No rate covers their days"), (9, "2 amounts were priced")):
        ExchangeRate.objects.update(day=f"2026-11-{day:02}")
        assert (
            said
            in office.post(PRICE, {"currency": "CHF"}, follow=True).content.decode()
        )
    assert office.post(PRICE, {"currency": "\x00"}).status_code == 303
