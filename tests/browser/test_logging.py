"""Logging a call: the figure moves before one's eyes, once, and everything goes by keyboard."""

from __future__ import annotations

import re
import time

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import settled
from tests.demo import Installation

LIMIT_SECONDS = 3.0


def tile(page: Page, label: str) -> Locator:
    name = page.get_by_role("heading", name=label, exact=True)
    return page.locator("#live .tile").filter(has=name).locator(".figure")


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def open_log(page: Page) -> Locator:
    page.keyboard.press("l")
    sheet = page.locator("dialog#sheet[open]")
    expect(sheet.get_by_role("heading", name="Log an activity")).to_be_visible()
    settled(page)
    return sheet


def choose_prospect(page: Page, sheet: Locator) -> None:
    """The one worked with last: one tap."""
    sheet.locator(".log-taps button").first.click()
    expect(sheet.locator(".log-taps")).to_have_count(0)
    settled(page)


@pytest.fixture
def calls(demo: Installation):
    """How many calls the demo holds, whoever made them."""
    return lambda: demo.id_of("SELECT COUNT(*) FROM crm_activity WHERE kind = 'call'")


def test_a_logged_call_moves_the_figure_without_reload(enter, record_property) -> None:
    page = enter("rep", "/figures/?preset=rep")
    figure = tile(page, "Calls made")
    before = number(figure.inner_text())
    page.evaluate("() => { window.sameDocument = true }")
    sheet = open_log(page)
    choose_prospect(page, sheet)

    began = time.monotonic()
    sheet.get_by_role("button", name="Save").click()
    expect(figure).to_have_text(re.compile(rf"^\D*{before + 1}\D*$"), timeout=10_000)
    took = time.monotonic() - began

    record_property("seconds_to_the_figure", round(took, 2))
    assert took <= LIMIT_SECONDS
    assert page.evaluate("() => window.sameDocument") is True
    expect(sheet).to_be_hidden()


def test_the_log_goes_by_keyboard_alone(enter, calls) -> None:
    page = enter("rep", "/today/")
    before = calls()
    sheet = open_log(page)
    page.keyboard.press("Tab")  # from the line to the one worked with last
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(sheet.locator(".log-taps")).to_have_count(0)
    settled(page)

    walked = walk(page, "#sheet .sheet-foot button[type=submit]")
    page.keyboard.press("Enter")
    expect(sheet).to_be_hidden()
    settled(page)

    assert calls() == before + 1
    # What, outcome, when, next step, note: each is on the way, none is a trap.
    assert {"kind", "outcome", "at", "next_kind", "note"} <= walked


def walk(page: Page, goal: str) -> set[str]:
    """Press Tab until the goal has the focus; the lines and fields on the way."""
    passed: set[str] = set()
    for _ in range(60):
        here = page.evaluate(
            "goal => { const e = document.activeElement;"
            " const row = e.closest('[data-log-row]'); return {goal: e.matches(goal),"
            " name: e.name || (row ? row.dataset.logRow : ''),"
            " seen: e.getClientRects().length > 0, sheet: !!e.closest('#sheet') } }",
            goal,
        )
        assert here["sheet"], "the focus left the sheet"
        assert here["seen"], "the focus is on something that cannot be seen"
        if here["goal"]:
            return passed
        passed.add(here["name"])
        page.keyboard.press("Tab")
    raise AssertionError(f"never reached {goal}: {passed}")


def test_what_is_wrong_is_said_and_what_was_typed_is_kept(enter, refused) -> None:
    page = enter("rep", "/today/")
    sheet = open_log(page)
    sheet.locator("[data-log-row=note] > summary").click()
    # Its line closes again and shows what it holds.
    note = sheet.locator("[name=note]")
    note.fill("They liked the demo")

    sheet.get_by_role("button", name="Save").click()

    expect(sheet.locator(".alert-errors")).to_contain_text("Choose a prospect.")
    refused(422)
    expect(note).to_have_value("They liked the demo")
