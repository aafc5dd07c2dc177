"""Part 1: a call is logged in one line, read back, saved once and undone."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.hands import ByKeys

NAMED_ALONE = (
    "SELECT p.id, p.name FROM crm_prospect p JOIN crm_user u ON u.id = p.owner_id"
    " WHERE u.email = ? AND p.archived_at IS NULL AND NOT EXISTS"
    " (SELECT 1 FROM crm_prospect o WHERE o.id <> p.id AND substr(o.name_key, 1, 5) ="
    " substr(p.name_key, 1, 5)) ORDER BY length(p.name), p.id LIMIT 1"
)
CALLS = (
    "SELECT status, duration_s FROM crm_activity WHERE kind = 'call'"
    " AND prospect_id = ? AND duration_s = 720 ORDER BY id"
)


def test_a_call_in_one_line(enters, demo) -> None:
    [(pk, name)] = demo.ask(NAMED_ALONE, demo.login("rep")["email"])
    before = demo.ask(CALLS, pk)
    hand = enters("rep", "/today/")
    opener = ".bottom-bar .log" if hand.way.is_phone else ".topbar [data-key='l']"

    hand.shortcut("l", otherwise=hand.page.locator(opener))
    sheet = hand.sheet_opens()
    verb = {"en": "call", "fr": "appel"}[hand.way.language]
    hand.write(hand.page.locator("#log-line"), f"{verb} {name} 12 min")
    chips = sheet.locator(".log-row > summary .chip")
    expect(chips.filter(has_text=name)).to_be_visible()
    hand.settled()
    if isinstance(hand, ByKeys):
        hand.page.keyboard.press("Enter")
    else:
        hand.twice(sheet.locator(".sheet-foot").get_by_text(hand.t("Save")))

    strip = hand.page.locator(".log-strip")
    expect(strip).to_contain_text(name)
    hand.settled()
    assert demo.ask(CALLS, pk) == [*before, ("held", 720)]
    hand.press(strip.get_by_role("button", name=hand.t("Undo")))
    expect(strip).to_have_count(0)
    assert demo.ask(CALLS, pk) == before
