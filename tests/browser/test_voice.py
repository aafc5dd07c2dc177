"""A customer answers one question from a phone; a colleague sees it, and calls back."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.visiting import go, settled
from tests.demo import Installation

PHONE = {"width": 360, "height": 780}


def _send(page: Page, demo: Installation) -> str:
    """Send a survey in French from a customer's page; its link."""
    pk = demo.id_of(
        "SELECT p.id FROM crm_prospect p JOIN crm_user u ON u.id = p.owner_id"
        " WHERE u.full_name = 'Camille Roux' AND p.objected_at IS NULL"
        " AND p.consent <> 'withdrawn' AND p.archived_at IS NULL"
        " ORDER BY p.id LIMIT 1"
    )
    go(page, f"{demo.url}/prospects/{pk}/")
    page.get_by_role("button", name="More actions").first.click()
    page.get_by_role("link", name="Send a survey").first.click()
    sheet = page.locator("dialog#sheet[open]")
    sheet.get_by_text("French", exact=True).click()
    sheet.get_by_role("button", name="Send", exact=True).dblclick()
    field = sheet.get_by_label("Link for the customer")
    expect(field).to_be_visible()
    return field.input_value()


@pytest.fixture
def link(enter, demo: Installation) -> str:
    return _send(enter("rep", "/today/"), demo)


def test_a_customer_answers_once_by_keyboard_on_a_phone(
    link: str, browser: Browser, demo: Installation
) -> None:
    context = browser.new_context(viewport=PHONE, locale="fr-FR")
    page = context.new_page()
    go(page, link)
    assert page.locator("html").get_attribute("lang") == "fr"
    wide = page.evaluate("() => document.documentElement.scrollWidth")
    assert wide <= PHONE["width"]
    scores = page.locator(".scores label")
    assert scores.count() == 11
    assert all(scores.nth(n).is_visible() for n in range(11))

    page.get_by_role("radio", name="3", exact=True).focus()
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.type("Trop lent.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"thanks"))
    assert context.cookies() == []

    go(page, link)
    assert page.get_by_role("radio").count() == 0
    count = "SELECT COUNT(*) FROM crm_surveyanswer WHERE comment = 'Trop lent.'"
    tasks = "SELECT COUNT(*) FROM crm_activity WHERE note = 'Trop lent.'"
    assert demo.id_of(count) == demo.id_of(tasks) >= 1
    context.close()


def test_an_admin_merges_two_values_and_takes_it_back(enter) -> None:
    page = enter("admin", "/setup/lists/regions/")
    rows = page.locator("#live tbody tr")
    before = rows.all_inner_texts()
    name = rows.last.get_by_role("rowheader").inner_text()
    rows.last.get_by_role("link", name="Merge").click()
    sheet = page.locator("dialog#sheet[open]")
    sheet.get_by_label("Merge into").select_option(index=1)
    sheet.get_by_role("button", name="Merge").click()
    expect(rows).to_have_count(len(before) - 1)
    expect(page.get_by_role("rowheader", name=name)).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(rows).to_have_count(len(before))
    settled(page)
    assert rows.all_inner_texts() == before
