"""Part 5: lines make the amount, a quote is sent, what recurs becomes a subscription."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.stories.asking import BUSY

QUOTES = "SELECT COUNT(*), COUNT(sent_at) FROM crm_quote WHERE deal_id = ?"
RUNNING = "SELECT amount FROM crm_subscription WHERE deal_id = ?"
RECURS = "SELECT recurring_amount FROM crm_deal WHERE id = ?"


def test_lines_a_quote_and_a_subscription(enters, demo, new_deal, stage_of) -> None:
    hand = enters("rep", "/activities/")
    deal = new_deal(hand.page, "Proposal", prospect=demo.id_of(BUSY))
    hand.open(f"/deals/{deal}/")
    net = {"en": "€1,257.06", "fr": "1\u202f257,06\u00a0€"}[hand.way.language]
    price = {"en": "1257.06", "fr": "1257,06"}[hand.way.language]

    hand.press(hand.link("Add lines"))
    sheet = hand.sheet_opens()
    hand.write(sheet.locator("[name$=-label]").first, "Chairs")
    hand.write(sheet.locator("[name$=-unit_price]").first, price)
    expect(sheet.locator("[data-sum=net]")).to_have_text(net)
    hand.twice(sheet.locator("button[type=submit]"))
    expect(hand.page.locator("#live [data-sum=net]")).to_have_text(net)
    hand.settled()

    hand.press(hand.link("New quote"))
    hand.sheet_opens()
    hand.twice(hand.sheet.locator("button[type=submit]"))
    expect(hand.page.locator("#quotes-title ~ .caption")).to_have_text("1")
    hand.settled()
    hand.press(hand.page.locator("section[aria-labelledby=quotes-title] a.strong"))
    hand.twice(hand.button("Mark as sent"))
    hand.page.reload()
    assert demo.ask(QUOTES, deal) == [(1, 1)]

    hand.open(f"/deals/{deal}/")
    hand.press(hand.page.locator("#live a[href$='/edit/']").first)
    hand.sheet_opens()
    hand.write(hand.field("recurring_amount"), "90")
    hand.choose(hand.field("recurring_interval"), hand.t("a month").capitalize())
    hand.press(hand.sheet.locator("button[type=submit]"))
    expect(hand.page.locator("#recurring-title")).to_be_visible()
    hand.settled()
    hand.shortcut("w", otherwise=hand.link("Win"))
    hand.sheet_opens()
    hand.twice(hand.button("Win the deal"))
    expect(hand.sheet).to_have_count(0)
    assert stage_of(deal) == "Won"
    assert demo.ask(RUNNING, deal) == [(9000,)]
