"""``manage.py seed``: a demo year, or any amount of data to measure with."""

from __future__ import annotations

import json
import time
from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django.utils.translation import override

from crm.civil import civil_day
from crm.models import Organisation, User
from crm.seeding import people
from crm.seeding.demo import seed_demo
from crm.seeding.scale import Size, seed_scale


class Command(BaseCommand):
    help = "Fill an empty database with a demo year, or with data of a given size."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--profile", choices=["demo", "scale"], default="demo")
        parser.add_argument("--seed", type=int, default=1, help="same seed, same rows")
        parser.add_argument(
            "--today",
            type=date.fromisoformat,
            help="the day the data ends (default: today)",
        )
        parser.add_argument("--reps", type=int, default=50, help="scale only")
        parser.add_argument("--days", type=int, default=730, help="scale only")
        parser.add_argument(
            "--activities", type=int, default=100_000, help="scale only"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if User.objects.get_queryset().people().exists():
            raise CommandError(
                "This database already has people in it. Seed an empty one"
                " (bin/boussole manage flush), so that nothing real is mixed with"
                " invented data."
            )
        today = options["today"] or civil_day(
            timezone.now(), Organisation.current().zone
        )
        start = time.monotonic()
        # Here and nowhere else it is decided which language the demo's people write.
        with override(settings.FIRST_LANGUAGE):
            counts = self._seed(options, today)
        self._told(f"logins in {write_logins(options['profile'])}")
        took = time.monotonic() - start
        self._told(
            f"{sum(counts.values()):,} rows in {took:.1f} s."
            " Figures follow with: manage.py snapshots build"
        )

    def _seed(self, options: dict[str, Any], today: date) -> dict[str, int]:
        if options["profile"] == "demo":
            return seed_demo(seed=options["seed"], today=today, told=self._told)
        size = Size(options["reps"], options["days"], options["activities"])
        return seed_scale(seed=options["seed"], today=today, size=size, told=self._told)

    def _told(self, line: str) -> None:
        self.stderr.write(f"seed: {line}")


def write_logins(profile: str) -> Path:
    """{"rep": {"email", "password"}, "manager": ..., "admin": ...} for the installation's owner."""
    names = {"rep": "Camille Roux", "manager": "Sophie Moreau", "admin": "Alice Martin"}
    logins = {
        role: {"email": people.email_of(name), "password": people.PASSWORDS[role]}
        for role, name in names.items()
    }
    path = Path(settings.DATA) / "demo-logins.json"
    path.write_text(json.dumps(logins, indent=2) + "\n", encoding="utf-8")
    path.chmod(0o600)
    return path
