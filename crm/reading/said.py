"""What one line of the quick log was understood to say, and what is not sure about it.

Nothing here is saved: a reading is shown as chips, and the person decides.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol


@dataclass(frozen=True)
class Named:
    """Somebody a line may mean: a prospect, perhaps through one of its contacts."""

    prospect_id: int
    name: str
    contact_id: int | None = None
    contact_name: str = ""


class Names(Protocol):
    """Whom a line may mean, within what the person may change."""

    def carrying(self, words: str) -> list[Named]:
        """Prospects and contacts whose name carries the plain ``words`` as whole words."""
        ...

    def near(self, words: str) -> list[Named]:
        """Prospects and contacts whose name is spelled nearly so, the nearest first."""
        ...


@dataclass(frozen=True)
class Doubt:
    """An amber chip: which field, and why.

    ``field`` and its codes:
    "at": "not_a_working_day", "day_order" (3/4), "assumed" (nobody said when).
    "who": "several", "near" (spelled nearly so), "unknown" (``new_name`` is new), "missing",
    "count" ('3 appels' and two names).
    "kind": "ask". "outcome": "ask" or "assumed". "status": "contradiction". "note": "too_long".
    "next_step": "assumed", or a code of its moment.
    """

    field: str
    code: str


@dataclass(frozen=True)
class NextStep:
    """What is to be done after, with the same person."""

    kind: str
    at: datetime
    all_day: bool
    subject: str = ""
    minutes: int | None = None


@dataclass(frozen=True)
class Reading:
    """One activity, as read. ``amount`` is in minor units of the base currency.

    ``status``: "held", "planned", "no_show" or "cancelled". ``win``: the line proposes to win the
    deal; with ``kind`` "" it proposes no activity at all. ``complaint`` is what the customer
    complains of, "" when nobody complains; ``complaint_reason_code`` is the kind of reason heard
    in it: "delay", "quality", "billing", "relation", "order" or "".
    ``planned_match``: the line ends an activity that was planned at ``at`` (that day, if ``all_day``).
    """

    line: str
    kind: str
    status: str
    at: datetime
    direction: str = "out"
    who: Named | None = None
    candidates: tuple[Named, ...] = ()
    new_name: str = ""
    minutes: int | None = None
    outcome: str = ""
    all_day: bool = False
    due: bool = False
    note: str = ""
    subject: str = ""
    amount: int | None = None
    complaint: str = ""
    complaint_reason_code: str = ""
    win: bool = False
    lose: bool = False
    next_step: NextStep | None = None
    on_site: bool = False
    planned_match: bool = False
    doubts: tuple[Doubt, ...] = ()
