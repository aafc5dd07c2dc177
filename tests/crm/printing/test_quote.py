"""The PDF of a quote, read back: sums, signs and accents, several pages, nothing read as markup."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
from pypdf import PdfReader

from crm.models import Organisation, Quote, User, VatRate
from crm.printing.fonts import lost_in, printable
from crm.printing.quote import quote_pdf
from crm.services import quotes
from crm.services.deal_lines import LineInput
from crm.services.deal_pricing import price_deal
from tests import factories
from tests.factories import NOW

pytestmark = pytest.mark.django_db


@pytest.fixture
def quote(rep: User, organisation: Organisation) -> Quote:
    organisation.name, organisation.address = (
        "Boussole SAS",
        "3 rue du Nord\n59000 Lille",
    )
    organisation.vat_number = "FR 12 345678901"
    organisation.quote_terms = "Paiement à 30 jours."
    organisation.save()
    buyer = factories.prospect(owner=rep, name="Éts Lefèvre & <b>Fils</b>", city="Lens")
    deal = factories.deal(owner=rep, prospect=buyer, at=NOW - timedelta(days=2))
    full = VatRate.objects.create(name="Full", rate_bp=2000)
    low = VatRate.objects.create(name="Low", rate_bp=550)
    lines = [
        LineInput(
            None, 123_456, discount_bp=1_000, label="Étagère œuvre", vat_rate=full
        ),
        LineInput(None, 9_999, label="Livre", vat_rate=low),
    ]
    price_deal(deal_id=deal.pk, by=rep, now=NOW, lines=lines)
    return quotes.quote_deal(deal_id=deal.pk, by=rep, now=NOW, note="À bientôt\nMerci")


def _read(content: bytes) -> tuple[str, int]:
    pages = PdfReader(BytesIO(content)).pages
    text = "\n".join(page.extract_text() for page in pages)
    return text.replace("\u00a0", " ").replace("\u202f", " "), len(pages)


def test_says_everything_in_french(quote: Quote) -> None:
    text, pages = _read(quote_pdf(quote, "fr"))
    # 1 234,56 less 10 % is 1 111,10; VAT 222,22; 99,99 at 5,5 % is 5,50.
    for said in (
        "Boussole SAS",
        "59000 Lille",
        "FR 12 345678901",
        "Éts Lefèvre & <b>Fils</b>",
        "Q-2026-0001",
        "Étagère œuvre",
        "1 234,56 €",
        "1 111,10 €",
        "222,22 €",
        "5,50 €",
        "1 438,81 €",
        "20 novembre 2026",
        "À bientôt",
        "Paiement à 30 jours.",
    ):
        assert said in text
    assert pages == 1


def test_says_it_in_english_and_the_same_each_time(quote: Quote) -> None:
    content = quote_pdf(quote, "en")
    text, _pages = _read(content)
    assert "€1,438.81" in text
    assert "Total incl. VAT" in text
    assert "Page 1 of 1" in text
    assert "Draft" in text
    assert content == quote_pdf(quote, "en")


def test_a_long_table_takes_several_pages(quote: Quote, rep: User) -> None:
    lines = [
        LineInput(None, 1_001, label=f"Line {n} " + "long " * 30) for n in range(60)
    ]
    quotes.edit_quote(
        quote_id=quote.pk,
        by=rep,
        now=NOW,
        lines=lines,
        valid_until_on=NOW.date(),
    )
    quote.refresh_from_db()
    text, pages = _read(quote_pdf(quote, "en"))
    assert pages > 2
    assert f"Page {pages} of {pages}" in text
    assert text.count("Unit price") == pages or text.count("Unit price") == pages - 1
    assert "€600.60" in text


NAMES = ("Łódź Żółć", "Ağaç Şişe", "Ελλάς", "Привет", "Nguyễn Ő", "Čapek Ĳ")


def test_names_of_all_europe_are_printed_as_they_are(quote: Quote) -> None:
    prospect = quote.deal.prospect
    assert prospect is not None
    prospect.name = " ".join(NAMES)
    text, _pages = _read(quote_pdf(quote, "fr"))
    assert prospect.name in text.replace("\n", " ")
    assert lost_in(prospect.name) == []


def test_what_the_face_lacks_is_said_and_stands_as_a_square() -> None:
    """An accent typed apart is put together; what nobody sees is not missed."""
    assert printable("1\u202f000 Łódź e\u0301\x00\u200d") == "1\u00a0000 Łódź é"
    assert printable("東京 🙂 שלום ﬁ") == "□□ □ □□□□ ﬁ"
    assert lost_in("東京東 🙂\ufe0f") == ["東", "京", "🙂"]
