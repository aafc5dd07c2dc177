"""Build, verify and look at the precomputed figures."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from kpis import ledger, snapshots
from kpis.freshness import freshness
from kpis.models import CivilDay, DailySnapshot, Restatement
from kpis.periods import Period, between
from kpis.verify import verify


class Command(BaseCommand):
    help = "build: recompute; verify: compare with the rows, exit 1 if they differ; status."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("action", choices=["build", "verify", "status"])
        parser.add_argument("--from", type=date.fromisoformat, help="first day")
        parser.add_argument("--to", type=date.fromisoformat, help="last day, included")

    def handle(self, *args: Any, **options: Any) -> None:
        period = self._period(options["from"], options["to"])
        getattr(self, f"_{options['action']}")(period)

    def _period(self, first: date | None, last: date | None) -> Period | None:
        if (first is None) != (last is None):
            raise CommandError(
                "Give both --from and --to, or neither for the whole history."
            )
        if first is None or last is None:
            return None
        if last < first:
            raise CommandError("--to is before --from.")
        return between(first, last)

    def _build(self, period: Period | None) -> None:
        done = snapshots.build(now=timezone.now(), period=period)
        self.stdout.write(
            json.dumps(
                {
                    "marks": done.marks,
                    "written": done.cells_written,
                    "restated": done.restated,
                }
            )
        )

    def _verify(self, period: Period | None) -> None:
        found = verify(period=period)
        self.stdout.write(
            json.dumps(
                {
                    "cells": found.cells,
                    "pending": found.pending,
                    "differences": [d.as_json() for d in found.differences[:200]],
                    "more": max(0, len(found.differences) - 200),
                },
                indent=2,
            )
        )
        if found.differences:
            raise SystemExit(1)

    def _status(self, _period: Period | None) -> None:
        now = timezone.now()
        fresh = freshness(now)
        first_days = CivilDay.objects.order_by("day").values_list("day", flat=True)
        self.stdout.write(
            json.dumps(
                {
                    "state": fresh.state,
                    "as_of": fresh.at.isoformat() if fresh.at else None,
                    "pending_marks": ledger.pending(),
                    "oldest_pending": str(ledger.oldest_pending() or "") or None,
                    "days": CivilDay.objects.count(),
                    "first_day": str(first_days.first() or "") or None,
                    "published": CivilDay.objects.filter(
                        published_at__isnull=False
                    ).count(),
                    "cells": DailySnapshot.objects.count(),
                    "restatements": Restatement.objects.count(),
                    "changed_definitions": snapshots.changed_definitions(),
                },
                indent=2,
            )
        )
