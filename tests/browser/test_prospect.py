"""A prospect's page in a browser: back from a call, two records become one, the stream goes on."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import go, settled
from tests.demo import Installation

BUSY = (
    "SELECT prospect_id FROM crm_activity JOIN crm_prospect"
    " ON crm_prospect.id = prospect_id JOIN crm_user ON crm_user.id = owner_id"
    " WHERE crm_user.email LIKE 'camille.roux@%' AND contact_id IS NOT NULL"
    " GROUP BY prospect_id ORDER BY COUNT(*) DESC LIMIT 1"
)
#: The clock of the page: somebody who talked for three minutes.
BACK = """() => {
  const call = JSON.parse(localStorage.getItem("boussole.call"));
  call.start -= 180000;
  localStorage.setItem("boussole.call", JSON.stringify(call));
  document.dispatchEvent(new Event("visibilitychange"));
}"""


@pytest.fixture
def busy(demo: Installation) -> str:
    """The address of the prospect with the longest history of Camille's."""
    return f"/prospects/{demo.id_of(BUSY)}/"


def sheet_of(page: Page) -> Locator:
    return page.locator("dialog#sheet[open]")


def test_back_from_a_call_no_answer_is_one_tap_and_offers_the_next_try(
    enter, busy: str, axe
) -> None:
    page = enter("rep", busy)
    page.set_viewport_size({"width": 360, "height": 780})
    # The telephone itself is not opened here: only what the page remembers of it.
    page.evaluate(
        "() => document.addEventListener('click',"
        " (event) => event.target.closest('[data-call]') && event.preventDefault())"
    )
    page.locator("a[data-call]:visible").first.click()
    page.evaluate(BACK)
    sheet = sheet_of(page)
    expect(sheet.locator(".call-bar")).to_contain_text("about 3 minutes")
    expect(sheet.locator("[name=minutes]").last).to_have_value("3")
    settled(page)
    assert axe(page) == []
    sheet.get_by_role("button", name="No answer").first.click()
    expect(sheet).to_have_count(0)
    expect(page.get_by_role("button", name=re.compile("Try again"))).to_be_visible()
    expect(page.locator(".entry").filter(has_text="no answer").first).to_be_visible()


def test_two_records_become_one_and_two_again(enter, demo: Installation, axe) -> None:
    page = enter("rep", "/prospects/")
    made = []
    for name, email in (("Zéphyr Bois", ""), ("Zephyr Bois SARL", "info@zephyr.fr")):
        go(page, f"{demo.url}/prospects/new/")
        page.get_by_label("Name").fill(name)
        page.get_by_label("Email").fill(email)
        page.get_by_role("button", name="Add").click()
        page.wait_for_url(re.compile(r"/prospects/\d+/$"))
        made.append(page.url.rstrip("/").rpartition("/")[2])
    go(page, f"{demo.url}/prospects/{made[0]}/merge/")
    page.get_by_role("link", name="Zephyr Bois SARL").click()
    settled(page)
    assert axe(page) == []
    expect(page.get_by_label("info@zephyr.fr")).to_be_checked()
    page.get_by_role("button", name="Merge", exact=True).click()
    page.wait_for_url(f"{demo.url}/prospects/{made[0]}/")
    expect(page.get_by_role("link", name="info@zephyr.fr")).to_be_visible()
    go(page, f"{demo.url}/prospects/{made[1]}/")
    assert page.url.endswith(f"/prospects/{made[0]}/")
    # The strip is gone by now: the stream still offers the way back.
    merged = page.locator(".entry").filter(has_text="Merged with Zephyr Bois SARL")
    merged.get_by_role("button", name="Undo").click()
    expect(page.get_by_role("link", name="info@zephyr.fr")).to_have_count(0)
    go(page, f"{demo.url}/prospects/{made[1]}/")
    assert page.url.endswith(f"/prospects/{made[1]}/")


@pytest.fixture
def french(enter) -> Iterator[Callable[[str], Page]]:
    """``french(address)``: the page in French, and the person's English again afterwards."""
    opened: list[Page] = []

    def run(address: str) -> Page:
        page = enter("rep", address)
        opened.append(page)
        switch(page, "fr")
        return page

    yield run
    switch(opened[0], "en")


def switch(page: Page, code: str) -> None:
    page.locator(".topbar .lang").click()
    page.locator(f".topbar button[name=language][value={code}]").click()
    expect(page.locator("html")).to_have_attribute("lang", code)
    settled(page)


def test_the_stream_goes_on_and_is_narrowed_in_french(
    french: Callable[[str], Page], busy: str
) -> None:
    page = french(busy)
    entries = page.locator(".entry")
    expect(entries).to_have_count(30)
    page.locator("#older a").click()
    expect(entries).to_have_count(60)
    page.locator(".timeline .tabs a").nth(2).click()
    expect(page).to_have_url(re.compile("show=deals"))
    expect(page.locator(".timeline .tabs a[aria-current=true]")).to_have_count(1)
    page.locator("[name=next_step]").fill("Envoyer le plan")
    page.locator(".next-step button").click()
    expect(page.locator("#toasts .strip").first).to_be_visible()
    expect(page.locator("[name=next_step]")).to_have_value("Envoyer le plan")
    expect(page.locator(".timeline .tabs a[aria-current=true]")).to_have_count(1)
