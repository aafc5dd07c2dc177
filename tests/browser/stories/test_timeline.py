"""Part 7: what was written and what was changed stand in one stream, and can be told apart."""

from __future__ import annotations

import re
from uuid import uuid4

from playwright.sync_api import expect

from tests.browser.stories.asking import BUSY

STEP = "SELECT next_step FROM crm_prospect WHERE id = ?"


def test_a_change_and_a_note_in_one_stream(enters, demo) -> None:
    pk = demo.id_of(BUSY)
    hand = enters("rep", f"/prospects/{pk}/")
    # A word nobody used yet, without digits: those would be read as a length or an amount.
    word = "".join(chr(ord("a") + int(sign, 16)) for sign in uuid4().hex[:8])
    plan, note = f"Send the plan, {hand.way}", f"oak {word}"

    hand.write(hand.page.locator(".next-step [name=next_step]"), plan)
    hand.press(hand.page.locator(".next-step button"))
    expect(hand.page.locator("#toasts .strip").first).to_be_visible()
    hand.settled()
    assert demo.ask(STEP, pk) == [(plan,)]

    hand.press(hand.page.locator("a.log-here"))
    hand.sheet_opens()
    hand.write(hand.page.locator("#log-line"), f"note {note}")
    read = hand.sheet.locator("[name=read_line]")
    expect(read).to_have_value(f"note {note}")
    hand.settled()
    hand.press(hand.sheet.locator(".sheet-foot button[type=submit]"))
    expect(hand.sheet).to_have_count(0)
    entries = hand.page.locator(".entry")
    expect(entries.filter(has_text=note)).to_have_count(1)
    expect(entries.filter(has_text=plan).first).to_be_visible()
    hand.settled()

    hand.press(hand.page.locator(".timeline .tabs a[href*='show=history']"))
    expect(hand.page).to_have_url(re.compile("show=history"))
    expect(entries.filter(has_text=plan).first).to_be_visible()
    expect(entries.filter(has_text=note)).to_have_count(0)
