"""A real Chromium, and what it must never say: errors, broken policy, bad access."""

import json
import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.conf import settings
from playwright.sync_api import BrowserContext, Page, expect

from tests import servers
from tests.browser.visiting import go, listened_to, signed_in
from tests.demo import Installation, running_demo

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# A busy machine takes its time; what must be there within seconds is timed by its own test.
expect.set_options(timeout=15_000)
SERIOUS = ("serious", "critical")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser_type_launch_args(
    browser_type_launch_args: dict[str, Any],
) -> dict[str, Any]:
    return {
        **browser_type_launch_args,
        "executable_path": servers.chromium(),
        "args": [*browser_type_launch_args.get("args", []), *FLAGS],
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    return {
        **browser_context_args,
        "locale": "en-GB",
        "timezone_id": "Europe/Paris",
        "reduced_motion": "reduce",
    }


@pytest.fixture
def complaints(context: BrowserContext) -> Iterator[list[str]]:
    """What the browser complained about; a test that leaves any of it fails."""
    said: list[str] = []
    listened_to(context, said)
    yield said
    assert said == []


@pytest.fixture
def refused(complaints: list[str]) -> Callable[[int], None]:
    """``refused(422)``: the browser itself notes each refused request; this one was meant."""

    def run(status: int) -> None:
        noted = [said for said in complaints if f"status of {status}" in said]
        assert noted, complaints
        complaints.remove(noted[0])

    return run


@pytest.fixture
def page(context: BrowserContext, complaints: list[str]) -> Page:
    """Every page of a test is listened to."""
    return context.new_page()


@pytest.fixture(scope="session")
def axe_source() -> str:
    return (settings.BASE_DIR / "node_modules/axe-core/axe.min.js").read_text()


@pytest.fixture
def axe(axe_source: str) -> Callable[..., list[str]]:
    """Run axe on a page: its serious findings, one line each, with where they are.

    ``axe(page, "color-contrast")`` asks that rule alone.
    """

    def run(page: Page, *rules: str) -> list[str]:
        if not page.evaluate("() => 'axe' in window"):
            page.evaluate(axe_source)
        asked: dict[str, Any] = {"resultTypes": ["violations"]}
        if rules:
            asked["runOnly"] = list(rules)
        else:
            # What is not asked by the guidelines is seldom serious: but for this one.
            asked |= {"runOnly": TAGS, "rules": {"tabindex": {"enabled": True}}}
        found = page.evaluate("(asked) => axe.run(document, asked)", asked)
        return [
            f"{violation['id']}: {json.dumps(node['target'])} {node['failureSummary']}"
            for violation in found["violations"]
            if violation["impact"] in SERIOUS
            for node in violation["nodes"]
        ]

    return run


@pytest.fixture
def sign_in(live_server: Any) -> Callable[..., None]:
    """Put a person into a page's browser as signed in, without the form."""
    from django.test import Client

    def run(page: Page, person: Any) -> None:
        client = Client()
        client.force_login(person)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME]
        page.context.add_cookies(
            [{"name": cookie.key, "value": cookie.value, "url": live_server.url}]
        )

    return run


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Installation]:
    """The demo year served by real processes; tests write to it, each on rows of its own."""
    with running_demo(tmp_path_factory.mktemp("demo") / "data") as found:
        yield found


@pytest.fixture(scope="session")
def sessions(demo: Installation) -> Callable[[str], dict[str, str]]:
    """The session cookie of each role, from one sign-in through the form's own address."""
    kept: dict[str, dict[str, str]] = {}

    def of(role: str) -> dict[str, str]:
        if role not in kept:
            kept[role] = signed_in(demo, role)
        return kept[role]

    return of


@pytest.fixture
def enter(
    context: BrowserContext,
    complaints: list[str],
    demo: Installation,
    sessions: Callable[[str], dict[str, str]],
) -> Callable[..., Page]:
    """``enter("rep", "/today/")``: the demo as that person sees it, ready to be used."""

    def run(role: str, address: str = "/") -> Page:
        if role != "anonymous":
            cookies = sessions(role).items()
            context.add_cookies(
                [{"name": n, "value": v, "url": demo.url} for n, v in cookies]
            )
        page = context.new_page()
        go(page, demo.url + address)
        return page

    return run


@pytest.fixture(autouse=True)
def _no_async_guard() -> None:
    # Playwright's loop runs in the thread of the tests (tests/conftest.py).
    assert os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] == "true"


@pytest.fixture
def stage_of(demo: Installation):
    """The stage a deal is in, by name, as the database has it."""

    def ask(deal: str) -> str:
        [(name,)] = demo.ask(
            "SELECT s.name FROM crm_deal d JOIN crm_stage s ON s.id = d.stage_id"
            " WHERE d.id = ?",
            deal,
        )
        return str(name)

    return ask


@pytest.fixture
def new_deal(demo: Installation):
    """``new_deal(page, "Demo")``: a deal of the rep's own in that stage; the board shows it.

    ``prospect=7`` makes it that prospect's, and stays where the page is.
    """

    def make(page: Page, stage: str, prospect: int | None = None) -> str:
        email = demo.login("rep")["email"]
        fields = {
            "name": f"Chairs {uuid4().hex[:6]}",
            "stage": demo.id_of("SELECT id FROM crm_stage WHERE name = ?", stage),
            "owner": demo.id_of("SELECT id FROM crm_user WHERE email = ?", email),
            "kind": "new",
            "amount": "1200",
            "currency": "EUR",
            "token": str(uuid4()),
            "prospect": prospect or "",
        }
        address = page.evaluate(
            "async (fields) => (await window.boussole.send('/deals/new/', fields))"
            ".headers.get('HX-Redirect')",
            fields,
        )
        if prospect is None:
            go(page, f"{demo.url}/pipeline/")
        return str(address).strip("/").rpartition("/")[2]

    return make
