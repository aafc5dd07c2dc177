"""The four ways of walking a story: one window of the browser for each, kept for the session."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.hands import MORE_WAYS, WAYS, ByKeys, ByPointer, Hand, Way
from tests.browser.visiting import listened_to
from tests.demo import Installation


@dataclass
class Windows:
    """The page of each way and role, and what the browser said while a story was walked."""

    browser: Browser
    demo: Installation
    sessions: Callable[[str], dict[str, str]]
    pages: dict[tuple[Way, str], Page] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)

    def page(self, way: Way, role: str) -> Page:
        if (way, role) not in self.pages:
            window = self.browser.new_context(**way.context)
            listened_to(window, self.said)
            cookies = self.sessions(role).items()
            window.add_cookies(
                [{"name": n, "value": v, "url": self.demo.url} for n, v in cookies]
            )
            self.pages[way, role] = window.new_page()
        return self.pages[way, role]


@pytest.fixture(scope="session")
def windows(
    browser: Browser, demo: Installation, sessions: Callable[[str], dict[str, str]]
) -> Iterator[Windows]:
    opened = Windows(browser, demo, sessions)
    yield opened
    for page in opened.pages.values():
        page.context.close()


RARE = [pytest.param(way, marks=pytest.mark.fuzz) for way in MORE_WAYS]


@pytest.fixture(params=[*WAYS, *RARE], ids=str)
def way(request: pytest.FixtureRequest) -> Way:
    found: Way = request.param
    return found


@pytest.fixture
def enters(
    windows: Windows, way: Way, demo: Installation
) -> Iterator[Callable[[str, str], Hand]]:
    """``enters("rep", "/today/")``: the hand of this way, on that page as that person."""
    hands: list[Hand] = []

    def run(role: str, address: str) -> Hand:
        kind = ByKeys if way.keys else ByPointer
        hand = kind(windows.page(way, role), demo, way)
        if way.language != "en":
            hand.speak(way.language)
        hands.append(hand)
        hand.open(address)
        return hand

    windows.said.clear()
    yield run
    for hand in hands:
        hand.settled()
        if way.language != "en":
            hand.speak("en")  # as other tests expect this person
        hand.page.goto("about:blank")
    assert windows.said == []
