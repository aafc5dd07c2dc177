"""A prospect's own page: few queries, what must be known first, its stream in words."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crm.models import ChurnReason, Organisation, Prospect, Subscription, Tag, User
from crm.services import deals, objections, prospects
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]


@pytest.fixture
def company(rep: User) -> Prospect:
    return factories.prospect(owner=rep, at=NOW - timedelta(days=20), name="Durand")


def page(client: Client, row: Prospect, **asked: str) -> str:
    return client.get(reverse("crm:prospect", args=[row.pk]), asked).content.decode()


def fill(company: Prospect, rep: User, times: int) -> None:
    for n in range(times):
        at = NOW - timedelta(hours=n + 1)
        prospects.add_contact(prospect=company, by=rep, now=NOW, name=f"Person {n}")
        factories.activity(rep=rep, prospect=company, at=at)
        factories.won_deal(owner=rep, prospect=company, at=at)
        factories.complaint(by=rep, prospect=company, at=at)
        prospects.edit_prospect(
            prospect_id=company.pk, by=rep, now=NOW, city=f"City {n}"
        )


def test_ten_times_the_rows_ask_no_more(
    company: Prospect,
    rep: User,
    client_of: SignIn,
    django_assert_max_num_queries: Any,
) -> None:
    client = client_of(rep)
    page(client, company)  # the session is written once
    for times in (3, 30):
        fill(company, rep, times)
        with django_assert_max_num_queries(11):
            page(client, company)


def test_edits_are_told_by_their_names_never_by_ids(
    company: Prospect, rep: User, teammate: User, client_of: SignIn, admin: User
) -> None:
    fair = factories.deal(owner=rep, prospect=company, name="Racks")
    deals.move_deal(deal_id=fair.pk, stage=factories.stage("Demo"), by=rep, now=NOW)
    prospects.edit_prospect(
        prospect_id=company.pk, by=rep, now=NOW, consent="given", city="<Lyon>"
    )
    prospects.assign_prospect(prospect_id=company.pk, owner=teammate, by=admin, now=NOW)
    told = page(client_of(admin), company)
    for said in ("moved from Qualification to Demo", "Hugo Bernard", "&lt;Lyon&gt;"):
        assert said in told
    with translation.override("fr"):
        admin.language = "fr"
        admin.save()
    assert "20 nov." in page(client_of(admin), company)


def test_an_objection_is_seen_first_and_asks_for_consent_again(
    company: Prospect, rep: User, client_of: SignIn
) -> None:
    assert "Objected to prospecting" not in page(client_of(rep), company)
    objections.record_objection(prospect_id=company.pk, by=rep, now=NOW)
    assert "Objected to prospecting" in page(client_of(rep), company)
    log = client_of(rep).get(reverse("crm:log"), {"prospect": company.pk})
    assert "Objected to prospecting" in log.content.decode()
    company.refresh_from_db()
    assert company.consent == Prospect.Consent.WITHDRAWN
    objections.withdraw_objection(prospect_id=company.pk, by=rep, now=NOW)
    company.refresh_from_db()
    assert (company.consent, company.objected_at) == ("unknown", None)


def test_marketing_leads_stand_apart_only_where_they_are_used(
    company: Prospect, rep: User, organisation: Organisation, client_of: SignIn
) -> None:
    def names() -> list[str]:
        url = reverse("crm:prospect", args=[company.pk])
        return [step["key"] for step in client_of(rep).get(url).context["steps"]]

    assert "mql" not in names()
    organisation.uses_mql = True
    organisation.save()
    assert names() == ["detected", "contacted", "mql", "sql", "converted"]


def test_a_next_step_somebody_else_moved_is_not_overwritten(
    company: Prospect, rep: User, client_of: SignIn
) -> None:
    sent = {"next_step": "Mine", "version": company.version}
    prospects.edit_prospect(prospect_id=company.pk, by=rep, now=NOW, next_step="Theirs")
    url = reverse("crm:prospect-next", args=[company.pk])
    answer = client_of(rep).post(url, sent, headers={"HX-Request": "true"})
    assert answer.status_code == 422
    assert "Mine" in answer.content.decode()
    assert Prospect.objects.get(pk=company.pk).next_step == "Theirs"


def test_back_from_a_call_the_log_is_filled_in(
    company: Prospect, rep: User, client_of: SignIn
) -> None:
    contact = prospects.add_contact(prospect=company, by=rep, now=NOW, name="Paul")
    url = reverse("crm:call", args=[company.pk])
    answer = client_of(rep).get(url, {"contact": contact.pk, "away": "185"})
    asked = answer.context["log_url"]
    for part in (f"contact={contact.pk}", "minutes=3", "10%3A26", "kind=call"):
        assert part in asked
    client_of(rep).post(
        url, {"outcome": "no_answer", "at": "2026-11-20T10:26", "minutes": "3"}
    )
    call = company.activities.get()
    assert (call.outcome, call.duration_s) == ("no_answer", 180)


@pytest.mark.parametrize(
    "asked",
    [
        {"contact": "9" * 30, "away": "-1", "at": "x\0", "minutes": "1e9"},
        {"contact": "²", "away": "NaN", "outcome": "<b>", "token": "x"},
    ],
)
def test_whatever_a_phone_says_wrongly_is_left_out(
    company: Prospect, rep: User, client_of: SignIn, asked: dict[str, str]
) -> None:
    url = reverse("crm:call", args=[company.pk])
    assert client_of(rep).get(url, asked).status_code == 200
    assert client_of(rep).post(url, asked).status_code == 303
    call = company.activities.get()
    assert (call.outcome, call.at) == ("", NOW)


def test_subscriptions_tags_and_files_stand_beside_the_timeline(
    company: Prospect, rep: User, client_of: SignIn
) -> None:
    started = (NOW - timedelta(days=300)).date()
    Subscription.objects.create(
        prospect=company, owner=rep, started_on=started, amount=12000, currency="EUR"
    )
    company.tags.add(Tag.objects.create(name="VIP <1>"))
    told = page(client_of(rep), company)
    for said in ("Subscriptions", "120 a month", "VIP &lt;1&gt;", "No file yet"):
        assert said in told


def test_recurring_revenue_is_kept_on_the_prospects_page(
    rep: User, client_of: SignIn
) -> None:
    """Ended from there one comes back there, and the journal says what each change added."""
    company = factories.prospect(owner=rep, at=NOW - timedelta(days=9))
    factories.won_deal(owner=rep, prospect=company, at=NOW - timedelta(days=4))
    client = client_of(rep)
    assert "or add it here" in page(client, company)
    body = {"amount": "1200", "interval": "year", "currency": "GBP", "on": "2026-11-18"}
    new = reverse("crm:subscription-new", args=[company.pk])
    assert client.post(new, body).status_code == 303
    refused = client.post(new, body | {"on": "2027-01-01", "amount": ""})
    assert set(refused.context["form"].errors) == {"amount"}
    row = company.subscriptions.get()
    end = reverse("crm:subscription-end", args=[row.pk]) + "?back=prospect"
    told = page(client, company)
    assert end in told
    for said in ("+£100", "no rate", "without 1 that has no rate", "MRR journal"):
        assert said in told
    reason = ChurnReason.objects.create(name="Closed")
    gone = client.post(end, {"on": "2026-11-20", "reason": reason.pk})
    assert gone["Location"] == reverse("crm:prospect", args=[company.pk])
    assert "−£100" in page(client, company)
