"""What others add to a demo once the facts stand: the numbers put their targets here."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from crm.models import Team, User


@dataclass(frozen=True)
class Baseline:
    """What a person does in an ordinary full month; ``revenue`` in base minor units, rates in 0..1."""

    revenue: int
    calls: int
    emails: int
    meetings: int
    demos: int
    leads: int
    wins: int
    conversion: float
    win_rate: float
    first_contact_hours: float


@dataclass(frozen=True)
class DemoContext:
    """The demo as it was made.

    ``months``: first days of the demo's months, oldest first, the month of ``today`` last.
    ``people_by_team``: who is in the team today. ``since``: the first day of who arrived later.
    ``season``: how much of an ordinary month each month of the year is (1.0 = ordinary).
    ``now``: the instant the facts stop at (the start of ``today``).
    """

    seed: int
    today: date
    now: datetime
    first_day: date
    months: list[date]
    teams: dict[str, Team]
    people: dict[str, User]
    people_by_team: dict[str, list[User]]
    managers: dict[str, User]
    admin: User
    baselines: dict[int, Baseline]
    since: dict[int, date]
    season: dict[int, float]


#: Called in order inside the transaction that writes the demo.
AFTER_DEMO: list[Callable[[DemoContext], None]] = []
