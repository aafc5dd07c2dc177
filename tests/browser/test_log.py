"""The quick log as people use it: by keyboard, on a phone in four taps, without network.

In French and English, on a desk and at 360 pixels; what each log took is printed.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect

from crm.models import Activity, Prospect, User
from tests import factories
from tests.browser.visiting import go, settled

pytestmark = pytest.mark.django_db(transaction=True)
#: The promise of the quick log.
LIMIT_SECONDS = 10.0


@pytest.fixture
def durand(rep: User) -> Prospect:
    factories.prospect(owner=rep, name="Boulangerie Martin")
    factories.prospect(owner=rep, name="Martin & Fils")
    return factories.prospect(owner=rep, name="Durand SARL")


@pytest.fixture
def today(
    live_server, sign_in, page: Page, rep: User, durand
) -> Iterator[Callable[..., Page]]:
    """``today("fr")``: a page of Camille's, in that language."""

    def run(language: str = "en") -> Page:
        User.objects.filter(pk=rep.pk).update(language=language)
        sign_in(page, rep)
        go(page, f"{live_server.url}/activities/")
        return page

    yield run
    # Nothing is asked of the server any more when it stops.
    settled(page)
    page.goto("about:blank")


def open_log(page: Page) -> Locator:
    page.keyboard.press("l")
    expect(page.locator("#log-line")).to_be_focused()
    return page.locator("dialog#sheet")


@pytest.fixture
def told(request, record_property, capsys) -> Callable[[int, str, float], None]:
    """``told(strokes, "keystrokes", began)``: print what a log took, and hold it to the promise."""

    def tell(number: int, what: str, began: float) -> None:
        took = time.monotonic() - began
        record_property("quick_log_seconds", round(took, 2))
        name = request.node.name.removeprefix("test_").replace("_", " ")
        with capsys.disabled():
            said = f"{number} {what}, {took:.1f} s from L to saved ({name})"
            sys.stdout.write(f"\nquick log: {said}\n")
        assert took < LIMIT_SECONDS

    return tell


@pytest.fixture
def browser_context_args(browser_context_args, request):
    """A phone, or a window as narrow as one, for the test that asks for it."""
    narrow = {"viewport": {"width": 360, "height": 740}}
    if "phone" in request.node.name:
        return {**browser_context_args, **narrow, "has_touch": True, "is_mobile": True}
    if "narrow" in request.node.name:
        return {**browser_context_args, **narrow}
    return browser_context_args


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("fr", "appel Durand 12 min, démo jeudi 14h"),
        ("en", "call Durand 12 min, demo thursday 2pm"),
    ],
    ids=["fr-desktop", "en-narrow"],
)
def test_a_call_is_logged_by_keyboard_alone(
    language: str, line: str, today, durand, told
) -> None:
    page = today(language)
    began = time.monotonic()
    sheet = open_log(page)
    page.keyboard.type(line, delay=30)  # as fast as people type or dictate
    chips = sheet.locator(".log-row > summary .chip")
    expect(chips.filter(has_text="Durand SARL")).to_be_visible()
    expect(chips.filter(has_text="12")).to_be_visible()
    expect(sheet.locator("[name=read_line]")).to_have_value(line)
    page.keyboard.press("Enter")
    expect(page.locator(".log-strip")).to_be_visible()
    told(len(line) + 2, "keystrokes", began)

    held, planned = Activity.objects.order_by("at")
    assert (held.prospect, held.duration_s, held.outcome) == (durand, 720, "reached")
    assert (planned.kind, planned.status) == ("demo", "planned")

    page.keyboard.press("u")
    expect(page.locator(".log-strip")).to_have_count(0)
    settled(page)
    assert not Activity.objects.exists()


def test_what_is_not_sure_is_answered_by_keyboard_before_it_is_saved(
    today, told
) -> None:
    page, line = today(), "call Martin 8 min"
    began = time.monotonic()
    sheet = open_log(page)
    page.keyboard.type(line, delay=30)
    question = sheet.locator(".log-ask button")
    expect(question).to_have_count(2)

    page.keyboard.press("Enter")
    expect(question.first).to_be_focused()
    assert not Activity.objects.exists()
    page.keyboard.press("Enter")
    expect(question).to_have_count(0)
    settled(page)
    page.keyboard.press("Enter")

    expect(page.locator(".log-strip")).to_be_visible()
    told(len(line) + 4, "keystrokes", began)
    assert "Martin" in Activity.objects.get().prospect.name


def test_on_a_page_of_its_own_the_line_is_read_while_it_is_typed(
    today, durand, live_server
) -> None:
    page = today()
    go(page, f"{live_server.url}/log/?next=/activities/")
    page.locator("main #log-line").focus()
    page.keyboard.type("call Durand 12 min")
    read = page.locator("main .log-row > summary .chip")
    expect(read.filter(has_text="Durand SARL")).to_be_visible()
    settled(page)
    page.keyboard.press("Enter")

    expect(page).to_have_url(f"{live_server.url}/activities/")
    expect(page.locator("#toasts")).to_contain_text("Logged.")
    assert Activity.objects.get().duration_s == 720
    page.keyboard.press("l")  # nothing of it is left to be typed again
    expect(page.locator("#sheet #log-line")).to_have_value("")


def test_on_a_phone_four_taps_in_french(today, durand, rep, axe, told) -> None:
    factories.activity(rep=rep, prospect=durand, kind="note")
    page = today("fr")
    began = time.monotonic()
    page.locator(".bottom-bar .log").tap()
    sheet = page.locator("dialog#sheet")
    sheet.get_by_role("button", name="Durand SARL").tap()
    expect(sheet.locator(".log-row .chip", has_text="Durand SARL")).to_be_visible()
    sheet.locator("#id_kind label:has([value=email])").tap()
    sheet.locator("#id_outcome label:has([value=positive])").tap()
    settled(page)
    looked = time.monotonic()
    assert axe(page) == []
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    began += time.monotonic() - looked  # looking at it is no part of the log
    sheet.locator(".sheet-foot [type=submit]").tap()

    expect(page.locator(".log-strip")).to_contain_text("Durand SARL")
    told(5, "taps", began)  # four, and one more for how it went
    logged = Activity.objects.get(kind="email")
    assert (logged.prospect, logged.outcome) == (durand, "positive")


def test_without_network_a_line_waits_and_is_sent_once(
    today, durand, context: BrowserContext, complaints, live_server
) -> None:
    page = today()
    open_log(page)
    context.set_offline(True)
    page.keyboard.type("call Durand 12 min")
    page.keyboard.press("Enter")
    waiting = page.locator("[data-log-waiting]")
    expect(waiting).to_contain_text("1 waiting")
    expect(page.locator("#toasts")).to_contain_text("No network: kept on this phone")
    # The sheet itself is there without network too.
    open_log(page)
    page.keyboard.type("call Globex 4 min")
    page.keyboard.press("Enter")
    expect(waiting).to_contain_text("2 waiting")
    assert not Activity.objects.exists()

    # The first answer is lost on the way: sent again under its key, written once.
    lost = []

    def lose(route) -> None:
        lost.append(route.fetch())
        route.abort()

    page.route("**/log/", lose, times=1)
    with page.expect_event("requestfailed"):
        context.set_offline(False)
    expect(waiting).to_contain_text("2 waiting")
    go(page, f"{live_server.url}/activities/")

    # What is not sure is shown to be corrected, and never lost.
    sheet = page.locator("dialog#sheet")
    expect(sheet).to_contain_text("Nobody is called")
    expect(waiting).to_contain_text("1 to correct")
    sheet.get_by_role("button", name="Create").click()
    expect(sheet.locator(".chip", has_text="Globex (new)")).to_be_visible()
    sheet.locator(".sheet-foot").get_by_role("button", name="Save").click()
    expect(waiting).to_be_hidden()

    assert len(lost) == 1
    names = Activity.objects.order_by("pk").values_list("prospect__name", flat=True)
    assert list(names) == ["Durand SARL", "Globex"]
    complaints.clear()  # the browser notes what it could not load
