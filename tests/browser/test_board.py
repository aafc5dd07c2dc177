"""The pipeline: dragged, moved by keys, lost with a reason, and never over somebody else's change."""

from __future__ import annotations

from uuid import uuid4

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import go, settled
from tests.demo import Installation


@pytest.fixture
def stage_of(demo: Installation):
    """The stage a deal is in, by name, as the database has it."""

    def ask(deal: str) -> str:
        [(name,)] = demo.ask(
            "SELECT s.name FROM crm_deal d JOIN crm_stage s ON s.id = d.stage_id"
            " WHERE d.id = ?",
            deal,
        )
        return str(name)

    return ask


@pytest.fixture
def new_deal(demo: Installation):
    """``new_deal(page, "Demo")``: a deal of the reader's own in that stage; the board shows it."""

    def make(page: Page, stage: str) -> str:
        email = demo.login("rep")["email"]
        fields = {
            "name": f"Chairs {uuid4().hex[:6]}",
            "stage": demo.id_of("SELECT id FROM crm_stage WHERE name = ?", stage),
            "owner": demo.id_of("SELECT id FROM crm_user WHERE email = ?", email),
            "kind": "new",
            "amount": "1200",
            "currency": "EUR",
            "token": str(uuid4()),
        }
        address = page.evaluate(
            "async (fields) => (await window.boussole.send('/deals/new/', fields))"
            ".headers.get('HX-Redirect')",
            fields,
        )
        go(page, f"{demo.url}/pipeline/")
        return str(address).strip("/").rpartition("/")[2]

    return make


def column(page: Page, name: str) -> Locator:
    return page.locator(f"[data-stage][data-stage-name='{name}']")


def card(page: Page, deal: str) -> Locator:
    return page.locator(f"[data-deal='{deal}']")


def stage_shown(page: Page, deal: str) -> str:
    return str(
        card(page, deal).evaluate("e => e.closest('[data-stage]').dataset.stageName")
    )


def drag(page: Page, deal: str, stage: str) -> None:
    """As a hand does it: down, a few small moves, and up once the card lies there."""
    what, to = card(page, deal), column(page, stage)
    start, end = what.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 8, start["y"] + 20, steps=4)
    middle = end["x"] + end["width"] / 2
    page.mouse.move(middle, end["y"] + 40, steps=15)
    for down in range(0, 120, 8):
        if stage_shown(page, deal) == stage:
            break
        page.mouse.move(middle, end["y"] + 40 + down, steps=2)
    assert stage_shown(page, deal) == stage
    page.mouse.up()


def saved(page: Page, deal: str, stage: str) -> None:
    expect(column(page, stage).locator(f"[data-deal='{deal}']")).to_be_visible()
    expect(page.locator(".is-saving")).to_have_count(0)
    settled(page)


def test_a_dragged_card_stays_where_it_was_dropped(
    enter, demo, stage_of, new_deal
) -> None:
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Qualification")

    drag(page, deal, "Demo")
    saved(page, deal, "Demo")

    assert stage_of(deal) == "Demo"
    go(page, f"{demo.url}/pipeline/")
    assert stage_shown(page, deal) == "Demo"


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


def meanwhile(demo: Installation, cookies: dict[str, str], browser, deal: str) -> None:
    """The manager moves the same deal, in a browser of her own."""
    other = browser.new_context()
    other.add_cookies(
        [{"name": n, "value": v, "url": demo.url} for n, v in cookies.items()]
    )
    page = other.new_page()
    go(page, f"{demo.url}/deals/{deal}/")
    page.locator(".stage-form select").select_option(
        label=next(
            text
            for text in page.locator(".stage-form option").all_inner_texts()
            if text.startswith("Demo")
        )
    )
    page.locator(".stage-form button").click()
    settled(page)
    expect(page.locator("#toasts")).to_contain_text("Moved to Demo.")
    other.close()


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
