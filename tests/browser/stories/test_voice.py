"""Part 6: a complaint is recorded and answered; a customer answers a survey, once."""

from __future__ import annotations

import re

from playwright.sync_api import expect

FILED = "SELECT COUNT(*), COUNT(answered_at) FROM crm_complaint WHERE verbatim = ?"
ANSWERED = "SELECT score FROM crm_surveyanswer WHERE comment = ?"
ASKABLE = (
    "SELECT p.id FROM crm_prospect p JOIN crm_user u ON u.id = p.owner_id"
    " WHERE u.email = ? AND p.objected_at IS NULL AND p.consent <> 'withdrawn'"
    " AND p.archived_at IS NULL ORDER BY p.id DESC LIMIT 1"
)


def test_a_complaint_and_a_survey(enters, demo) -> None:
    hand = enters("rep", "/voice/")
    words = f"The lamp flickers, {hand.way}."

    hand.shortcut("n", otherwise=hand.link("New complaint"))
    hand.sheet_opens()
    reason = hand.field("reason")
    hand.choose(reason, reason.locator("option").nth(1).inner_text().strip())
    hand.write(hand.field("verbatim"), words)
    hand.twice(hand.button("Record"))
    expect(hand.sheet).to_have_count(0)
    hand.settled()
    row = hand.page.get_by_role("row").filter(has_text=words)
    hand.press(row.get_by_role("link").first)
    hand.page.wait_for_url(re.compile(r"/complaints/\d+/"))
    hand.settled()
    hand.press(hand.button("Mark as answered"))
    expect(hand.button("Mark as answered")).to_have_count(0)
    assert demo.ask(FILED, words) == [(1, 1)]

    pk = demo.id_of(ASKABLE, demo.login("rep")["email"])
    hand.open(f"/prospects/{pk}/survey/")
    hand.press(
        hand.page.locator("main").get_by_role("button", name=hand.t("Send"), exact=True)
    )
    link = hand.page.get_by_label(hand.t("Link for the customer")).input_value()
    hand.page.goto(link)
    hand.settled()
    hand.press(hand.page.get_by_role("radio", name="9", exact=True))
    hand.write(hand.page.locator("[name=comment]"), words)
    hand.twice(hand.page.locator("form.survey button[type=submit]"))
    expect(hand.page.get_by_role("radio")).to_have_count(0)
    hand.page.goto(link)
    expect(hand.page.get_by_role("radio")).to_have_count(0)
    assert demo.ask(ANSWERED, words) == [(9,)]
