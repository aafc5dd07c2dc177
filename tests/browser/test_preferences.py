"""Theme and language: changed where one stands, kept on the next page and the next visit."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.visiting import go, settled


def theme(page) -> str:
    return str(page.evaluate("() => document.documentElement.dataset.bsTheme"))


def test_the_theme_is_kept(enter, demo) -> None:
    page = enter("admin", "/me/")
    before = theme(page)

    with page.expect_response("**/me/"):
        page.locator("[data-theme-toggle]").click()
    changed = theme(page)
    assert changed != before
    go(page, f"{demo.url}/figures/catalogue/")
    assert theme(page) == changed

    with page.expect_response("**/me/"):
        page.locator("[data-theme-toggle]").click()
    assert theme(page) == before


def test_the_language_is_kept(enter, demo) -> None:
    page = enter("admin", "/figures/catalogue/")

    switch(page, "fr")
    expect(page.locator("html")).to_have_attribute("lang", "fr")
    go(page, f"{demo.url}/prospects/")
    expect(page.locator("html")).to_have_attribute("lang", "fr")

    switch(page, "en")
    expect(page.locator("html")).to_have_attribute("lang", "en")


def switch(page, code: str) -> None:
    page.locator(".topbar .lang").click()
    page.locator(f".topbar button[name=language][value={code}]").click()
    page.wait_for_load_state()
    settled(page)
