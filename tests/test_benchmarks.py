"""The table of ``make bench`` says what holds and what does not."""

from __future__ import annotations

from typing import Any

from benchmarks.table import Table


def _found(ratio: float, work: float) -> dict[str, Any]:
    return {"lists": {"deals": {"ratio": ratio, "work_ratio": ratio, "work_s": work}}}


def _verdicts(*found: dict[str, Any]) -> dict[str, str]:
    sizes = [10_000, 100_000]
    table = Table({"sqlite": dict(zip(sizes, found, strict=True))}, sizes)
    return {row[0]: row[-1] for row in table.rows()}


def test_what_is_within_its_limit_holds() -> None:
    said = _verdicts(_found(1.9, 0.010), _found(2.0, 0.015))
    assert said["50 deals / bare page of them"] == "holds"
    assert said["50 deals, largest / smallest"] == "holds"


def test_what_is_over_it_is_named() -> None:
    said = _verdicts(_found(1.9, 0.010), _found(2.1, 0.016))
    assert said["50 deals / bare page of them"] == "NOT HELD: sqlite 100k"
    assert said["50 deals, largest / smallest"] == "NOT HELD: sqlite"


def test_what_was_not_measured_holds_nothing() -> None:
    """A line without values says so by its dashes and its verdict alike."""
    assert _verdicts({}, {})["log an activity, largest / smallest"] == "not measured"
