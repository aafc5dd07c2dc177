"""`make shots`: every page, for the role it is made for, light and dark, wide and on a phone.

They go to the folder SHOTS names, var/shots unless said; the few that the README shows are copied to
docs/screens. Nothing is compared: a person looks at them.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.conf import settings
from PIL import Image
from playwright.sync_api import Browser, BrowserContext

from tests.browser.visiting import go
from tests.demo import Installation
from tests.pages import Page, pages_of

pytestmark = pytest.mark.shots
FOLDER = Path(os.environ.get("SHOTS") or settings.BASE_DIR / "var" / "shots")
SHOWN = settings.BASE_DIR / "docs" / "screens"
SCREENS = {
    "wide": {"width": 1360, "height": 900},
    "phone": {"width": 390, "height": 844},
}
#: Where French is longest: tiles, tables, sentences, forms.
IN_FRENCH = ("today", "my-figures", "explain", "prospect", "team", "targets", "setup")
#: What the README shows: name there -> (page, theme, screen, language). The window, not the whole page.
README = {
    "my-figures": ("my-figures", "light", "wide", "en"),
    "my-figures-dark": ("my-figures", "dark", "wide", "en"),
    "explain": ("explain", "light", "wide", "en"),
    "team": ("team", "dark", "wide", "fr"),
    "forecast": ("team-forecast", "light", "wide", "en"),
    "pipeline": ("pipeline", "light", "wide", "en"),
    "prospect": ("prospect", "light", "wide", "en"),
    "targets": ("targets", "light", "wide", "en"),
    "today-phone": ("today", "light", "phone", "en"),
}
LARGEST = 150_000


@pytest.fixture
def visitor(browser: Browser, browser_context_args, demo, sessions):
    """``visitor("rep", "dark", "phone", "fr")``: a browser of that person in that state."""
    made: list[BrowserContext] = []

    def enter(role: str, theme: str, screen: str, language: str) -> BrowserContext:
        context = browser.new_context(
            **browser_context_args
            | {"viewport": SCREENS[screen], "color_scheme": theme}
        )
        made.append(context)
        if role != "anonymous":
            cookies = sessions(role).items()
            context.add_cookies(
                [{"name": n, "value": v, "url": demo.url} for n, v in cookies]
            )
            page = context.new_page()
            go(page, f"{demo.url}/me/")
            page.evaluate(
                "fields => window.boussole.send('/me/', fields)",
                {"language": language, "theme": "auto"},
            )
            page.close()
        return context

    yield enter
    for context in made:
        context.close()


def take(context: BrowserContext, demo: Installation, place: Page, to: Path) -> None:
    page = context.new_page()
    go(page, demo.url + place.address)
    page.screenshot(path=to, full_page=True, animations="disabled")
    page.close()


def wanted(demo: Installation, role: str, language: str) -> Iterator[Page]:
    for place in pages_of(demo):
        if place.role == role and (language == "en" or place.name in IN_FRENCH):
            yield place


@pytest.mark.parametrize("screen", list(SCREENS))
@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("role", ["anonymous", "rep", "manager", "admin"])
def test_a_picture_of_every_page(visitor, demo, role, language, theme, screen) -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    places = list(wanted(demo, role, language))
    if not places:
        return
    context = visitor(role, theme, screen, language)
    for place in places:
        take(
            context,
            demo,
            place,
            FOLDER / f"{place.name}-{screen}-{theme}-{language}.png",
        )


@pytest.mark.parametrize("name", list(README))
def test_a_picture_of_the_readme(visitor, demo, name) -> None:
    which, theme, screen, language = README[name]
    [place] = [each for each in pages_of(demo) if each.name == which]
    context = visitor(place.role, theme, screen, language)
    page = context.new_page()
    go(page, demo.url + place.address)
    SHOWN.mkdir(parents=True, exist_ok=True)
    FOLDER.mkdir(parents=True, exist_ok=True)
    taken = FOLDER / f"readme-{name}.png"
    page.screenshot(path=taken, animations="disabled")
    # The person of the demo keeps the language they had.
    page.evaluate("() => window.boussole.send('/me/', {language: 'en'})")

    # A page has few colours: a palette keeps them and a third of the bytes.
    small = SHOWN / f"{name}.png"
    with Image.open(taken) as picture:
        picture.convert("RGB").quantize(256, dither=Image.Dither.NONE).save(
            small, optimize=True
        )
    assert small.stat().st_size <= LARGEST, f"{name} is too large for the repository"


def test_nothing_else_lies_beside_the_pictures_of_the_readme() -> None:
    kept = {path.stem for path in SHOWN.glob("*")}

    assert kept <= set(README)
    assert len(README) <= 12
