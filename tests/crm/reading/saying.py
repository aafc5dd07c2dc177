"""The rows of the phrase tables, and the people they speak of.

Every field of a reading is compared: what a row does not say must have its plain value (held, now,
nobody, nothing). Moments are written "2026-03-12 14:00", or "2026-03-12" where no hour is set.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from rapidfuzz.distance import DamerauLevenshtein

from crm.reading import Doubt, Named, NextStep, Reading
from crm.text import name_key, plain

PARIS = ZoneInfo("Europe/Paris")
#: The clock of the phrases: a Tuesday.
NOW = datetime(2026, 3, 10, 10, 30, tzinfo=PARIS)
PROSPECTS = {
    "Durand SARL": "Paul Durand",
    "Acme": "",
    "Martin & Fils": "",
    "Boulangerie Martin": "Julie Martin",
    "Lefèvre": "Mme Lefèvre",
    "Demain Conseil": "",
    "Studio 12": "",
    "Call Center Ouest": "",
    "Garage Mercier": "",
    # Of the lines written without looking at the reader.
    "Menuiserie Colin": "Yves Colin / Nadia Benali",
    "Weber Logistik": "Anna Weber",
    "Patel Brothers": "",
    "Hôtel du Lac": "Sophie Roche",
}
PEOPLE = {
    named.contact_name or named.name: named
    for pk, (name, contacts) in enumerate(PROSPECTS.items(), start=1)
    for named in (
        Named(pk, name),
        *(
            Named(pk, name, pk * 10 + n, contact)
            for n, contact in enumerate(filter(None, contacts.split(" / ")))
        ),
    )
}


class Known:
    """The visible prospects of the vocabulary, by whole words and by near spelling."""

    def carrying(self, words: str) -> list[Named]:
        return [n for key, n in self._keys() if f" {words} " in f" {key} "]

    def near(self, words: str) -> list[Named]:
        return [
            n
            for key, n in self._keys()
            if not n.contact_id and DamerauLevenshtein.distance(key, plain(words)) <= 1
        ]

    @staticmethod
    def all_names() -> list[str]:
        return [
            name
            for named in PEOPLE.values()
            for name in (named.name, named.contact_name)
        ]

    @staticmethod
    def _keys() -> list[tuple[str, Named]]:
        return [(name_key(n.contact_name or n.name), n) for n in PEOPLE.values()]


@dataclass(frozen=True)
class Said:
    """One expected activity; ``what`` is "kind status"."""

    what: str
    who: str = ""
    minutes: int | None = None
    outcome: str = ""
    at: str = ""
    next: str = ""
    note: str = ""
    subject: str = ""
    doubts: str = ""
    new: str = ""
    ask: str = ""  # candidates, "A / B"
    amount: float | None = None  # euros
    complaint: str = ""
    reason: str = ""
    direction: str = "out"
    due: bool = False
    win: bool = False
    lose: bool = False
    on_site: bool = False

    def reading(self) -> Reading:
        kind, status = self.what.rsplit(" ", 1) if " " in self.what else ("", self.what)
        at, all_day = moment(self.at) if self.at else (NOW, False)
        return Reading(
            line="",
            kind=kind,
            status=status,
            at=at,
            all_day=all_day,
            direction=self.direction,
            who=PEOPLE[self.who] if self.who else None,
            candidates=tuple(PEOPLE[n] for n in self.ask.split(" / ") if n),
            new_name=self.new,
            minutes=self.minutes,
            outcome=self.outcome,
            due=self.due,
            note=self.note,
            subject=self.subject,
            amount=None if self.amount is None else round(self.amount * 100),
            complaint=self.complaint,
            complaint_reason_code=self.reason,
            win=self.win,
            lose=self.lose,
            next_step=_step(self.next),
            on_site=self.on_site,
            planned_match=status in ("no_show", "cancelled"),
            doubts=_in_order(Doubt(*d.split(".")) for d in self.doubts.split()),
        )


@dataclass(frozen=True)
class Row:
    """A line, and every activity it says."""

    line: str
    says: tuple[Said, ...]
    settings: dict[str, object] = field(default_factory=dict)


def row(line: str, *says: Said, **settings: object) -> Row:
    return Row(line, says, settings)


def moment(text: str) -> tuple[datetime, bool]:
    """(instant, all day)."""
    all_day = " " not in text
    at = datetime.fromisoformat(f"{text} 09:00" if all_day else text)
    return at.replace(tzinfo=PARIS), all_day


def _step(text: str) -> NextStep | None:
    """'demo 2026-03-12 14:00 for 45', 'task 2026-03-13: send quote'."""
    if not text:
        return None
    head, _, subject = text.partition(": ")
    head, _, minutes = head.partition(" for ")
    kind, _, at = head.partition(" ")
    return NextStep(kind, *moment(at), subject, int(minutes) if minutes else None)


def compared(reading: Reading) -> Reading:
    """The reading without its line, its doubts in one order."""
    return replace(reading, line="", doubts=_in_order(reading.doubts))


def _in_order(doubts: Iterable[Doubt]) -> tuple[Doubt, ...]:
    return tuple(sorted(doubts, key=lambda d: (d.field, d.code)))
