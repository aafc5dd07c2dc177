"""Civil days: each instant on exactly one, through every kind of clock change."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from dateutil import tz
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crm.civil import civil_day, ends_at, offset_steps, starts_at

#: zone -> a window of days that holds its oddest clock change.
ZONES = {
    "Africa/Cairo": (date(2014, 4, 20), date(2014, 10, 5)),
    "America/Havana": (date(2024, 3, 1), date(2024, 3, 20)),
    "America/Santiago": (date(2022, 8, 25), date(2022, 9, 20)),
    "America/St_Johns": (date(2006, 10, 15), date(2006, 11, 10)),
    "Asia/Beirut": (date(2024, 3, 20), date(2024, 4, 5)),
    "Australia/Lord_Howe": (date(2026, 3, 20), date(2026, 4, 15)),
    "Europe/Paris": (date(2026, 3, 20), date(2026, 4, 5)),
    "Pacific/Apia": (date(2011, 12, 20), date(2012, 1, 10)),
}
FIRST = int(datetime(1975, 1, 1, tzinfo=UTC).timestamp())
LAST = int(datetime(2035, 1, 1, tzinfo=UTC).timestamp())


def days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def wall_day(at: datetime, name: str) -> date:
    """Another reader of the same clocks: dateutil's, not the standard library's."""
    return at.astimezone(tz.gettz(name)).date()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.integers(FIRST, LAST), min_size=50, max_size=50))
def test_ten_thousand_instants_fall_on_the_day_the_wall_shows(
    seconds: list[int],
) -> None:
    for name in ZONES:
        zone = ZoneInfo(name)
        for second in seconds:
            at = datetime.fromtimestamp(second, UTC)
            day = civil_day(at, zone)
            assert day == wall_day(at, name), (name, at)
            assert starts_at(day, zone) <= at < ends_at(day, zone), (name, at)


@pytest.mark.parametrize("name", ZONES)
def test_a_day_starts_at_the_first_second_the_wall_shows_it_and_ends_after_the_last(
    name: str,
) -> None:
    zone, (first, last) = ZoneInfo(name), ZONES[name]
    for day in days(first, last):
        start, end = starts_at(day, zone), ends_at(day, zone)
        if start == end:
            continue  # a day this zone never had
        assert wall_day(start, name) == day
        assert wall_day(start - timedelta(seconds=1), name) < day
        assert wall_day(end - timedelta(seconds=1), name) == day
        assert wall_day(end, name) > day


@pytest.mark.parametrize("name", ZONES)
def test_each_quarter_of_an_hour_belongs_to_exactly_one_day(name: str) -> None:
    zone, (first, last) = ZoneInfo(name), ZONES[name]
    shown: dict[date, int] = {}
    at, end = starts_at(first, zone), ends_at(last, zone)
    while at < end:
        day = civil_day(at, zone)
        shown[day] = shown.get(day, 0) + 1
        at += timedelta(minutes=15)
    lived = [
        day for day in days(first, last) if ends_at(day, zone) > starts_at(day, zone)
    ]
    assert sorted(shown) == lived
    assert sum(shown.values()) == (end - starts_at(first, zone)) / timedelta(minutes=15)


@pytest.mark.parametrize(
    ("name", "day", "hours"),
    [
        ("Europe/Paris", date(2026, 3, 29), 23),
        ("Europe/Paris", date(2026, 10, 25), 25),
        ("Europe/Paris", date(2026, 11, 20), 24),
        ("Australia/Lord_Howe", date(2026, 4, 5), 24.5),
        ("Australia/Lord_Howe", date(2026, 10, 4), 23.5),
        ("America/Havana", date(2024, 3, 10), 23),
        ("America/Santiago", date(2022, 9, 11), 23),
        ("Asia/Beirut", date(2024, 3, 31), 23),
        ("Pacific/Apia", date(2011, 12, 30), 0),
        ("Pacific/Apia", date(2011, 12, 31), 24),
    ],
)
def test_how_long_a_day_lasts(name: str, day: date, hours: float) -> None:
    zone = ZoneInfo(name)
    assert ends_at(day, zone) - starts_at(day, zone) == timedelta(hours=hours)


def test_a_midnight_that_is_skipped_starts_the_day_at_one() -> None:
    zone = ZoneInfo("America/Santiago")
    start = starts_at(date(2022, 9, 11), zone).astimezone(zone)
    assert (start.hour, start.minute) == (1, 0)


def test_a_midnight_that_is_lived_twice_ends_a_day_after_the_next_began() -> None:
    """St. John's, 29 October 2006: one minute past midnight it was 23:01 of the 28th again."""
    zone = ZoneInfo("America/St_Johns")
    eve, day = date(2006, 10, 28), date(2006, 10, 29)
    assert ends_at(eve, zone) - starts_at(day, zone) == timedelta(hours=1)
    again = starts_at(day, zone) + timedelta(minutes=30)
    assert civil_day(again, zone) == eve


@pytest.mark.parametrize("name", ZONES)
def test_offset_steps_are_those_of_a_minute_by_minute_walk(name: str) -> None:
    zone, (first, last) = ZoneInfo(name), ZONES[name]
    start, end = starts_at(first, zone), ends_at(last, zone)
    walked: list[tuple[datetime, int]] = []
    other = tz.gettz(name)
    at = start
    while at < end:
        offset = int(at.astimezone(other).utcoffset().total_seconds())
        if not walked or walked[-1][1] != offset:
            walked.append((at, offset))
        at += timedelta(minutes=1)
    assert offset_steps(start, end, zone) == walked


def test_offset_steps_of_sixty_years_miss_no_change() -> None:
    """Only two changes within a week of each other that cancel out could be missed."""
    start, end = datetime(1975, 1, 1, tzinfo=UTC), datetime(2035, 1, 1, tzinfo=UTC)
    for name in ZONES:
        zone = ZoneInfo(name)
        steps = offset_steps(start, end, zone)
        for (since, offset), (until, _) in zip(
            steps, [*steps[1:], (end, 0)], strict=True
        ):
            at = since
            while at < until:
                assert int(at.astimezone(zone).utcoffset().total_seconds()) == offset
                at += timedelta(hours=36)


def test_offset_steps_search_ends_when_the_instants_have_fractions_of_a_second() -> (
    None
):
    zone = ZoneInfo("Europe/Paris")
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    start = change - timedelta(hours=5, microseconds=400_001)
    end = change + timedelta(seconds=1, microseconds=500_000)
    assert offset_steps(start, end, zone) == [(start, 3600), (change, 7200)]
