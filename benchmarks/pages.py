"""Dashboards against a sign-in page, served by the same process through the same middleware."""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

RUNS = 25
#: The quarter the benchmarks stand in.
QUARTER_FIRST, QUARTER_END = date(2026, 10, 1), date(2027, 1, 1)


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


#: Figures opened to their rows: flows, ratios, stocks, spreads, what became of customers.
OPENED = (
    "calls_made_all",
    "revenue",
    "win_rate",
    "lead_conversion",
    "pipeline_value",
    "sales_cycle",
    "prospects_contacted",
    "retention",
    "stage_conversion",
    "time_in_stage",
)


def explained() -> dict[str, float]:
    """The first page of Explain, over several figures of a team's manager: the 95th percentile."""
    from django.core.cache import caches
    from django.test import Client
    from django.urls import reverse

    from crm.models import User

    client = Client()
    person = User.objects.filter(role="manager", is_active=True).order_by("id").first()
    client.force_login(person)
    addresses = [reverse("kpis:explain", args=[key]) for key in OPENED]
    for address in addresses:
        shown(client, address)
    taken = []
    for _run in range(4):
        for address in addresses:
            caches["local"].clear()
            began = time.perf_counter()
            shown(client, address)
            taken.append(time.perf_counter() - began)
    return {"p95_ms": 1_000 * statistics.quantiles(taken, n=20)[-1]}


def ranking() -> dict[str, float]:
    """Everybody ranked over a quarter: the page less a sign-in page, against the bare sums."""
    from django.core.cache import caches
    from django.db import connection
    from django.test import Client
    from django.urls import reverse

    from crm.models import User

    person = User.objects.filter(role="admin", is_active=True).order_by("id").first()
    client = Client()
    client.force_login(person)
    address = reverse("kpis:rankings", query={"period": "quarter", "kpi": "revenue"})
    page = p50(client, address, before=caches["local"].clear)
    login = p50(Client(), reverse("account_login"))

    def bare() -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT rep_id, SUM(won_amount) FROM kpis_dailysnapshot"
                " WHERE day >= %s AND day < %s GROUP BY rep_id",
                [QUARTER_FIRST, QUARTER_END],
            )
            cursor.fetchall()

    taken = []
    for _run in range(RUNS):
        began = time.perf_counter()
        bare()
        taken.append(time.perf_counter() - began)
    sql = statistics.median(taken)
    return {"page_s": page, "sql_s": sql, "ratio": page / (login + 2 * sql)}
