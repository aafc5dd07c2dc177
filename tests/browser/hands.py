"""Whose hand works a page: one with a mouse or a finger, one with the keys alone.

A story is written once and walked by either, in either language, on either screen. Texts are said
in English and looked for in the language of the way.
"""

from __future__ import annotations

import contextlib
import re
from dataclasses import dataclass
from typing import Any

from django.utils import translation
from playwright.sync_api import Error, Locator, Page, expect

from crm.models.shipped import shown
from tests.browser.boards import card, carry_by_finger, drag
from tests.browser.visiting import go, settled
from tests.demo import Installation


@dataclass(frozen=True)
class Way:
    """How a story is walked; the four together show each pair of screen, language and hand."""

    screen: str
    language: str
    keys: bool

    def __str__(self) -> str:
        return f"{self.screen}-{self.language}-{'keys' if self.keys else 'pointer'}"

    @property
    def is_phone(self) -> bool:
        return self.screen == "phone"

    @property
    def context(self) -> dict[str, Any]:
        """What Playwright makes a browser's window of."""
        size = {"width": 360, "height": 740} if self.is_phone else WIDE
        touched = self.is_phone and not self.keys
        return {
            "viewport": size,
            "has_touch": touched,
            "is_mobile": touched,
            "locale": "fr-FR" if self.language == "fr" else "en-GB",
            "timezone_id": "Europe/Paris",
            "reduced_motion": "reduce",
        }


#: As every page of ours sends it along with what htmx asks.
TOKEN = re.compile(r'"X-CSRFToken": "([^"]+)"')
WIDE = {"width": 1280, "height": 900}
#: Both screens, both languages, both hands.
WAYS = (Way("phone", "fr", keys=False), Way("desk", "en", keys=True))
#: The other ways they combine, for make fuzz.
MORE_WAYS = (
    Way("desk", "fr", keys=False),
    Way("desk", "fr", keys=True),
    Way("phone", "en", keys=True),
)


class Hand:
    """What both kinds of hand share: where they are, what they look for, what they see."""

    def __init__(self, page: Page, demo: Installation, way: Way) -> None:
        self.page, self.demo, self.way = page, demo, way
        self.token = ""

    def t(self, text: str, **values: Any) -> str:
        """The text in the language of the way."""
        with translation.override(self.way.language):
            return translation.gettext(text) % values

    def shipped(self, name: str) -> str:
        """A stage or a value of a list that came with the application, as the reader sees it."""
        with translation.override(self.way.language):
            return str(shown(name))

    def open(self, address: str) -> None:
        """Go to an address."""
        go(self.page, self.demo.url + address)
        expect(self.page.locator("html")).to_have_attribute("lang", self.way.language)

    def speak(self, language: str) -> None:
        """The person reads this language from now on."""
        ask, address = self.page.context.request, f"{self.demo.url}/notices/"
        if not self.token:
            found = TOKEN.search(ask.get(address).text())
            assert found is not None
            self.token = found[1]
        answer = ask.post(
            f"{self.demo.url}/me/",
            form={"language": language},
            headers={"X-CSRFToken": self.token, "HX-Request": "true"},
            max_redirects=0,
        )
        assert answer.ok or answer.status == 302, answer.status

    def settled(self) -> None:
        settled(self.page)

    @property
    def sheet(self) -> Locator:
        return self.page.locator("dialog#sheet[open]")

    def on(self) -> Locator:
        """Where the hand works: the open sheet, else the page."""
        return self.sheet if self.sheet.count() else self.page.locator("body")

    def button(self, text: str) -> Locator:
        return self.on().get_by_role("button", name=self.t(text), exact=True)

    def link(self, text: str) -> Locator:
        return self.on().get_by_role("link", name=self.t(text), exact=True)

    def field(self, name: str) -> Locator:
        return self.on().locator(f"[name='{name}']:visible").first

    def sheet_opens(self) -> Locator:
        expect(self.sheet).to_be_visible()
        settled(self.page)
        return self.sheet

    def said(self, text: str, **values: Any) -> None:
        """A strip says so."""
        words = self.t(text, **values)
        expect(self.page.locator("#toasts")).to_contain_text(words)
        settled(self.page)

    # What differs.

    def press(self, what: Locator) -> None:
        raise NotImplementedError

    def twice(self, what: Locator) -> None:
        """Pressed twice, as fast as an impatient hand does."""
        raise NotImplementedError

    def shortcut(self, keys: str, otherwise: Locator) -> None:
        """The key for it; who has none presses what stands for it."""
        raise NotImplementedError

    def write(self, what: Locator, text: str) -> None:
        raise NotImplementedError

    def choose(self, what: Locator, text: str) -> None:
        """An option of a select, by its words."""
        raise NotImplementedError

    def carry(self, deal: str, stage: str) -> None:
        """A card of the board to the next stage."""
        raise NotImplementedError


class ByPointer(Hand):
    """A mouse, or a finger where the screen is touched."""

    def press(self, what: Locator) -> None:
        if what.evaluate("e => e.type === 'radio' || e.type === 'checkbox'"):
            what = what.locator("xpath=ancestor::label")
        if self.way.is_phone:
            what.tap()
        else:
            what.click()
        settled(self.page)

    def twice(self, what: Locator) -> None:
        if self.way.is_phone:
            what.scroll_into_view_if_needed()
            box = what.bounding_box()
            assert box is not None
            at = (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2)
            self.page.touchscreen.tap(*at)
            self.page.touchscreen.tap(*at)
        else:
            what.dblclick()
        settled(self.page)

    def shortcut(self, keys: str, otherwise: Locator) -> None:
        self.press(otherwise)

    def write(self, what: Locator, text: str) -> None:
        self.press(what)
        what.fill(text)

    def choose(self, what: Locator, text: str) -> None:
        what.select_option(label=text)

    def carry(self, deal: str, stage: str) -> None:
        if self.way.is_phone:
            carry_by_finger(self.page, deal, onto=stage)
        else:
            drag(self.page, deal, stage)


class OutOfReach(AssertionError):
    """What the keys do not come to."""


#: Where the focus is, seen from what is looked for: "here", or the way to go on.
WHERE = """e => {
  const a = document.activeElement;
  if (a === e) return "here";
  if (a && a.type === "radio" && e.type === "radio" && a.name === e.name) return "ArrowDown";
  if (!a || a === document.body) return "start";
  if (a.contains(e)) return "Tab";
  return a.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_PRECEDING ? "Shift+Tab" : "Tab";
}"""


class ByKeys(Hand):
    """Tab, arrows, Enter, letters; nothing is ever clicked, filled or focused by script."""

    def reach(self, what: Locator) -> None:
        """Bring the focus to it. Raises OutOfReach."""
        expect(what).to_be_attached()
        turned, last = 0, ""
        for _step in range(150):
            way: str = what.evaluate(WHERE)
            if way == "here":
                self._is_seen(what)
                return
            if way == "start":  # also where a part of the page was made anew
                way = last = "Tab"
            turned += last not in ("", way) and "ArrowDown" not in (last, way)
            if turned > 3:
                break  # it was passed over, from either side
            last = way
            self.page.keyboard.press(way)
        raise OutOfReach(f"the keys do not come to {what}")

    def _is_seen(self, what: Locator) -> None:
        """Whoever sees the page knows where the focus is."""
        shown = "e => [e, ...(e.labels || [])].some(one => one.getClientRects().length)"
        assert what.evaluate(shown), f"the focus is on what is not shown: {what}"

    def press(self, what: Locator) -> None:
        self.reach(what)
        if what.evaluate("e => ['radio', 'checkbox'].includes(e.type)"):
            if not what.is_checked():
                self.page.keyboard.press("Space")
        else:
            self.page.keyboard.press("Enter")
        settled(self.page)

    def twice(self, what: Locator) -> None:
        self.reach(what)
        # Both before any answer: afterwards the focus, and what Enter does, is elsewhere.
        self.page.evaluate("() => { window.pressed = document.activeElement; }")
        self.page.keyboard.press("Enter")
        with contextlib.suppress(Error):  # the page is left already
            if self.page.evaluate("() => window.pressed === document.activeElement"):
                self.page.keyboard.press("Enter")
        settled(self.page)

    def shortcut(self, keys: str, otherwise: Locator) -> None:
        self.page.keyboard.press(keys)
        settled(self.page)

    def write(self, what: Locator, text: str) -> None:
        self.reach(what)
        self.page.keyboard.press("Control+a")
        self.page.keyboard.type(text)

    def choose(self, what: Locator, text: str) -> None:
        self.reach(what)
        self.page.keyboard.press("Home")
        chosen = "e => e.selectedOptions[0].textContent.trim()"
        for _option in range(what.locator("option").count()):
            if what.evaluate(chosen) == text:
                return
            self.page.keyboard.press("ArrowDown")
        raise OutOfReach(f"no {text} in {what}")

    def carry(self, deal: str, stage: str) -> None:
        self.reach(card(self.page, deal).locator("a").first)
        self.page.keyboard.press("ArrowRight")
