"""Part 3: a prospect and a person, written once however often one presses; a number to tap."""

from __future__ import annotations

import re

from playwright.sync_api import expect

from tests.browser.hands import ByKeys

CALLED = "SELECT id FROM crm_prospect WHERE name = ?"
PEOPLE = "SELECT name, phone_e164 FROM crm_contact WHERE prospect_id = ?"


def test_a_prospect_and_a_person_are_written_once(enters, demo) -> None:
    hand = enters("rep", "/prospects/?saved=0")
    name = f"Quincaillerie {hand.way}"

    hand.shortcut("n", otherwise=hand.link("New prospect"))
    hand.sheet_opens()
    hand.write(hand.field("name"), name)
    hand.twice(hand.button("Add"))
    hand.page.wait_for_url(re.compile(r"/prospects/\d+/$"))
    hand.settled()
    [(pk,)] = demo.ask(CALLED, name)

    hand.press(hand.page.get_by_label(hand.t("New contact")).and_(_shown(hand)))
    hand.sheet_opens()
    hand.write(hand.field("name"), "Jeanne Roy")
    hand.write(hand.field("phone"), "01 42 68 53 00")
    hand.twice(hand.button("Add"))
    number = hand.page.locator("li.contact a[href='tel:+33142685300']")
    expect(number).to_be_visible()
    hand.settled()
    assert demo.ask(PEOPLE, pk) == [("Jeanne Roy", "+33142685300")]

    if isinstance(hand, ByKeys):
        hand.page.keyboard.press("Alt+ArrowLeft")
    hand.page.reload()
    hand.settled()
    assert demo.ask(CALLED, name) == [(pk,)]


def _shown(hand):
    return hand.page.locator(".card-head a")
