"""A reading as it is shown: figures, the rule with its thresholds, what it may mean, where to look."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from kpis.periods import Period


@dataclass(frozen=True)
class Look:
    """A figure to open: its KPI, and whose or what, as an address says it."""

    kpi: str
    label: str
    where: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """``facts`` hold today's numbers, ``rule`` the words of the rule, one sentence a condition."""

    key: str
    title: str
    good: bool
    period: Period
    facts: list[str]
    rule: list[str]
    means: str
    do: str
    looks: list[Look]
