"""Two people on one board, a phone's finger on it, and the ends that ask before they are said."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.boards import card, column, meanwhile, stage_shown
from tests.browser.visiting import go, settled


def test_anothers_move_appears_and_the_focus_stays(
    enter, demo, sessions, browser, new_deal
) -> None:
    page = enter("rep", "/pipeline/")
    other = new_deal(page, "Negotiation")
    deal = new_deal(page, "Qualification")
    card(page, other).locator("a").first.focus()
    address = page.url

    meanwhile(demo, sessions("manager"), browser, deal)

    there = column(page, "Demo").locator(f"[data-deal='{deal}']")
    expect(there).to_be_visible(timeout=12_000)
    expect(there).to_contain_text("moved it")
    assert page.url == address
    focused = "() => document.activeElement.closest('[data-deal]')?.dataset.deal"
    assert page.evaluate(focused) == other


def test_winning_asks_for_amount_and_day(enter, stage_of, new_deal) -> None:
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Negotiation")
    card(page, deal).locator("a").first.focus()

    page.keyboard.press("ArrowRight")
    sheet = page.locator("dialog#sheet[open]")
    expect(sheet.get_by_role("heading", name="Win the deal")).to_be_visible()
    assert stage_of(deal) == "Negotiation"
    assert stage_shown(page, deal) == "Negotiation"
    sheet.get_by_label("Amount, excl. tax").fill("1,350")
    sheet.get_by_label("Won by").select_option(label="Visit")
    sheet.get_by_role("button", name="Win the deal").click()
    expect(sheet).to_be_hidden()
    expect(column(page, "Negotiation").locator(f"[data-deal='{deal}']")).to_have_count(
        0
    )
    assert stage_of(deal) == "Won"


def test_two_browsers_editing_one_deal_lose_nothing(
    enter, demo, sessions, browser, refused, new_deal
) -> None:
    """Each changes another field, and one field both: what only one changed is kept of both."""
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Qualification")
    address = f"{demo.url}/deals/{deal}/edit/"
    other = browser.new_context()
    other.add_cookies(
        [
            {"name": n, "value": v, "url": demo.url}
            for n, v in sessions("manager").items()
        ]
    )
    theirs = other.new_page()
    for each in (page, theirs):
        go(each, address)
    _edit(theirs, name="Named by Sophie", next_step="Sophie calls")
    settled(theirs)
    other.close()

    page.locator("main").get_by_label("Next step on").fill("2030-01-02")
    _edit(page, next_step="Camille visits")

    expect(page.get_by_role("heading", name="Changed meanwhile")).to_be_visible()
    refused(409)
    expect(page.get_by_role("group", name="Name")).to_have_count(0)
    step = page.get_by_role("group", name="Next step", exact=True)
    expect(step.get_by_label("Sophie calls")).to_be_checked()
    step.get_by_label("Camille visits").check()
    page.locator("main").get_by_role("button", name="Keep the chosen values").click()
    settled(page)

    [row] = demo.ask(
        "SELECT name, next_step, next_step_on FROM crm_deal WHERE id = ?", deal
    )
    assert tuple(map(str, row)) == ("Named by Sophie", "Camille visits", "2030-01-02")


def _edit(page: Page, **fields: str) -> None:
    labels = {"name": "Name", "next_step": "Next step"}
    for name, text in fields.items():
        field = page.locator("main").get_by_label(labels[name], exact=False)
        field.and_(page.locator(f"[name={name}]")).fill(text)
    page.locator("main button[type=submit]").click()
