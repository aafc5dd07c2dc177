"""Dashboards against a sign-in page, served by the same process through the same middleware."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from typing import Any

RUNS = 25


def shown(client: Any, address: str) -> None:
    """Ask for a page that must be there."""
    answer = client.get(address)
    if answer.status_code != 200:
        raise RuntimeError(f"{address}: {answer.status_code}")


def p50(client: Any, address: str, before: Callable[[], Any] | None = None) -> float:
    """The median time of one page, after two that warm what is kept; ``before`` is not timed."""
    for _warm in range(2):
        shown(client, address)
    found = []
    for _run in range(RUNS):
        if before:
            before()
        began = time.perf_counter()
        client.get(address)
        found.append(time.perf_counter() - began)
    return statistics.median(found)


def dashboards() -> dict[str, dict[str, float]]:
    """My figures of a rep and Team of a manager, each as a multiple of the sign-in page.

    As it is served while nothing moved, and (``anew``) when a figure has just moved.
    """
    from django.core.cache import caches
    from django.test import Client
    from django.urls import reverse

    from crm.models import User

    login = reverse("account_login")
    found = {}
    for role, name in (("rep", "kpis:my-figures"), ("manager", "kpis:team")):
        person = User.objects.filter(role=role, is_active=True).order_by("id").first()
        client = Client()
        client.force_login(person)
        page, base = p50(client, reverse(name)), p50(Client(), login)
        anew = p50(client, reverse(name), before=caches["local"].clear)
        found[role] = {
            "page_s": page,
            "anew_s": anew,
            "login_s": base,
            "ratio": page / base,
            "anew_ratio": anew / base,
        }
    return found
