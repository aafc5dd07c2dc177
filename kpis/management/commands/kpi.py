"""Ask for a figure from the command line: the same answer as the pages and the API."""

from __future__ import annotations

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from crm.models import User
from kpis import coverage, handbook
from kpis.asking import BadQuestion, kpi_named, question
from kpis.catalogue import KPIS
from kpis.freshness import freshness
from kpis.rollup import report
from kpis.scope import ALL, Scope, find_person, scope_of
from kpis.wire import as_json


class Command(BaseCommand):
    help = "Print a figure: its total, and its rows when it is split."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("key", nargs="?", help="the indicator, as in --list")
        parser.add_argument("--list", action="store_true", help="print the catalogue")
        parser.add_argument(
            "--handbook", action="store_true", help="print docs/kpis.md"
        )
        parser.add_argument(
            "--coverage", action="store_true", help="print docs/coverage.md"
        )
        parser.add_argument("--from", help="first day, 2026-11-01")
        parser.add_argument("--to", help="last day, included")
        parser.add_argument("--by", action="append", default=[], help="at most twice")
        parser.add_argument("--rep", default="", help="one person, by email")
        parser.add_argument(
            "--team", default="", help="one team and those below it, by name"
        )
        parser.add_argument(
            "--where", nargs="*", action="extend", default=[], metavar="DIM=MEMBER"
        )
        parser.add_argument(
            "--as", default="", help="see what this person sees, by email"
        )
        parser.add_argument("--format", choices=["json", "table"], default="json")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["handbook"]:
            self.stdout.write(handbook.text(), ending="")
            return
        if options["coverage"]:
            self.stdout.write(coverage.text(), ending="")
            return
        if options["list"]:
            for kpi in KPIS.values():
                self.stdout.write(f"{kpi.key:24} {kpi.unit.value:8} {kpi.label}")
            return
        if not options["key"] or not options["from"] or not options["to"]:
            raise CommandError("Give an indicator with --from and --to, or --list.")
        now = timezone.now()
        try:
            kpi = kpi_named(options["key"])
            asked = question([kpi], self._scope(options["as"]), now=now, given=options)
            answer = as_json(report(kpi, asked), as_of=freshness(now).at)
        except BadQuestion as error:
            raise CommandError(f"--{error.parameter}: {error}") from error
        if options["format"] == "json":
            self.stdout.write(json.dumps(answer, ensure_ascii=False, indent=2))
        else:
            self._table(answer)

    def _scope(self, email: str) -> Scope:
        if not email:
            return ALL
        try:
            return scope_of(find_person(email))
        except User.DoesNotExist as error:
            raise CommandError(f"--as: nobody has the email {email}") from error

    def _table(self, answer: dict[str, Any]) -> None:
        lines = [
            (" · ".join(row["labels"].values()), _shown(row["value"], row["reason"]))
            for row in answer["rows"]
        ]
        lines.append(
            ("Total", _shown(answer["total"]["value"], answer["total"]["reason"]))
        )
        width = max(len(label) for label, _value in lines)
        for label, value in lines:
            self.stdout.write(f"{label:{width}}  {value:>16}")


def _shown(value: Any, reason: str | None) -> str:
    if value is None:
        return f"- ({reason})"
    if isinstance(value, dict):
        return f"n={value['n']} mean={value['mean']:.1f} median={value['median']:.1f}"
    return f"{value:.4f}" if isinstance(value, float) else str(value)
