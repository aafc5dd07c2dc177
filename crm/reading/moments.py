"""When an action takes or took place, by its words and by its verb."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from crm.reading.dates import Day
from crm.reading.drafts import Draft
from crm.reading.whens import Calendar

MORNING = time(9)


@dataclass(frozen=True)
class Moment:
    """``said`` is false when the line names none: it is now, or the default of a plan."""

    at: datetime
    all_day: bool
    said: bool
    code: str = ""

    def is_after(self, now: datetime) -> bool:
        """Still to come: what has no hour is to come from tomorrow on."""
        if self.all_day:
            return self.at.date() > now.date()
        return self.at > now


def moment_of(draft: Draft, on: Calendar) -> Moment:
    when = draft.when
    if when is None:
        if draft.hour is None:
            return Moment(on.now, False, said=False)
        return _bare_hour(draft, draft.hour, on)
    if when.instant is not None:
        return Moment(when.instant.replace(second=0, microsecond=0), False, said=True)
    day = _day_meant(draft, when.day)
    code = when.day.code or ("" if on.working.works(day) else "not_a_working_day")
    if draft.hour is None:
        return Moment(at_time(day, MORNING, on), True, said=True, code=code)
    return Moment(at_time(day, draft.hour, on), False, said=True, code=code)


def _day_meant(draft: Draft, day: Day) -> date:
    """A bare 'lundi' is the next one, unless what is said of it has happened."""
    ahead = ("call_back", "meeting_booked", "positive")
    if draft.outcome in ahead and draft.outcome_first:
        return day.ahead
    happened = draft.outcome in (
        "no_answer",
        "voicemail",
        "not_interested",
        "call_back",
    )
    if draft.is_sure_done or (happened and not draft.outcome_first):
        return day.back
    return day.ahead if draft.form == "todo" else day.on


def _bare_hour(draft: Draft, hour: time, on: Calendar) -> Moment:
    """Today; what is still to do at an hour gone by is for the next working day."""
    today = at_time(on.today, hour, on)
    if draft.form == "todo" and today < on.now:
        day = on.working.first_from(on.today + timedelta(days=1))
        return Moment(at_time(day, hour, on), False, said=True, code="assumed")
    code = "" if on.working.works(on.today) else "not_a_working_day"
    return Moment(today, False, said=True, code=code)


def at_time(day: date, at: time, on: Calendar) -> datetime:
    """The wall clock of the reader's zone."""
    return datetime.combine(day, at, tzinfo=on.now.tzinfo)


def next_working_day(on: Calendar) -> Moment:
    """What is to do, and nobody said when."""
    day = on.working.first_from(on.today + timedelta(days=1))
    return Moment(at_time(day, MORNING, on), True, said=False, code="assumed")
