"""Hostile values in every field and parameter of every page: refused or harmless, never a 5xx (C13)."""

from __future__ import annotations

import pytest

from config.policy import POLICY
from tests.access.asking import address, body, nothing_kept, row_for, send

HOSTILE = (
    "\0",
    "9" * 400,
    "2026-02-31",
    "-1",
    "1e999",
    "NaN",
    "0001-01-01T00:00",
    "99999-12-31",
    "../../etc/passwd",
    "<script>alert(1)</script>'\"",
    "💥" * 3000,
    "' OR 1=1 --",
)
#: The parameters that lists, figures and forms read from an address.
ASKED = [
    "q",
    "page",
    "sort",
    "owner",
    "source",
    "stage",
    "pipeline",
    "step",
    "tag",
    "on",
    "at",
    "from",
    "to",
    "by",
    "team",
    "rep",
    "where",
    "cols",
    "view",
    "state",
    "kind",
    "status",
    "outcome",
    "product",
    "reason",
    "severity",
    "tab",
    "prospect",
    "deal",
    "contact",
    "plan",
    "period",
    "compare",
    "kpi",
    "day",
    "month",
    "language",
    # steering
    *("as_of", "category", "span", "taken", "basis", "every", "of", "back", "measure"),
    *("missing", "whose", "cell", "typed", "alert", "proposal", "against", "x", "y"),
    *("grain", "key", "format", "swap", "preset", "quiet", "since", "margin", "full"),
    *("worth", "ending", "revenue", "promoter", "year", "level", "fill", "limit"),
]
PAGES = [name for name in POLICY if not name.startswith(("api:", "healthz", "readyz"))]


def broken(world, principal, method: str, values: tuple[str, ...]) -> list[str]:
    """One line for each page that a value breaks."""
    found = []
    for route in PAGES:
        rule = POLICY[route]
        if method not in rule.methods:
            continue
        row = row_for(world, route, rule.record) if rule.record else None
        where = address(route, row.pk if row is not None else None)
        for value in values:
            data = dict.fromkeys(ASKED, value)
            if method == "POST":
                data = dict.fromkeys(body(world, route, principal.role, row), value)
            with nothing_kept():
                answer = send(principal, method, where, data)
            if answer.status_code >= 500:
                found.append(f"{method} {route} {value[:20]!r}: {answer.status_code}")
    return found


def test_no_form_breaks(world, entered) -> None:
    principal = entered("rep")
    principal.client.raise_request_exception = False

    assert broken(world, principal, "POST", HOSTILE[:3]) == []


@pytest.mark.fuzz
@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize("name", ["rep", "admin"])
def test_nothing_breaks(world, entered, name: str, method: str) -> None:
    principal = entered(name)
    principal.client.raise_request_exception = False

    assert broken(world, principal, method, HOSTILE) == []
