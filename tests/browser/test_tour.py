"""Every page, as its person sees it: nothing on the console, nothing refused by the policy, nothing
that axe calls serious, light and dark; nothing wider than a phone."""

from __future__ import annotations

from playwright.sync_api import Page

from tests.browser.visiting import go, settled
from tests.pages import pages_of

#: The narrowest there is.
PHONE = {"width": 360, "height": 740}
#: Another theme changes colours and nothing else: only they are asked again.
THEMES: dict[str, tuple[str, ...]] = {"light": (), "dark": ("color-contrast",)}
WIDE = {"width": 1360, "height": 900}
#: Pixels the page is wider than the screen, once charts have followed the new width. What must be
#: wider scrolls inside its own box.
OVERFLOW = """async () => {
  const over = () => document.documentElement.scrollWidth - window.innerWidth;
  for (let frame = 0; frame < 30 && over() > 0; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
  }
  return over();
}"""


#: Another theme at once: with transitions each inherited colour would take a frame of its own.
PAINT = """async (theme) => {
  const still = new CSSStyleSheet();
  still.replaceSync("*, ::before, ::after { transition: none !important; }");
  document.adoptedStyleSheets = [still];
  document.documentElement.dataset.bsTheme = theme;
  for (let frame = 0; frame < 2; frame += 1) {
    await new Promise((done) => requestAnimationFrame(done));
  }
}"""


def paint(page: Page, theme: str) -> None:
    page.evaluate(PAINT, theme)
    settled(page)


def tour(enter, demo, axe, complaints, role: str) -> list[str]:
    """What is wrong with the pages of one role, one line each."""
    page = enter(role, "/account/login/" if role == "anonymous" else "/me/")
    wrong: list[str] = []
    for place in pages_of(demo):
        if place.role != role:
            continue
        page.set_viewport_size(WIDE)
        answer = page.goto(demo.url + place.address)
        settled(page)
        if answer is None or answer.status != place.status:
            wrong.append(f"{place.name}: {answer and answer.status}")
        for theme, rules in THEMES.items():
            paint(page, theme)
            wrong += [f"{place.name} {theme}: {said}" for said in axe(page, *rules)]
        wrong += [f"{place.name}: {said}" for said in too_wide(page)]
        if place.status != 200:
            # The browser itself notes the code of a page that is not there.
            complaints[:] = [
                said for said in complaints if str(place.status) not in said
            ]
        wrong += [f"{place.name}: {said}" for said in complaints]
        complaints.clear()
    return wrong


def too_wide(page: Page) -> list[str]:
    page.set_viewport_size(PHONE)
    over = page.evaluate(OVERFLOW)
    return [f"{over} px too wide"] if over > 0 else []


def test_the_pages_of_who_has_not_signed_in(enter, demo, axe, complaints) -> None:
    assert tour(enter, demo, axe, complaints, "anonymous") == []


def test_the_pages_of_a_rep(enter, demo, axe, complaints) -> None:
    assert tour(enter, demo, axe, complaints, "rep") == []


def test_the_pages_of_a_manager(enter, demo, axe, complaints) -> None:
    assert tour(enter, demo, axe, complaints, "manager") == []


def test_the_pages_of_an_admin(enter, demo, axe, complaints) -> None:
    assert tour(enter, demo, axe, complaints, "admin") == []


def test_a_phone_has_its_bar_with_log_in_the_middle(enter, demo) -> None:
    page = enter("rep", "/today/")
    page.set_viewport_size(PHONE)
    go(page, f"{demo.url}/today/")

    bar = page.locator(".bottom-bar")
    places = bar.locator("a")
    assert bar.is_visible()
    assert not page.locator(".rail").is_visible()
    assert places.count() == 5
    assert "log" in (places.nth(2).get_attribute("class") or "")
    for place in places.all():
        box = place.bounding_box()
        assert box is not None
        assert box["height"] >= 44
        assert box["width"] >= 44
