"""How a board is read and worked in a browser."""

from __future__ import annotations

from playwright.sync_api import Locator, Page, expect

from tests.browser.visiting import go, settled
from tests.demo import Installation


def column(page: Page, name: str) -> Locator:
    return page.locator(f"[data-stage][data-stage-name='{name}']")


def card(page: Page, deal: str) -> Locator:
    return page.locator(f"[data-deal='{deal}']")


def stage_shown(page: Page, deal: str) -> str:
    return str(
        card(page, deal).evaluate("e => e.closest('[data-stage]').dataset.stageName")
    )


def drag(page: Page, deal: str, stage: str) -> None:
    """As a hand does it: down, a few small moves, and up once the card lies there."""
    what, to = card(page, deal), column(page, stage)
    start, end = what.bounding_box(), to.bounding_box()
    assert start is not None
    assert end is not None
    page.mouse.move(start["x"] + start["width"] / 2, start["y"] + start["height"] / 2)
    page.mouse.down()
    page.mouse.move(start["x"] + start["width"] / 2 + 8, start["y"] + 20, steps=4)
    middle = end["x"] + end["width"] / 2
    page.mouse.move(middle, end["y"] + 40, steps=15)
    for down in range(0, 120, 8):
        if stage_shown(page, deal) == stage:
            break
        page.mouse.move(middle, end["y"] + 40 + down, steps=2)
    assert stage_shown(page, deal) == stage
    page.mouse.up()


def saved(page: Page, deal: str, stage: str) -> None:
    expect(column(page, stage).locator(f"[data-deal='{deal}']")).to_be_visible()
    expect(page.locator(".is-saving")).to_have_count(0)
    settled(page)


def meanwhile(demo: Installation, cookies: dict[str, str], browser, deal: str) -> None:
    """The manager moves the same deal, in a browser of her own."""
    other = browser.new_context()
    other.add_cookies(
        [{"name": n, "value": v, "url": demo.url} for n, v in cookies.items()]
    )
    page = other.new_page()
    go(page, f"{demo.url}/deals/{deal}/")
    page.locator(".stage-form select").select_option(
        label=next(
            text
            for text in page.locator(".stage-form option").all_inner_texts()
            if text.startswith("Demo")
        )
    )
    page.locator(".stage-form button").click()
    settled(page)
    expect(page.locator("#toasts")).to_contain_text("Moved to Demo.")
    other.close()
