"""The pipeline: dragged, moved by keys, lost with a reason, and never over somebody else's change."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.boards import card, column, drag, meanwhile, saved
from tests.browser.visiting import go


def test_a_card_moves_by_the_arrow_keys(enter, demo, stage_of, new_deal) -> None:
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Demo")
    card(page, deal).locator("a").first.focus()

    page.keyboard.press("ArrowRight")
    saved(page, deal, "Proposal")

    assert stage_of(deal) == "Proposal"
    expect(page.locator("[data-board-said]")).to_contain_text("moved to Proposal")
    focused = page.evaluate(
        "() => document.activeElement.closest('[data-deal]').dataset.deal"
    )
    assert focused == deal


def test_the_counts_and_sums_follow(enter, new_deal) -> None:
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Qualification")
    pill = page.locator("section.column", has=column(page, "Proposal")).locator(".pill")
    before = int(pill.first.inner_text())

    drag(page, deal, "Proposal")
    saved(page, deal, "Proposal")

    expect(pill.first).to_have_text(str(before + 1))


def test_losing_asks_for_the_reason(enter, demo, stage_of, refused, new_deal) -> None:
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Qualification")
    card(page, deal).locator("a").first.focus()

    page.keyboard.press("x")
    sheet = page.locator("dialog#sheet[open]")
    expect(sheet.get_by_role("heading", name="Lose the deal")).to_be_visible()
    sheet.get_by_role("button", name="Lose the deal").click()
    expect(sheet.locator(".error").first).to_be_visible()
    refused(422)
    assert stage_of(deal) == "Qualification"

    sheet.get_by_role("group", name="Lost reason").get_by_text("Price").click()
    sheet.get_by_role("button", name="Lose the deal").click()
    expect(sheet).to_be_hidden()

    assert stage_of(deal) == "Lost"
    [(reason,)] = demo.ask("SELECT lost_reason_id FROM crm_deal WHERE id = ?", deal)
    assert reason is not None


def test_somebody_elses_move_is_never_overwritten(
    enter, demo, stage_of, sessions, browser, refused, new_deal
) -> None:
    """Both values are shown, and the person chooses."""
    page = enter("rep", "/pipeline/")
    # The board would show the move by itself a few seconds later: here the hand is faster.
    page.route("**/pipeline/*poll=1*", lambda route: route.fulfill(status=204))
    deal = new_deal(page, "Qualification")
    meanwhile(demo, sessions("manager"), browser, deal)

    drag(page, deal, "Proposal")
    sheet = page.locator("dialog#sheet[open]")

    expect(sheet.get_by_role("heading", name="Changed meanwhile")).to_be_visible()
    refused(409)
    expect(sheet).to_contain_text("Demo")
    expect(sheet).to_contain_text("Proposal")
    assert stage_of(deal) == "Demo"
    sheet.get_by_label("Proposal").check()
    sheet.get_by_role("button", name="Keep the chosen values").click()
    expect(sheet).to_be_hidden()
    assert stage_of(deal) == "Proposal"


def test_a_stale_form_shows_both_values(
    enter, demo, sessions, browser, refused, new_deal
) -> None:
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Qualification")
    go(page, f"{demo.url}/deals/{deal}/edit/")
    meanwhile(demo, sessions("manager"), browser, deal)

    page.locator("main").get_by_label("Name").fill("A better name")
    page.locator("main button[type=submit]").click()

    expect(page.get_by_role("heading", name="Changed meanwhile")).to_be_visible()
    refused(409)
    expect(page.get_by_label("A better name")).to_be_visible()
