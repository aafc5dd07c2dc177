"""Prospects and what hangs on them, locked in one order everywhere, so that nobody waits in a circle."""

from __future__ import annotations

from collections.abc import Collection

from crm.models import Activity, Deal, Prospect


def take_families(ids: Collection[int]) -> None:
    """Lock the deals and planned activities of the prospects, then the prospects, each kind by id.

    As a single write does: a win takes its deal and then the prospect that becomes a customer.
    Whoever took the prospect first and wanted the deal next would wait for the win, and the win for
    them. Three statements. Inside the caller's transaction.
    """
    for rows in (
        Deal.objects.filter(prospect__in=ids),
        Activity.objects.planned().filter(prospect__in=ids),
        Prospect.objects.filter(pk__in=ids),
    ):
        list(rows.select_for_update().order_by("pk").values_list("pk"))
