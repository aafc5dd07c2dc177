"""The keys of the review full screen: what they move, and what they leave alone."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Locator, Page, expect

FULL = re.compile(r"\breview-full\b")

#: Whether the end of a section is on the screen.
ENDS = "one => one.getBoundingClientRect().bottom <= innerHeight + 8"


@pytest.fixture
def review(enter) -> Page:
    page: Page = enter("manager", "/review/")
    page.set_viewport_size({"width": 1280, "height": 900})
    return page


def part(page: Page, name: str) -> Locator:
    return page.locator(f".review-part#{name}")


def at_top(page: Page, name: str) -> None:
    expect(part(page, name)).to_be_focused()
    top = part(page, name).evaluate("one => one.getBoundingClientRect().top")
    bottom = "() => document.documentElement.scrollHeight - innerHeight - scrollY"
    assert abs(top) < 8 or (top > 0 and page.evaluate(bottom) < 2), top


def test_right_and_left_go_from_section_to_section(review: Page) -> None:
    press = review.keyboard.press
    press("ArrowRight")
    expect(part(review, "moved")).not_to_be_focused()

    review.get_by_role("link", name="Full screen", exact=True).click()
    expect(review.locator("#review")).to_have_class(FULL)
    assert review.evaluate("() => document.fullscreenElement !== null")
    # What comes first is not under the bar that leaves.
    bar = review.locator(".review-bar").bounding_box()
    pinned = review.locator("#review > .priorities").bounding_box()
    assert bar is not None
    assert pinned is not None
    assert pinned["y"] >= bar["y"] + bar["height"]
    for key, name in [
        ("ArrowRight", "moved"),
        ("ArrowRight", "people"),
        ("ArrowLeft", "moved"),
        ("ArrowLeft", "figures"),
        ("ArrowLeft", "figures"),
    ]:
        press(key)
        at_top(review, name)
    for _ in range(8):
        press("ArrowRight")
    at_top(review, "agenda")


def test_a_section_longer_than_the_screen_is_read_to_its_end(review: Page) -> None:
    review.set_viewport_size({"width": 1280, "height": 300})
    review.goto(review.url + "?full=1")
    press = review.keyboard.press
    press("ArrowRight")
    press("ArrowLeft")
    at_top(review, "figures")
    tall = part(review, "figures").evaluate("one => one.offsetHeight")
    assert tall > 2 * 300

    presses = 0
    while not part(review, "figures").evaluate(ENDS):
        press("PageDown")
        presses += 1
        assert presses < 8
        expect(part(review, "moved")).not_to_be_focused()
    # Its end is at the end of the screen: nothing of it was passed over.
    assert presses > 1
    bottom = part(review, "figures").evaluate(
        "one => one.getBoundingClientRect().bottom"
    )
    assert abs(bottom - 300) < 8
    press("PageDown")
    at_top(review, "moved")
    # Back, the same: up in it, then to the one before.
    press("ArrowDown")
    press("ArrowUp")
    press("ArrowUp")
    at_top(review, "figures")


def test_a_table_keeps_its_own_keys_and_escape_leaves(review: Page) -> None:
    review.get_by_role("link", name="Full screen", exact=True).click()
    review.keyboard.press("ArrowRight")
    at_top(review, "moved")
    table = part(review, "people").locator(".table-wrap").first
    table.focus()
    review.keyboard.press("ArrowRight")
    expect(table).to_be_focused()

    review.evaluate("() => document.exitFullscreen()")
    expect(review.locator("#review")).not_to_have_class(FULL)

    review.goto(review.url.split("?")[0] + "?full=1")
    expect(review.locator("#review")).to_have_class(FULL)
    review.keyboard.press("Escape")
    expect(review.locator("#review")).not_to_have_class(FULL)
    expect(review.locator(".rail")).to_be_visible()
