"""A deal's own page: priced by lines, quoted, signed and won; on a phone, in French."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.visiting import go, settled


def _sum(page: Page, name: str) -> str:
    return page.locator(f"#sheet [data-sum={name}]").inner_text()


def _priced(page: Page, price: str) -> None:
    """Two lines in the sheet: one typed, one more of 2.5 with a discount, moved up."""
    page.locator("#lines-title ~ .end a").click()
    page.wait_for_selector("form[data-lines].is-live")
    first = page.locator("[data-line]").nth(0)
    first.locator("[name$=-label]").fill("Chairs")
    first.locator("[name$=-unit_price]").fill(price)
    first.locator("[name$=-unit_cost]").fill("50")
    page.locator("[data-line-add]").click()
    second = page.locator("[data-line]").nth(1)
    second.locator("[name$=-label]").fill("Table")
    second.locator("[name$=-quantity]").fill("2.5")
    second.locator("[name$=-unit_price]").fill("10")
    second.locator("[name$=-discount]").fill("10")
    second.locator("[name$=-unit_cost]").fill("5")
    second.locator("[data-line-up]").click()


def test_lines_a_quote_its_signature_and_the_win(enter, demo, new_deal, axe) -> None:
    page = enter("rep", "/pipeline/")
    deal = new_deal(page, "Proposal")
    go(page, f"{demo.url}/deals/{deal}/")
    _priced(page, "100")
    assert (_sum(page, "net"), _sum(page, "discount")) == ("€122.50", "−€2.50")
    assert (_sum(page, "margin"), _sum(page, "rate")) == ("€60", "49%")
    assert axe(page) == []
    page.locator("#sheet button[type=submit]").click()
    expect(page.locator("#live [data-sum=net]")).to_have_text("€122.50")
    expect(page.locator("#live [data-sum=margin]")).to_have_text("€60")

    page.locator("#quotes-title ~ .end a").click()
    page.locator("#sheet button[type=submit]").click()
    page.locator("#quotes-title").locator("xpath=../..").locator("a.strong").click()
    settled(page)
    assert axe(page) == []
    page.get_by_role("button", name="Mark as sent").click()
    page.get_by_role("link", name="Signed").click()
    page.locator("#sheet").get_by_role("button", name="Record the signature").click()
    page.locator("#sheet").get_by_role("button", name="Win the deal").click()
    expect(page.locator("#toasts")).to_contain_text("Deal won.")
    go(page, f"{demo.url}/deals/{deal}/")
    expect(page.locator("#deal-head h1")).to_contain_text("Won")
    assert axe(page) == []
