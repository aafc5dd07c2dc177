"""A day worked off: by keys alone, on a phone, in French; a week moved about."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import go, settled
from tests.demo import Installation

PHONE = {"width": 360, "height": 740}
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def planned(demo: Installation):
    """``planned(page, subject, minutes)``: a call of the rep's own, so far from now."""

    def make(page: Page, subject: str, minutes: int) -> None:
        at = datetime.now(UTC) + timedelta(minutes=minutes)
        # The organisation's clock, as a field of the form has it.
        local = page.evaluate(
            "at => new Date(at).toLocaleString('sv-SE', {timeZone: 'Europe/Paris'})",
            at.isoformat(),
        )
        fields = {"kind": "task", "at": local.replace(" ", "T")[:16], "note": subject}
        status = page.evaluate(
            "async f => (await window.boussole.send('/log/', f)).status", fields
        )
        assert status == 200

    return make


def carry_by_finger(page: Page, event: Locator, onto: Locator) -> None:
    """Hold it until it lifts, carry its upper edge into the cell, let go."""
    touch = page.context.new_cdp_session(page)
    box, end = event.bounding_box(), onto.bounding_box()
    assert box is not None
    assert end is not None
    x, y = box["x"] + 8, box["y"] + 5

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

    send("touchStart", {"x": x, "y": y})
    expect(page.locator(".event.is-carried")).to_have_count(1)
    for step in range(1, 6):
        across, down = end["x"] + 8 - x, end["y"] + 8 - y
        send("touchMove", {"x": x + across * step / 5, "y": y + down * step / 5})
    send("touchEnd")
    settled(page)


def rows(page: Page):
    return page.locator("[data-rows] [data-row]")


def strip(page: Page):
    return page.locator("#toasts .strip").last


def test_a_line_is_snoozed_done_and_brought_back_by_keys(enter, demo) -> None:
    page = enter("rep", "/today/")
    first = rows(page).first
    name = first.locator(".who a").inner_text()
    count = rows(page).count()

    page.keyboard.press("ArrowDown")
    expect(first).to_be_focused()
    page.keyboard.press("s")
    menu = first.locator(".dropdown-menu.show")
    expect(menu.get_by_role("button", name="Tomorrow")).to_be_focused()
    page.keyboard.press("2")
    expect(strip(page)).to_contain_text("Moved to")
    settled(page)
    assert page.evaluate("() => document.activeElement.matches('[data-row]')")

    strip(page).get_by_role("button", name="Undo").click()
    expect(rows(page).first.locator(".who a")).to_have_text(name)
    expect(rows(page)).to_have_count(count)
    settled(page)
    page.keyboard.press("?")
    expect(page.locator("#shortcuts")).to_contain_text("Move to tomorrow")


def test_a_call_nobody_answered_is_tried_again(enter, demo) -> None:
    page = enter("rep", "/today/")
    call = rows(page).filter(has=page.locator(".done[data-bs-toggle]")).first
    name = call.locator(".who a").inner_text()
    call.focus()

    page.keyboard.press("d")
    expect(call.get_by_role("button", name="Reached")).to_be_focused()
    page.keyboard.press("2")
    again = strip(page).get_by_role("button", name="Try again")
    again.click()

    expect(strip(page)).to_contain_text("Planned for")
    settled(page)
    [(kind, status)] = demo.ask(
        "SELECT a.kind, a.status FROM crm_activity a JOIN crm_prospect p"
        " ON p.id = a.prospect_id WHERE p.name = ? ORDER BY a.id DESC LIMIT 1",
        name,
    )
    assert (kind, status) == ("call", "planned")


def test_on_a_phone_in_french_the_next_day_is_planned(enter, demo, axe) -> None:
    page = enter("rep", "/today/")
    page.set_viewport_size(PHONE)
    page.evaluate(
        "async () => await window.boussole.send('/me/', {language: 'fr'})",
    )
    try:
        go(page, f"{demo.url}/today/plan/")
        assert page.evaluate("document.documentElement.lang") == "fr"
        wide = "document.documentElement.scrollWidth - window.innerWidth"
        assert page.evaluate(wide) <= 0
        assert axe(page) == []
        add = page.locator("[id^='add-'] button").first
        before = page.locator("[id^='add-']").count()
        add.click()
        expect(page.locator("[id^='add-']")).to_have_count(before - 1)
        settled(page)
    finally:
        page.evaluate(
            "async () => await window.boussole.send('/me/', {language: 'en'})",
        )


def test_the_week_is_moved_by_keys_and_by_hand(enter, demo, planned, axe) -> None:
    page = enter("rep", "/activities/week/")
    # Tall enough that nothing scrolls under the hand.
    page.set_viewport_size({"width": 1280, "height": 1400})
    # At ten: in the evening the calendar would be taller than the window.
    now = datetime.now(PARIS)
    ten = (now + timedelta(days=7)).replace(hour=10, minute=0)
    tomorrow = ten.date()
    planned(page, "Drag me", int((ten - now).total_seconds() // 60) + 1)
    go(page, f"{demo.url}/activities/week/?on={tomorrow}")
    assert axe(page) == []
    event = page.locator(".event[data-move-url]").last
    pk = (event.get_attribute("id") or "").removeprefix("event-")
    target = page.locator(f"td[data-at='{tomorrow}T08:30']")

    event.drag_to(target)
    expect(target.locator(f"#event-{pk}")).to_be_visible()
    settled(page)
    page.locator(f"#event-{pk}").focus()
    page.keyboard.press("m")
    sheet = page.locator("dialog#sheet[open]")
    sheet.get_by_label("When").fill(f"{tomorrow}T10:00")
    sheet.get_by_role("button", name="Move").click()
    moved = page.locator(f"td[data-at='{tomorrow}T10:00'] #event-{pk}")
    expect(moved).to_be_visible()
    settled(page)
    moved.focus()
    page.keyboard.press("Shift+ArrowDown")
    carried = page.locator(f"td[data-at='{tomorrow}T10:30'] #event-{pk}")
    expect(carried).to_be_focused()
    settled(page)
    carry_by_finger(page, carried, page.locator(f"td[data-at='{tomorrow}T14:00']"))
    expect(page.locator(f"td[data-at='{tomorrow}T14:00'] #event-{pk}")).to_be_visible()
