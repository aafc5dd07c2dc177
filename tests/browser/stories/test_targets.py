"""The grid of targets: a block comes from a spreadsheet, a bad cell says why, all of it or nothing."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.hands import MORE_WAYS, WAYS, Hand

YEAR = datetime.now(UTC).year + 1
SET = (
    "SELECT value FROM kpis_target WHERE kpi = 'revenue' AND period = 'month'"
    " AND user_id = ? AND starts_on = ?"
)
#: What a touch hands over, where there is no key to paste with.
HANDED = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


class Grid:
    """Next year's revenue of a manager's people; each way of walking has months of its own."""

    def __init__(self, hand: Hand) -> None:
        self.hand = hand
        self.month = 1 + 2 * [*WAYS, *MORE_WAYS].index(hand.way)
        people = hand.page.locator("table[data-grid] tbody tr:not(.team-row)")
        self.names = [
            str(people.nth(row).locator("[data-cell]").first.get_attribute("name"))
            for row in range(2)
        ]

    def cell(self, row: int, right: int = 0) -> Locator:
        stem = self.names[row].rsplit("-", 1)[0]
        return self.hand.page.locator(f"[id='{stem}-{self.month + right:02}']")

    def typed(self) -> list[str]:
        return [
            self.cell(row, right).input_value() for row in (0, 1) for right in (0, 1)
        ]

    def saved(self) -> list[int | None]:
        found = []
        for row in (0, 1):
            person = int(self.names[row].split("-")[1])
            for right in (0, 1):
                day = f"{YEAR}-{self.month + right:02}-01"
                rows = self.hand.demo.ask(SET, person, day)
                found.append(rows[0][0] if rows else None)
        return found

    def paste(self, text: str) -> None:
        """Into the first cell: by the keys where there are keys."""
        page, cell = self.hand.page, self.cell(0)
        self.hand.write(cell, "")
        if not self.hand.way.keys:
            cell.evaluate(HANDED, text)
            return
        page.context.grant_permissions(["clipboard-read", "clipboard-write"])
        page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
        page.keyboard.press("Control+v")

    def save(self) -> None:
        self.hand.press(self.hand.page.locator("[data-unsaved] button[type=submit]"))


@pytest.fixture
def grid(enters) -> Grid:
    return Grid(
        enters("manager", f"/targets/?kpi=revenue&team=all&span=month&on={YEAR}-01-01")
    )


def test_a_block_comes_from_a_spreadsheet(grid: Grid) -> None:
    """Two rows and two columns, written as in France, whichever language is read."""
    hand, before = grid.hand, grid.saved()
    changed = hand.page.locator("[data-unsaved-count]")

    grid.paste("1 234,5\t2\u202f000\r\n1500\t3\u00a0000,25\r\n")

    assert grid.typed() == ["1 234,5", "2\u202f000", "1500", "3\u00a0000,25"]
    many = hand.t("{n} cells changed").replace("{n}", "4")
    expect(changed).to_have_text(many)
    assert grid.saved() == before
    # What lies beyond December is not dropped in silence.
    lost = hand.page.locator("[data-lost]")
    expect(lost).to_be_hidden()
    grid.paste("1\t" * 13 + "1")
    left = 14 - (13 - grid.month)
    expect(lost).to_have_text(
        hand.t("{n} pasted values found no cell.").replace("{n}", str(left))
    )
    # All of it is taken back at once, and nothing waits to be saved.
    hand.press(hand.page.locator("[data-unsaved] button[type=reset]"))
    expect(changed).to_be_hidden()
    assert hand.page.locator("[data-cell].changed").count() == 0

    grid.paste("1 234,5\t2\u202f000\r\n1500\t3\u00a0000,25\r\n")
    grid.save()

    expect(hand.page.get_by_role("status").first).to_be_visible()
    assert grid.saved() == [1_234_50, 2_000_00, 1_500_00, 3_000_25]
    decimals = "1\u202f234,50" if hand.way.language == "fr" else "1,234.50"
    assert grid.typed()[0] == decimals


def test_a_bad_cell_says_why_and_nothing_is_half_saved(grid: Grid, windows) -> None:
    hand, before = grid.hand, grid.saved()

    grid.paste("4100\tbeaucoup\n-5\t4200")
    grid.save()

    assert grid.saved() == before
    bad, worse = grid.cell(0, 1), grid.cell(1)
    for cell, why in [
        (bad, hand.t("Write an amount such as 1234.56.")),
        (worse, hand.t("A target is 0 or more.")),
    ]:
        expect(cell).to_have_attribute("aria-invalid", "true")
        told = hand.page.locator(f"#{cell.get_attribute('aria-describedby')}")
        expect(told).to_be_visible()
        expect(told).to_contain_text(why)
    # The summary has the focus, and leads to the cell; what was typed is all still there.
    expect(hand.page.locator(".error-summary")).to_be_focused()
    assert grid.typed() == ["4100", "beaucoup", "-5", "4200"]
    hand.press(hand.page.locator(".error-summary a").first)
    expect(bad).to_be_focused()

    hand.write(bad, "4300")
    hand.write(worse, "4400")
    grid.save()
    expect(hand.page.locator(".error-summary")).to_have_count(0)
    assert grid.saved() == [4_100_00, 4_300_00, 4_400_00, 4_200_00]
    # The browser notes the answer that was refused: it was meant.
    refused = [said for said in windows.said if "status of 422" in said]
    assert len(refused) == 1, windows.said
    windows.said.remove(refused[0])
