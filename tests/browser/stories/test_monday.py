"""Issue 5, a manager's Monday: whom to see, what is agreed, what is expected, what is to be done."""

from __future__ import annotations

import re

from playwright.sync_api import expect

AGREED = "SELECT COUNT(*) FROM kpis_agreement WHERE text = ?"
CALLED = (
    "SELECT category FROM crm_forecastcall WHERE as_manager AND deal_id = ?"
    " ORDER BY id DESC LIMIT 1"
)
PLANNED = (
    "SELECT COUNT(DISTINCT plan.id), COUNT(step.id) FROM kpis_actionplan plan"
    " JOIN kpis_planstep step ON step.plan_id = plan.id WHERE plan.title = ?"
)


def test_whom_to_see_and_what_is_agreed(enters, demo) -> None:
    """From strengths and weaknesses to one person, where what was agreed stands until it is done."""
    hand = enters("manager", "/team/strengths/")
    words = f"Two demos more, {hand.way}"
    hand.press(hand.page.locator("main a[href*='/one-to-one/']").first)
    hand.page.wait_for_url(re.compile(r"/team/\d+/one-to-one/"))
    hand.settled()
    hand.press(hand.page.locator("a[href$='/agreements/new/']"))
    hand.sheet_opens()
    hand.write(hand.field("text"), words)
    hand.twice(hand.sheet.locator("button[type=submit]"))
    agreed = hand.page.locator(".agreed").filter(has_text=words)
    expect(agreed).to_have_count(1)
    assert demo.ask(AGREED, words) == [(1,)]
    hand.press(agreed.locator(".tick"))
    expect(agreed).to_have_class(re.compile("is-done"))


def test_what_is_expected_is_said_otherwise(enters, demo) -> None:
    """The manager's word on a deal is kept beside the rep's."""
    hand = enters("manager", "/figures/forecast/")
    word = hand.page.locator("main select[name=category]").first
    deal = int(str(word.get_attribute("id")).removeprefix("call-"))
    told = word.locator("option[value=omitted]").inner_text().strip()
    with hand.page.expect_response(re.compile(rf"/deals/{deal}/forecast/")):
        hand.choose(word, told)
    hand.settled()
    hand.open("/figures/forecast/")
    assert demo.ask(CALLED, deal) == [("omitted",)]


def test_a_plan_with_its_steps(enters, demo) -> None:
    """What will be done about a figure: by whom, until when, in which steps."""
    hand = enters("manager", "/plans/new/?kpi=demos")
    words = f"More demos, {hand.way}"
    hand.write(hand.field("title"), words)
    hand.write(hand.field("step_1"), "Call who asked for one")
    hand.twice(hand.button("Open the plan"))
    hand.page.wait_for_url(re.compile(r"/plans/\d+/"))
    hand.settled()
    assert demo.ask(PLANNED, words) == [(1, 1)]
    expect(hand.page.get_by_role("heading", name=words)).to_be_visible()
