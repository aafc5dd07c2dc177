"""The one place that says on which civil day an instant falls, in the organisation's time zone."""

from __future__ import annotations

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

#: No clock has ever been moved by more; the widest search around a midnight.
WIDEST_JUMP = timedelta(hours=26)
#: No zone has left an offset and come back to it within this time since 1970.
LONGEST_STEP = timedelta(days=7)


def civil_day(at: datetime, zone: ZoneInfo) -> date:
    """The date a clock on the wall shows at this instant."""
    return at.astimezone(zone).date()


@lru_cache(maxsize=20_000)
def starts_at(day: date, zone: ZoneInfo) -> datetime:
    """The first instant (UTC) of the civil day; for a midnight that is skipped, the one after it.

    A day the zone skipped whole (Apia, 30 December 2011) starts where the next one does.
    """
    midnight = datetime.combine(day, time.min, tzinfo=zone).astimezone(UTC)
    earliest = min(midnight, *(_midnight(day, zone, fold) for fold in (0, 1)))
    if (
        civil_day(earliest, zone) == day
        and civil_day(earliest - timedelta(seconds=1), zone) < day
    ):
        return earliest
    return _search(day, zone, earliest)


def ends_at(day: date, zone: ZoneInfo) -> datetime:
    """The instant after which the wall never shows this day again.

    Where the clock is put back across midnight, a day ends after the next one began: the hour that
    is lived twice belongs to the day the wall shows.
    """
    start = starts_at(day + timedelta(days=1), zone)
    if _offset(start + timedelta(hours=3), zone) >= _offset(start, zone):
        return start
    back = start
    for minutes in range(1, 181):
        probe = start + timedelta(minutes=minutes)
        if civil_day(probe, zone) == day:
            back = probe + timedelta(minutes=1)
    return back


def _midnight(day: date, zone: ZoneInfo, fold: int) -> datetime:
    return (
        datetime.combine(day, time.min, tzinfo=zone).replace(fold=fold).astimezone(UTC)
    )


def _search(day: date, zone: ZoneInfo, around: datetime) -> datetime:
    """The first instant whose civil day is ``day`` or later, by bisection to the second."""
    low, high = around - WIDEST_JUMP, around + WIDEST_JUMP
    while high - low > timedelta(seconds=1):
        middle = (low + (high - low) / 2).replace(microsecond=0)
        if middle <= low:
            break
        if civil_day(middle, zone) >= day:
            high = middle
        else:
            low = middle
    return high.replace(microsecond=0)


def offset_steps(
    start: datetime, end: datetime, zone: ZoneInfo
) -> list[tuple[datetime, int]]:
    """The zone's offsets over start..end: [(from instant, offset in seconds), ...], in order.

    Offsets change on whole seconds, so instants are searched by their second.
    """
    steps = [(start, _offset(start, zone))]
    probe = start.replace(microsecond=0)
    while probe < end:
        following = min(probe + LONGEST_STEP, end.replace(microsecond=0))
        if _offset(following, zone) != steps[-1][1]:
            probe = _change_between(probe, following, zone)
            steps.append((probe, _offset(probe, zone)))
        elif following == probe:
            break
        else:
            probe = following
    return steps


def _change_between(low: datetime, high: datetime, zone: ZoneInfo) -> datetime:
    """The second the offset of ``low`` is left, somewhere before ``high``, by bisection."""
    offset = _offset(low, zone)
    while (apart := int((high - low).total_seconds())) > 1:
        middle = low + timedelta(seconds=apart // 2)
        if _offset(middle, zone) == offset:
            low = middle
        else:
            high = middle
    return high


def _offset(at: datetime, zone: ZoneInfo) -> int:
    offset = zone.utcoffset(at.astimezone(zone))
    return int(offset.total_seconds()) if offset else 0
