"""Part 4: a deal goes to the next stage and is lost with a reason; each move is one row."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.boards import card, column
from tests.browser.hands import ByKeys

MOVES = "SELECT kind FROM crm_dealmovement WHERE deal_id = ? ORDER BY id"


def test_a_deal_is_moved_and_lost(enters, demo, stage_of, new_deal) -> None:
    hand = enters("rep", "/pipeline/")
    deal = new_deal(hand.page, "Qualification")
    next_stage = hand.shipped("Demo")
    hand.carry(deal, next_stage)
    there = column(hand.page, next_stage).locator(f"[data-deal='{deal}']")
    expect(there).to_have_count(1)
    expect(hand.page.locator(".is-saving")).to_have_count(0)
    hand.settled()
    assert stage_of(deal) == "Demo"

    if isinstance(hand, ByKeys) and not hand.way.is_phone:
        hand.reach(card(hand.page, deal).locator("a").first)
        hand.page.keyboard.press("x")
    else:
        hand.open(f"/deals/{deal}/")
        hand.press(hand.link("Lose"))
    sheet = hand.sheet_opens()
    hand.press(sheet.locator("label", has_text=hand.shipped("Price")).locator("input"))
    hand.twice(hand.button("Lose the deal"))
    expect(hand.sheet).to_have_count(0)

    assert stage_of(deal) == "Lost"
    kinds = [kind for (kind,) in demo.ask(MOVES, deal)]
    assert kinds == ["opened", "stage", "stage", "lost"]
