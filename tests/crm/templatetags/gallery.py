"""Invented data for the gallery of components: the cast and the day of the visual guide."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

DATA = Path(__file__).with_name("gallery.json")


def context(theme: str = "light") -> dict[str, Any]:
    """Everything components/gallery.html reads, shell and freshness included."""
    data: dict[str, Any] = json.loads(DATA.read_text(encoding="utf-8"))
    data["shell"]["theme"] = theme
    data["freshness"]["at"] = datetime(2026, 11, 20, 16, 42, tzinfo=UTC)
    data["picker"].update(start=date(2026, 11, 1), end=date(2026, 11, 20))
    return data
