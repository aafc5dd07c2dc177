"""Issue 5, an admin at the start of a quarter: targets for everybody, weights, the month closed."""

from __future__ import annotations

from datetime import UTC, datetime

from playwright.sync_api import expect

AIMED = "SELECT COUNT(*), MIN(value), MAX(value) FROM kpis_target WHERE kpi = ? AND period = 'quarter' AND starts_on >= ?"
WEIGHED = "SELECT weight FROM kpis_scoreweight ORDER BY id LIMIT 1"
CLOSED = "SELECT COUNT(*) FROM kpis_closedmonth WHERE month = ? AND reopened_at IS NULL"
KEPT = "SELECT COUNT(*) FROM kpis_closedfigure f JOIN kpis_closedmonth m ON m.id = f.closed_id WHERE m.month = ?"


def test_targets_of_the_next_year(enters, demo) -> None:
    """The same figure for everybody: seen in the grid first, saved once."""
    year = datetime.now(UTC).year + 1
    hand = enters(
        "admin",
        f"/targets/?kpi=meetings_prospect&team=all&span=quarter&on={year}-01-01",
    )
    before = demo.ask(AIMED, "meetings_prospect", f"{year}-01-01")[0][0]
    hand.press(hand.page.locator(".fill-card > summary"))
    hand.write(hand.field("fill-figure"), "21" if hand.way.keys else "22")
    hand.press(hand.button("Show in the grid"))
    expect(hand.page.get_by_role("status").first).to_be_visible()
    assert demo.ask(AIMED, "meetings_prospect", f"{year}-01-01")[0][0] == before
    hand.press(hand.page.locator("#targets-form .card-foot button[value=save]"))
    count, low, high = demo.ask(AIMED, "meetings_prospect", f"{year}-01-01")[0]
    assert count > 4
    assert low == high == (21 if hand.way.keys else 22)


def test_a_month_is_closed(enters, demo) -> None:
    """Looked at, confirmed: its figures are kept; opening it again wants a reason."""
    hand = enters("admin", "/months/")
    link = hand.page.locator("main tbody tr").nth(2).get_by_role("link")
    month = str(link.get_attribute("href")).split("/")[2]
    hand.press(link)
    for title in ("What will be kept", "What is not settled yet"):
        expect(hand.page.get_by_role("heading", name=hand.t(title))).to_be_visible()
    assert demo.ask(CLOSED, f"{month}-01") == [(0,)]
    hand.press(hand.page.locator("main form button"))
    hand.page.wait_for_url(f"**/months/{month}/")
    assert demo.ask(CLOSED, f"{month}-01") == [(1,)]
    assert demo.ask(KEPT, f"{month}-01")[0][0] > 100
    hand.write(hand.field("reason"), "One deal was told late")
    hand.twice(hand.button("Open it again"))
    hand.settled()
    assert demo.ask(CLOSED, f"{month}-01") == [(0,)]
