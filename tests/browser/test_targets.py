"""The grid of targets worked by the keys alone: what it moves, fills and takes back."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from playwright.sync_api import Locator, Page, expect

NEXT = datetime.now(UTC).year + 1
GRID = "/targets/?kpi=revenue&team=all&span=month&on={}-01-01"
#: Who changed teams during a year.
MOVED = (
    "SELECT user_id, team_id, from_on FROM crm_membership"
    " WHERE team_id > 0 AND strftime('%m', from_on) > '01' ORDER BY from_on LIMIT 1"
)
VALUES = "all => all.map((one) => one.value)"
#: As a browser hands over what was copied in a spreadsheet.
PASTE = """(cell, text) => {
  const clipboardData = new DataTransfer();
  clipboardData.setData("text/plain", text);
  cell.focus();
  cell.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
}"""


#: What another story has saved in the demo is no part of these.
EMPTY = """document.querySelectorAll("#targets-form [data-cell]").forEach((cell) => {
  cell.value = ""; cell.dataset.saved = "";
})"""


@pytest.fixture
def grid(enter) -> Page:
    """Next year's revenue, months, of a manager's teams. Nothing here is saved."""
    page: Page = enter("manager", GRID.format(NEXT))
    page.evaluate(EMPTY)
    yield page
    page.evaluate("document.querySelector('#targets-form').reset()")
    expect(page.locator("form[data-dirty]")).to_have_count(0)


def cell(page: Page, row: int, month: int, *, team: bool = False) -> Locator:
    """The input of the n-th person (or team) in that month."""
    kind = ".team-row" if team else ":not(.team-row)"
    of_row = page.locator(f"table[data-grid] tbody tr{kind}").nth(row)
    return of_row.locator(f"[data-cell][name$='-{NEXT}-{month:02}']")


def values(page: Page, cells: list[tuple[int, int]]) -> list[str]:
    return [cell(page, *each).input_value() for each in cells]


def test_arrows_and_enter_move_from_cell_to_cell(grid: Page) -> None:
    press = grid.keyboard.press
    cell(grid, 0, 2).focus()
    for key, at in [
        ("ArrowRight", (0, 3)),
        ("ArrowDown", (1, 3)),
        ("ArrowLeft", (1, 2)),
        ("ArrowUp", (0, 2)),
        ("Enter", (1, 2)),
        ("Shift+Enter", (0, 2)),
    ]:
        press(key)
        expect(cell(grid, *at)).to_be_focused()
    # Inside a text an arrow moves the caret; at its end it leaves the cell.
    grid.keyboard.type("12")
    press("ArrowLeft")
    expect(cell(grid, 0, 2)).to_be_focused()
    press("ArrowRight")
    expect(cell(grid, 0, 2)).to_be_focused()
    press("ArrowRight")
    expect(cell(grid, 0, 3)).to_be_focused()
    # The first month has none at its left.
    cell(grid, 0, 1).focus()
    press("ArrowLeft")
    expect(cell(grid, 0, 1)).to_be_focused()


def test_a_fill_goes_down_or_right_and_is_taken_back(grid: Page) -> None:
    press, around = grid.keyboard.press, [(0, 4), (1, 4), (2, 4), (1, 5), (1, 12)]
    before = values(grid, around)
    team = cell(grid, 1, 4, team=True).input_value()
    cell(grid, 0, 4).focus()
    grid.keyboard.type("4321")
    press("Control+d")
    press("ArrowDown")
    press("Control+r")
    assert values(grid, around) == ["4321"] * 5
    # A team below is not given what each of its people is.
    assert cell(grid, 1, 4, team=True).input_value() == team
    expect(grid.locator("[data-unsaved-count]")).to_be_visible()

    press("Control+z")
    assert values(grid, around) == ["4321"] * 3 + before[3:]
    press("Control+z")
    assert values(grid, around) == ["4321", *before[1:]]


def test_what_is_typed_after_a_fill_is_undone_before_it(grid: Page) -> None:
    cell(grid, 0, 6).focus()
    grid.keyboard.type("77")
    grid.keyboard.press("Control+d")
    cell(grid, 1, 7).focus()
    grid.keyboard.type("5")
    grid.keyboard.press("Control+z")
    assert values(grid, [(1, 6), (1, 7)]) == ["77", ""]


def test_a_month_in_another_team_keeps_its_column(enter, demo) -> None:
    """Who came during the year has no cells before: what is filled stays in its month."""
    person, team, since = demo.ask(MOVED)[0]
    year, month = int(since[:4]), int(since[5:7])
    page: Page = enter(
        "admin", f"/targets/?kpi=revenue&team={team}&span=month&on={year}-01-01"
    )
    mine = page.locator(f"[data-cell][name^='user-{person}-']")
    names = mine.evaluate_all("all => all.map((one) => one.name.slice(-2))")
    assert names[0] == f"{month:02}"
    assert len(names) == 13 - month
    above = page.locator(f"tr:has(+ tr [name='user-{person}-{year}-12']) [data-cell]")
    before = mine.evaluate_all(VALUES)

    above.last.focus()
    page.keyboard.press("ArrowDown")
    expect(page.locator(f"[name='user-{person}-{year}-12']")).to_be_focused()
    # A year for each of the two: every cell holds its own month's.
    block = "\t".join(str(100 + n) for n in range(1, 13))
    above.first.evaluate(PASTE, f"{block}\n{block}")
    assert above.evaluate_all(VALUES) == [str(100 + n) for n in range(1, 13)]
    wanted = [str(100 + n) for n in range(month, 13)]
    assert mine.evaluate_all(VALUES) == wanted
    page.keyboard.press("Control+z")
    assert mine.evaluate_all(VALUES) == before
    page.evaluate("document.querySelector('#targets-form').reset()")
