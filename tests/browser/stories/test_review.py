"""The weekly review before the team: full screen, section after section, by keys or by hand."""

from __future__ import annotations

import re
from itertools import pairwise

from playwright.sync_api import Locator, expect

from tests.browser.hands import Hand

FULL = re.compile(r"\breview-full\b")
SECTIONS = ["figures", "moved", "people", "notice", "agreed", "agenda"]
#: How far its head is from the top of the screen; of the last one the page may end before.
OFF = """part => {
  const left = document.documentElement.scrollHeight - innerHeight - scrollY;
  const top = part.getBoundingClientRect().top;
  return left < 2 && top > 0 ? 0 : Math.round(Math.abs(top));
}"""


def is_shown(part: Locator) -> None:
    expect(part.locator("h2").first).to_be_in_viewport()
    assert part.evaluate(OFF) < 8


def on(hand: Hand, name: str) -> None:
    """To the section after this one."""
    if hand.way.keys:
        hand.page.keyboard.press("ArrowRight")
    else:
        hand.press(hand.page.locator(f"#{name} .review-next a"))


def test_section_after_section_full_screen(enters) -> None:
    hand = enters("manager", "/review/")
    review = hand.page.locator("#review")
    frame = hand.page.locator(".bottom-bar" if hand.way.is_phone else ".rail").first
    expect(frame).to_be_visible()

    hand.press(hand.link("Full screen"))

    expect(review).to_have_class(FULL)
    expect(frame).to_be_hidden()
    for before, name in pairwise(SECTIONS):
        on(hand, before)
        is_shown(hand.page.locator(f"#{name}"))
    hand.shortcut("Escape", hand.link("Leave full screen"))
    expect(review).not_to_have_class(FULL)
    expect(frame).to_be_visible()
