"""Each role reads its pages in French: no sentence of the English source is left on them."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from html import unescape

import pytest
from django.test import Client

from crm.models import User
from tests.test_translations import PLACEHOLDER, pairs

PAGES = {
    "rep": [
        "/today/",
        "/prospects/",
        "/prospects/new/",
        "/pipeline/",
        "/pipeline/?view=list",
        "/deals/new/",
        "/activities/",
        "/voice/",
        "/voice/complaints/new/",
        "/log/",
        "/me/",
        "/figures/",
        "/figures/today/",
        "/figures/win_rate/",
        "/figures/revenue/?where=nothing",
        "/figures/rankings/",
        "/figures/noticed/",
        "/figures/correlation/",
        "/figures/summary/",
        "/figures/choose/",
        "/figures/quality/",
        "/figures/catalogue/",
        "/figures/catalogue/?q=nowhere",
        "/nowhere/",
    ],
    "manager": ["/figures/team/", "/targets/", "/figures/attainment/"],
    "admin": ["/setup/", "/figures/team/?period=1997"],
}


@cache
def sentences() -> frozenset[str]:
    """English texts long enough not to be somebody's name, and said otherwise in French."""
    return frozenset(
        english
        for english, french in pairs()
        if len(english.split()) >= 3
        and english != french
        and not PLACEHOLDER.search(english)
    )


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "address"),
    [(role, page) for role, pages in PAGES.items() for page in pages],
)
def test_a_page_in_french_says_nothing_in_english(
    role: str,
    address: str,
    request: pytest.FixtureRequest,
    client_of: Callable[[User], Client],
) -> None:
    person: User = request.getfixturevalue(role)
    person.language = "fr"
    person.save()
    page = unescape(client_of(person).get(address).content.decode())
    shown = re.sub(r"\s+", " ", page)
    assert [each for each in sentences() if each in shown] == []
    assert '<html lang="fr"' in shown or "<html" not in shown


@pytest.mark.django_db
def test_the_same_page_in_english_is_full_of_them(
    rep: User, client_of: Callable[[User], Client]
) -> None:
    page = unescape(client_of(rep).get("/today/").content.decode())
    assert [each for each in sentences() if each in page]
