"""The deal's page: what it shows, in how many queries, and what its forms refuse."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from crm.models import Deal, ExchangeRate, Organisation, User
from crm.services import attachments, deal_costs, deals, quotes
from crm.services.deal_lines import LineInput
from crm.services.deal_pricing import price_deal
from crm.services.rates.saving import save_rate
from tests import factories
from tests.factories import NOW

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
PDF = b"%PDF-1.7 order"


@pytest.fixture
def deal(rep: User) -> Deal:
    prospect = factories.prospect(owner=rep, name="Durand", at=NOW - timedelta(days=5))
    return factories.deal(
        owner=rep, prospect=prospect, name="Racks", at=NOW - timedelta(days=2)
    )


def _fill(deal: Deal, rep: User, times: int) -> None:
    lines = [LineInput(factories.product(), 1_000, unit_cost=600)] * times
    price_deal(deal_id=deal.pk, by=rep, now=NOW, lines=lines)
    for n in range(times):
        quotes.quote_deal(deal_id=deal.pk, by=rep, now=NOW)
        said: dict[str, Any] = {"deal": deal, "by": rep, "now": NOW, "day": NOW.date()}
        deal_costs.add_time(rep=rep, minutes=n + 1, **said)
        deal_costs.add_cost(
            kind="delivery", label="Lorry", amount=100, currency="EUR", **said
        )
        file = SimpleUploadedFile(f"order {n}.pdf", PDF)
        attachments.attach(to=deal, files=[file], by=rep, now=NOW)


def test_a_full_deal_takes_no_more_queries_than_a_small_one(
    deal: Deal, rep: User, client_of: SignIn, django_assert_max_num_queries: Any
) -> None:
    client, url = client_of(rep), reverse("crm:deal", args=[deal.pk])
    client.get(url)
    for times in (1, 10):
        _fill(deal, rep, times)
        # Five are the page's own; the shell around it asks who, where, what waits, how fresh.
        with django_assert_max_num_queries(11):
            page = client.get(url)
    assert page.content.count(b"order 9.pdf") >= 1
    assert page.context["sums"]["net"] == "€100"
    assert page.context["sums"]["rate"] == "40%"


def test_profit_is_what_is_left(deal: Deal, rep: User, client_of: SignIn) -> None:
    rep.hourly_cost = 4_000
    rep.save()
    _fill(deal, rep, 1)
    page = client_of(rep).get(reverse("crm:deal", args=[deal.pk]))
    steps = page.context["profit"]["steps"]
    # 10.00 less 6.00 of products, a minute at 40.00 an hour, 1.00 of transport.
    assert [step["value"] for step in steps] == ["€10", "−€6", "−€0.67", "−€1", "€2.33"]


def test_another_currency_shows_its_rate_or_says_that_there_is_none(
    rep: User, client_of: SignIn
) -> None:
    at = NOW - timedelta(days=2)
    unpriced = factories.deal(owner=rep, at=at, currency="GBP")
    client = client_of(rep)
    page = client.get(reverse("crm:deal", args=[unpriced.pk])).content.decode()
    assert "No rate for GBP on 18 Nov 2026: counted, not priced" in page
    ExchangeRate.objects.create(currency="GBP", day=date(2026, 11, 1), rate="1.17")
    priced = factories.deal(owner=rep, at=at, currency="GBP")
    page = client.get(reverse("crm:deal", args=[priced.pk])).content.decode()
    assert "€1,170, at 1.17 on 18 Nov 2026" in page


def test_lines_changed_meanwhile_are_not_overwritten(
    deal: Deal, rep: User, manager: User, client_of: SignIn
) -> None:
    theirs = [LineInput(None, 5_000, label="Theirs")]
    sent = {
        "currency": "EUR",
        "version": deal.version,
        "lines-TOTAL_FORMS": 1,
        "lines-INITIAL_FORMS": 0,
        "lines-0-label": "Mine",
        "lines-0-unit_price": "70",
    }
    price_deal(deal_id=deal.pk, by=manager, now=NOW, lines=theirs)
    client, url = client_of(rep), reverse("crm:deal-price", args=[deal.pk])
    refused = client.post(url, sent)
    assert refused.status_code == 409
    (pair,) = refused.context["pairs"]
    assert ("€70" in pair["mine"], "€50" in pair["theirs"]) == (True, True)
    chosen = sent | {"version": refused.context["version"]}
    client.post(url, chosen | {"keep": "theirs"})
    assert Deal.objects.get(pk=deal.pk).lines.get().label == "Theirs"
    client.post(url, chosen | {"keep": "mine"})
    assert Deal.objects.get(pk=deal.pk).lines.get().label == "Mine"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("lines-0-quantity", "0"),
        ("lines-0-quantity", "1.2345"),
        ("lines-0-unit_price", "1.005"),
        ("lines-0-unit_price", "9" * 25),
        ("lines-0-unit_cost", "-4"),
        ("lines-0-discount", "101"),
        ("lines-0-product", "9" * 30),
        ("lines-0-vat_rate", "x"),
        ("lines-0-label", "a\x00b"),
        ("lines-TOTAL_FORMS", "9" * 20),
        ("lines-0-ORDER", "x"),
    ],
)
def test_a_line_that_is_none_is_refused_beside_its_field(
    name: str, value: str, deal: Deal, rep: User, client_of: SignIn
) -> None:
    sent = {
        "currency": "EUR",
        "version": deal.version,
        "lines-TOTAL_FORMS": "1",
        "lines-INITIAL_FORMS": "0",
        "lines-0-label": "Rack",
        "lines-0-unit_price": "70",
    }
    url = reverse("crm:deal-price", args=[deal.pk])
    answer = client_of(rep).post(url, sent | {name: value})
    assert answer.status_code == 422
    assert Deal.objects.get(pk=deal.pk).amount == 100_000


def test_lines_are_kept_in_the_order_asked_for_and_removed(
    deal: Deal, rep: User, client_of: SignIn
) -> None:
    sent: dict[str, Any] = {"currency": "EUR", "version": deal.version}
    sent |= {"lines-TOTAL_FORMS": "3", "lines-INITIAL_FORMS": "0"}
    for n, label in enumerate(("Last", "First", "Gone")):
        sent |= {f"lines-{n}-label": label, f"lines-{n}-unit_price": "10"}
    sent |= {"lines-0-ORDER": "2", "lines-1-ORDER": "1", "lines-2-DELETE": "on"}
    client_of(rep).post(reverse("crm:deal-price", args=[deal.pk]), sent)
    labels = deal.lines.values_list("label", flat=True)
    assert list(labels) == ["First", "Last"]


@pytest.mark.parametrize(
    ("amount", "interval", "field"),
    [("100", "", "recurring_interval"), ("", "year", "recurring_amount")],
)
def test_a_recurring_amount_has_its_interval(
    amount: str, interval: str, field: str, deal: Deal, rep: User, client_of: SignIn
) -> None:
    sent = {"name": "Racks", "kind": "new", "version": deal.version}
    sent |= {"recurring_amount": amount, "recurring_interval": interval}
    url = reverse("crm:deal-edit", args=[deal.pk])
    refused = client_of(rep).post(url, sent)
    assert list(refused.context["form"].errors) == [field]


def test_a_customers_deal_is_proposed_as_an_upsell(
    deal: Deal, rep: User, client_of: SignIn
) -> None:
    deals.win_deal(deal_id=deal.pk, by=rep, now=NOW)
    sent = {
        "name": "More racks",
        "prospect": deal.prospect_id,
        "stage": factories.stage("Demo").pk,
        "owner": rep.pk,
        "currency": "EUR",
        "recurring_amount": "10",
        "recurring_interval": "month",
    }
    client_of(rep).post(reverse("crm:deal-new"), sent)
    made = Deal.objects.get(name="More racks")
    assert (made.kind, made.recurring_amount) == ("upsell", 1_000)


def test_a_file_is_handed_out_to_be_saved_and_nothing_else(
    deal: Deal, rep: User, teammate: User, client_of: SignIn
) -> None:
    file = SimpleUploadedFile("bon de commande é.pdf", PDF)
    (row,) = attachments.attach(to=deal, files=[file], by=rep, now=NOW)
    url = reverse("crm:file", args=[row.pk])
    answer = client_of(rep).get(url)
    assert answer.content == PDF
    assert answer["Content-Disposition"].startswith("attachment; filename*=utf-8''bon")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert "private" in answer["Cache-Control"]
    assert client_of(teammate).get(url).status_code == 404


def test_who_only_reads_a_record_deletes_but_their_own_files(
    deal: Deal,
    rep: User,
    teammate: User,
    organisation: Organisation,
    client_of: SignIn,
) -> None:
    organisation.records_seen_by_reps = Organisation.RecordsSeen.TEAM
    organisation.save()
    rows = [
        attachments.attach(
            to=deal, files=[SimpleUploadedFile("a.pdf", PDF)], by=by, now=NOW
        )[0]
        for by in (rep, teammate)
    ]
    client = client_of(teammate)
    answers = [client.post(reverse("crm:file-delete", args=[row.pk])) for row in rows]
    assert [answer.status_code for answer in answers] == [403, 303]


def test_signing_offers_to_win_and_prints_in_the_language_asked(
    deal: Deal, rep: User, client_of: SignIn
) -> None:
    quote = quotes.quote_deal(deal_id=deal.pk, by=rep, now=NOW)
    client = client_of(rep)
    client.post(reverse("crm:quote-send", args=[quote.pk]))
    signed = client.post(
        reverse("crm:quote-sign", args=[quote.pk]), {"on": "2026-11-20"}
    )
    assert signed["Location"] == reverse("crm:quote-win", args=[quote.pk])
    assert "€1,000" in client.get(signed["Location"]).content.decode()
    pdf = client.get(reverse("crm:quote-pdf", args=[quote.pk]), {"language": "fr"})
    assert pdf.content.startswith(b"%PDF")
    assert pdf["Content-Disposition"].endswith('"Q-2026-0001-v1-fr.pdf"')
    back = client.post(reverse("crm:quote-sign", args=[quote.pk]), {"on": "0001-01-01"})
    assert back.status_code == 303


def test_what_a_quote_cannot_print_is_said_before(
    deal: Deal, rep: User, client_of: SignIn
) -> None:
    quote = quotes.quote_deal(deal_id=deal.pk, by=rep, now=NOW, note="東京 🙂")
    client, here = client_of(rep), reverse("crm:quote", args=[quote.pk])
    asked = reverse("crm:quote-pdf", args=[quote.pk])
    assert client.get(asked)["Location"] == here
    page = client.get(here).content.decode()
    assert "cannot show these signs: 東 京 🙂" in page
    assert f"{asked}?language=fr&amp;anyway=1" in page
    assert client.get(asked, {"anyway": "1"}).content.startswith(b"%PDF")


def test_what_a_late_rate_priced_is_told_and_each_line_says_its_margin(
    rep: User, admin: User, client_of: SignIn
) -> None:
    at, product = NOW - timedelta(days=2), factories.product(name="Chair")
    lines = [LineInput(product, 10_000, unit_cost=6_000), LineInput(None, 5_000)]
    deal = factories.deal(owner=rep, at=at, currency="GBP", lines=lines)
    price_deal(deal_id=deal.pk, by=rep, now=NOW, lines=lines[:1])
    client, url = client_of(rep), reverse("crm:deal", args=[deal.pk])
    before = client.get(url)
    assert [line["margin"] for line in before.context["lines"]] == ["£40, 40%"]
    assert "No rate for its currency that day" in before.content.decode()
    values = {"currency": "GBP", "day": date(2026, 11, 1), "rate": "1.17"}
    save_rate(row=ExchangeRate(), values=values, by=admin, now=NOW)
    told = client.get(url).content.decode()
    assert "priced by a rate added since" in told
    assert "€117" in told
