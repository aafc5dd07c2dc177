"""How a browser comes in and moves about."""

from __future__ import annotations

import http.cookiejar
import re
import urllib.parse
import urllib.request

from playwright.sync_api import BrowserContext, ConsoleMessage, Page

from tests.demo import Installation

#: htmx says so when a page is left while it asks whether something moved. What a server refuses is
#: noted by the browser itself, in words of its own.
ABORTED = ("htmx:afterRequest", "htmx:sendError", "htmx:sendAbort")
# Runs in every document before its own scripts, so that nothing is missed.
LISTEN = """
document.addEventListener("securitypolicyviolation", (event) => {
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`);
});
"""


def go(page: Page, url: str) -> None:
    """Open an address and wait until everything on it has settled."""
    page.goto(url)
    settled(page)


def settled(page: Page) -> None:
    page.wait_for_selector("html[data-ready]", state="attached")


def signed_in(demo: Installation, role: str) -> dict[str, str]:
    """{cookie: value} after signing in with email and password."""
    jar = http.cookiejar.CookieJar()
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(jar))
    address, login = f"{demo.url}/account/login/", demo.login(role)
    form = opener.open(address).read().decode()
    found = re.search(r'name="csrfmiddlewaretoken" value="([^"]+)"', form)
    assert found is not None
    sent = {
        "csrfmiddlewaretoken": found[1],
        "login": login["email"],
        "password": login["password"],
    }
    opener.open(address, urllib.parse.urlencode(sent).encode()).close()
    kept = {cookie.name: cookie.value or "" for cookie in jar}
    assert any(name.endswith("session") for name in kept), kept
    return kept


def listened_to(context: BrowserContext, said: list[str]) -> None:
    """Keep what this window complains about."""

    def on_console(message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(ABORTED):
            said.append(f"{message.text} {message.location['url']}")

    context.add_init_script(LISTEN)
    context.on("console", on_console)
    context.on("weberror", lambda error: said.append(str(error.error)))
