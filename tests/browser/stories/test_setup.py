"""Part 9: an admin adds to a list, and a file of prospects comes in after it was looked at."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import expect

KEPT = "SELECT COUNT(*) FROM crm_region WHERE name = ?"
COME_IN = "SELECT COUNT(*) FROM crm_prospect WHERE name LIKE ?"


def test_a_list_and_a_file(enters, demo, tmp_path: Path) -> None:
    hand = enters("admin", "/setup/lists/regions/")
    name = f"Spring {hand.way}"
    hand.press(hand.page.locator(".page-head .controls a"))
    hand.sheet_opens()
    hand.write(hand.field("name"), name)
    hand.twice(hand.sheet.locator("button[type=submit]"))
    expect(hand.page.get_by_role("rowheader", name=name)).to_be_visible()
    assert demo.ask(KEPT, name) == [(1,)]

    file = tmp_path / "prospects.csv"
    file.write_text(
        f"Nom;Ville\nAtelier {hand.way} A;Lyon\nAtelier {hand.way} B;Lille\n"
    )
    hand.open("/imports/")
    hand.page.locator("input[type=file]").set_input_files(file)
    hand.twice(hand.button("Look at it"))
    hand.press(hand.button("Check"))
    expect(
        hand.page.get_by_role("heading", name=hand.t("What would happen"))
    ).to_be_visible()
    assert demo.ask(COME_IN, f"Atelier {hand.way} %") == [(0,)]
    hand.twice(hand.button("Import"))
    expect(hand.button("Import")).to_have_count(0)
    assert demo.ask(COME_IN, f"Atelier {hand.way} %") == [(2,)]
