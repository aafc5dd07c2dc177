"""``manage.py import_data KIND FILE``: bring in what other systems know. See docs/import.md."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from crm.importing import handbook, registry
from crm.importing.apply import ON_MATCH
from crm.importing.mapping import Mapping
from crm.importing.parse import read_bytes
from crm.importing.problems import Unreadable
from crm.importing.run import import_file


class Command(BaseCommand):
    help = (
        "Import a CSV or .xlsx file. Prints a JSON report; exit 0 when every row is "
        "accounted for, 2 when the file cannot be read."
    )

    # Addresses and templates have nothing to do with a file; checking them takes seconds.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("kind", nargs="?", metavar="KIND")
        parser.add_argument("file", nargs="?", type=Path, metavar="FILE")
        parser.add_argument("--mapping", type=Path, metavar="M.json")
        parser.add_argument(
            "--dry-run", action="store_true", help="report exactly, write nothing"
        )
        parser.add_argument(
            "--on-match",
            choices=ON_MATCH,
            default="update",
            help="what becomes of a row that is already there",
        )
        parser.add_argument(
            "--fields", metavar="KIND", help="list the field paths of a kind"
        )
        parser.add_argument(
            "--handbook", action="store_true", help="print docs/import.md"
        )

    def handle(self, *args: Any, **options: Any) -> str:
        """What is printed; ``call_command`` returns it too."""
        if options["handbook"]:
            return handbook.text()
        try:
            if options["fields"]:
                return handbook.field_list(registry.get(options["fields"]))
            if not options["kind"] or not options["file"]:
                raise Unreadable(f"KIND FILE? KIND: {', '.join(registry.kinds())}")
            report = self._import(options)
        except Unreadable as error:
            raise CommandError(str(error), returncode=2) from error
        return json.dumps(report, ensure_ascii=False, indent=1)

    def _import(self, options: dict[str, Any]) -> dict[str, Any]:
        path = Path(options["file"])
        registry.get(options["kind"])
        given = options["mapping"]
        mapping = Mapping.load(Path(given)) if given else Mapping()
        return import_file(
            kind=options["kind"],
            data=read_bytes(path),
            file_name=path.name,
            mapping=mapping,
            on_match=options["on_match"],
            dry_run=options["dry_run"],
            by=None,
            now=timezone.now(),
        ).as_json()
