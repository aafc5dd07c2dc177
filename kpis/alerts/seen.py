"""What was judged last of an alert, as JSON."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from typing import Any

from kpis.alerts.judging import Verdict
from kpis.periods import Period


def seen_of(verdict: Verdict) -> dict[str, Any]:
    period = verdict.period
    return {
        "value": _pair(verdict.value),
        "against": _pair(verdict.against),
        "share": _pair(verdict.share),
        "n": verdict.n,
        "days": [str(period.first), str(period.end)] if period else None,
    }


def _pair(value: Fraction | None) -> list[int] | None:
    return None if value is None else [value.numerator, value.denominator]


def period_of(seen: Mapping[str, Any]) -> Period | None:
    """The days that were judged."""
    days = seen.get("days")
    return Period(*map(date.fromisoformat, days)) if days else None


def fraction(pair: list[int] | None) -> Fraction | None:
    """What ``seen`` holds, exact as it was judged."""
    return None if pair is None else Fraction(pair[0], pair[1])
