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


def carry_by_finger(page: Page, deal: str, *, onto: str) -> None:
    """Hold the card until it lifts, carry it to the stage of the strip, let go."""
    touch = page.context.new_cdp_session(page)
    card(page, deal).scroll_into_view_if_needed()
    box = card(page, deal).bounding_box()
    assert box is not None
    x, y = box["x"] + 80, box["y"] + 20

    def send(kind: str, *points: dict[str, float]) -> None:
        touch.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": [*points]})

    send("touchStart", {"x": x, "y": y})
    expect(page.locator(".deal.sortable-chosen")).to_have_count(1)
    for step in range(1, 6):
        send("touchMove", {"x": x, "y": y + 3 * step})
    strip = page.locator("[data-strip]", has_text=onto)
    expect(strip).to_be_visible()
    end = strip.bounding_box()
    assert end is not None
    there = {"x": end["x"] + end["width"] / 2, "y": end["y"] + end["height"] / 2}
    for step in range(1, 11):
        send(
            "touchMove",
            {
                "x": x + (there["x"] - x) * step / 10,
                "y": y + (there["y"] - y) * step / 10,
            },
        )
    expect(strip.locator(f"[data-deal='{deal}']")).to_have_count(1)
    send("touchEnd")
