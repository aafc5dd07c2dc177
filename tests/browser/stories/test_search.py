"""Part 8: anything is found from anywhere: a prospect by its name, a command by its words."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.hands import ByKeys
from tests.browser.stories.asking import BUSY


def test_a_prospect_and_a_command_are_found(enters, demo) -> None:
    pk = demo.id_of(BUSY)
    [(name,)] = demo.ask("SELECT name FROM crm_prospect WHERE id = ?", pk)
    hand = enters("rep", "/voice/")
    _look_for(hand, name)
    hand.page.wait_for_url(re.compile(rf"/prospects/{pk}/"))

    _look_for(hand, hand.t("New deal"))
    expect(hand.sheet.get_by_role("heading", name=hand.t("New deal"))).to_be_visible()


def _look_for(hand, words: str) -> None:
    """Type the words, and open the first hit."""
    if hand.way.is_phone:
        hand.press(hand.page.locator(".topbar a[href='/search/']"))
        hand.write(hand.page.locator("#search-words"), words)
        hand.press(hand.page.locator("form.search-page button"))
        hand.press(hand.page.locator(".search-found a.hit").first)
        return
    hand.shortcut("Control+k", otherwise=hand.page.locator("#search"))
    hand.write(hand.page.locator("#search"), words)
    hit = hand.page.locator("#search-hits [role=option]").filter(has_text=words).first
    expect(hit).to_be_visible()
    hand.settled()
    if isinstance(hand, ByKeys):
        hand.page.keyboard.press("Enter")
        hand.settled()
    else:
        hand.press(hit)
