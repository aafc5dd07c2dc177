"""Part 2: a line of the queue is put off, and brought back as it was."""

from __future__ import annotations

from playwright.sync_api import expect

MOMENT = "SELECT at, all_day FROM crm_activity WHERE id = ?"


def test_a_line_is_put_off_and_brought_back(enters, demo) -> None:
    hand = enters("rep", "/today/")
    row = hand.page.locator("[data-rows] [data-row][id^=row-activity]").first
    name = row.get_attribute("id")
    line = hand.page.locator(f"#{name}")
    who, pk = row.locator(".who a").inner_text(), name.rpartition("-")[2]
    before = demo.ask(MOMENT, pk)

    hand.press(line.locator(".snooze"))
    hand.press(line.get_by_role("button", name=hand.t("Monday"), exact=True))
    strip = hand.page.locator("#toasts .strip").last
    undo = strip.get_by_role("button", name=hand.t("Undo"))
    expect(undo).to_be_visible()
    hand.settled()
    assert demo.ask(MOMENT, pk) != before

    hand.press(undo)
    hand.said("Undone.")
    expect(line.locator(".who a")).to_have_text(who)
    assert demo.ask(MOMENT, pk) == before
