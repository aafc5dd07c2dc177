"""Every figure an article names is declared, split as it says, held by a case and found by its name."""

from __future__ import annotations

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import translation

from crm.models import User
from kpis import coverage
from kpis.catalogue import KPIS
from kpis.coverage import ITEMS, Item, cases_by_key, cases_in, items, missing
from kpis.finding import matches, named
from kpis.members import splits_of

DECLARED = [
    pytest.param(item, id=f"{article} {item.french}")
    for article, item in items()
    if item.key in KPIS
]


def test_every_figure_of_the_articles_is_declared() -> None:
    assert missing() == []


def test_the_page_is_current() -> None:
    page = coverage.ROOT / "docs" / "coverage.md"

    assert page.read_text() == coverage.text(), "run: manage.py kpi --coverage"


def test_every_figure_has_a_case_worked_by_hand() -> None:
    asked = {item.key for _article, item in items()} & KPIS.keys()
    cases = cases_by_key(asked)

    assert {key for key, names in cases.items() if not names} == set()


def test_cases_are_read_from_the_code_of_the_tests() -> None:
    source = (
        'KEY = "nps"\n'
        "@pytest.mark.parametrize('key', ['churn'])\n"
        "def test_a(key): assert figure('revenue')\n"
        "def helper(): figure('csat')\n"
    )

    assert list(cases_in(source)) == [("test_a", {"key", "churn", "revenue"})]


@pytest.mark.parametrize("item", DECLARED)
def test_it_can_be_split_as_the_article_says(item: Item) -> None:
    assert not item.split or item.split in splits_of(KPIS[item.key])


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("item", DECLARED)
def test_each_of_its_names_is_found(item: Item, language: str) -> None:
    """In both languages, whichever the page is read in."""
    with translation.override(language):
        lost = [
            name
            for name in item.names
            if not (matches(KPIS[item.key], name) and named(KPIS[item.key], name))
        ]

    assert lost == []


def test_a_name_of_another_figure_is_not_found() -> None:
    assert not named(KPIS["revenue"], "Taux de rétention client")
    assert not matches(KPIS["nps"], "Coût par lead")


@pytest.mark.parametrize("name", ["panier moyen", "Taux de closing", "Sales by region"])
def test_the_page_finds_it(admin: User, client: Client, name: str) -> None:
    client.force_login(admin)
    key = next(
        item.key
        for _a, item in items()
        if name.casefold() in map(str.casefold, item.names)
    )

    page = client.get(reverse("kpis:catalogue"), {"q": name})

    assert page.status_code == 200
    assert str(KPIS[key].label) in page.content.decode()


def test_every_case_of_the_reference_is_held() -> None:
    """Seventeen small golden tests and eighteen wrong figures, each by a test that names its number."""
    text = coverage.text()

    assert "| nothing |" not in text
    assert (coverage.ROOT / "tests/crm/views/test_board.py").read_text().count("D12")


def test_a_case_that_nobody_wrote_is_seen() -> None:
    found = coverage.numbered(2, r"test_(\d+)_nobody_wrote_this")

    assert "| 2 | nothing |" in coverage._by_number("Cases", found)


def test_articles_are_told_in_their_own_order() -> None:
    assert list(ITEMS) == list(coverage.ARTICLES)
    text = coverage.text()
    first, last = ITEMS["S3"][0].french, ITEMS["S3"][-1].french
    assert 0 < text.index(f"| 1 | {first} |") < text.index(f"| {last} |")
