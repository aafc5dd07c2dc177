"""Lists as people work in them: narrowed, kept as a view, ticked and changed, on a desk and on a phone."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from uuid import uuid4

import pytest
from playwright.sync_api import Page, expect

from tests.browser.visiting import go, settled


def test_a_view_is_kept_and_ticked_rows_are_changed(enter, demo) -> None:
    page = enter("rep", "/prospects/?saved=0")
    name = f"Called {uuid4().hex[:6]}"

    page.locator("#filter-step").select_option("contacted")
    page.wait_for_url("**step=contacted**")
    settled(page)
    page.get_by_role("button", name="Export").click()
    table = page.get_by_role("link", name="Table (CSV)")
    query = page.url.partition("?")[2]
    expect(table).to_have_attribute(
        "href", f"/lists/prospects/file/?{query}&format=csv"
    )
    page.keyboard.press("Escape")
    page.get_by_role("link", name="Save this view").click()
    page.get_by_label("Name").fill(name)
    page.locator("#sheet").get_by_role("button", name="Save").click()
    page.wait_for_url("**saved=**")
    view = page.get_by_role("navigation", name="Saved views").get_by_text(name)
    expect(view).to_have_attribute("aria-current", "true")

    first = page.locator("input[name=pick]").first
    first.focus()
    page.keyboard.press("Space")
    expect(page.get_by_text("1 row ticked")).to_be_visible()
    page.locator("input[name=pick]").nth(2).click(modifiers=["Shift"])
    expect(page.get_by_text("3 rows ticked")).to_be_visible()
    page.get_by_role("button", name="Change", exact=True).click()
    page.get_by_label("Next step on").fill("2027-01-11")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Nothing is changed yet.")).to_be_visible()
    page.get_by_role("button", name="Change 3 prospects").dblclick()
    page.wait_for_url("**/jobs/*/")
    jobs = demo.ask("SELECT COUNT(*) FROM crm_job WHERE kind = 'bulk'")
    assert jobs == [(1,)]


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
    opened[0].set_viewport_size({"width": 1280, "height": 800})
    switch(opened[0], "en")


def switch(page: Page, code: str) -> None:
    page.locator(".topbar .lang").click()
    page.locator(f".topbar button[name=language][value={code}]").click()
    expect(page.locator("html")).to_have_attribute("lang", code)
    settled(page)


def test_on_a_french_phone_the_rows_come_first(
    french: Callable[[str], Page], demo, axe
) -> None:
    page = french("/prospects/?saved=0")
    page.set_viewport_size({"width": 360, "height": 780})
    go(page, f"{demo.url}/prospects/?saved=0&cols=city&cols=next")

    expect(page.locator("#filter-step")).to_be_hidden()
    page.locator(".more-filters > summary").click()
    expect(page.locator("#filter-step")).to_be_visible()
    page.locator("input[name=pick]").first.check()
    expect(page.locator(".bulk-bar")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") == 360
    assert axe(page) == []
