"""One database, one size: fill it and measure. Started by ``benchmarks`` in a process of its own."""

from __future__ import annotations

import json
import os
import sys
from datetime import date, timedelta
from typing import Any

DAYS = 730
TODAY = date(2026, 11, 20)


def main(activities: int, maven: bool) -> dict[str, Any]:
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benchmarks.settings")
    django.setup()
    from django.core.management import call_command

    from benchmarks import (
        alerts,
        board,
        daily,
        digests,
        figures,
        import_maven,
        pages,
        search,
    )

    call_command("migrate", verbosity=0)
    found: dict[str, Any] = {}
    if maven and import_maven.default_data_dir().is_dir():
        found["import"] = import_maven.measure(runs=3)
    size = ["--reps", str(max(10, activities // 2_000)), "--days", str(DAYS)]
    size += ["--activities", str(activities), "--today", TODAY.isoformat()]
    call_command("seed", "--profile", "scale", "--seed", "1", *size, stderr=sys.stderr)
    call_command("snapshots", "build", stdout=sys.stderr)
    _analyse()
    first = TODAY - timedelta(days=DAYS)
    found["one day"] = figures.one_day(TODAY - timedelta(days=8))
    found["two years"] = figures.backfill(first, TODAY + timedelta(days=1))
    found["company"] = figures.company(TODAY - timedelta(days=30), TODAY)
    found["pages"] = pages.dashboards()
    found["explain"] = pages.explained()
    found["ranking"] = pages.ranking()
    found["lists"] = daily.lists()
    found["logging"] = daily.logging()
    found["board"] = board.board()
    found["digests"] = digests.digests(TODAY)
    found["alerts"] = alerts.alerts(TODAY)
    # Last: as many prospects as there were activities.
    found["search"] = search.search(activities)
    return found


def _analyse() -> None:
    """As autovacuum does in life; an embedded SQLite is analysed by nobody, so not here either."""
    from django.db import connection

    if connection.vendor != "postgresql":
        return
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


if __name__ == "__main__":
    print(json.dumps(main(int(sys.argv[1]), sys.argv[2] == "maven")))
