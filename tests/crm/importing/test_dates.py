"""Day or month first is proved by the column, or the file is refused."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from crm.civil import civil_day
from crm.importing.dates import decide, order_of, read_day, read_instant
from crm.importing.problems import Problem, Unreadable

PARIS = ZoneInfo("Europe/Paris")


def _columns(**texts: list[str]) -> dict[str, list[tuple[int, str]]]:
    return {name: list(enumerate(values, 2)) for name, values in texts.items()}


def test_one_day_above_twelve_decides_the_column() -> None:
    assert decide(_columns(at=["03/04/2017", "25/04/2017"])) == {"at": "dmy"}
    assert decide(_columns(at=["03/04/2017", "04/25/2017"])) == {"at": "mdy"}


def test_doubtful_column_follows_the_others_of_its_file() -> None:
    assert decide(_columns(a=["3/4/2017"], b=["1/31/2017"])) == {"a": "mdy", "b": "mdy"}


def test_doubtful_file_is_refused_with_a_line() -> None:
    with pytest.raises(Unreadable, match=r"Line 2.*date_format"):
        decide(_columns(at=["03/04/2017", "05/06/2017"]))


def test_column_of_two_minds_is_refused_with_both_lines() -> None:
    with pytest.raises(Unreadable, match=r"line 2 .*line 3"):
        decide(_columns(at=["25/04/2017", "04/25/2017"]))


def test_same_day_and_month_is_no_doubt() -> None:
    assert decide(_columns(at=["03/03/2017"])) == {"at": "dmy"}


@pytest.mark.parametrize(
    ("text", "order"),
    [
        ("2017-03-01", "dmy"),
        ("2017/3/1", "mdy"),
        ("1/3/2017", "dmy"),
        ("3/1/2017", "mdy"),
        ("01.03.2017", "dmy"),
        ("1/3/17", "dmy"),
        ("1er mars 2017", "dmy"),
        ("01-Mar-2017", "dmy"),
        ("March 1, 2017", "dmy"),
        ("1 févr. 2017", "dmy"),
        ("20170301", "%Y%m%d"),
    ],
)
def test_day_is_read(text: str, order: str) -> None:
    expected = date(2017, 2, 1) if "févr" in text else date(2017, 3, 1)
    assert read_day(text, order, PARIS) == expected


@pytest.mark.parametrize(
    "text",
    [
        "31/13/2017",
        "30/02/2017",
        "2017-13-01",
        "0050-01-01",
        "1899-12-31",
        "2200-01-01",
        "9999-99-99",
        "infinity",
        "now",
        "42430",
        "2017-03",
        "2017-03-01 25:00",
        "NaN",
        "2017-03-01; drop",
        "1/2/3/4",
        "\uff101/02/2017",
        "3 foo 2017",
    ],
)
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(Problem):
        read_day(text, "dmy", PARIS)


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Niue", "Europe/Paris"])
def test_date_without_hour_is_noon_and_stays_on_its_day(zone: str) -> None:
    there = ZoneInfo(zone)
    at, timed = read_instant("2017-03-26", "ymd", there)
    assert not timed
    assert civil_day(at, there) == date(2017, 3, 26)
    assert at.astimezone(there).hour == 12


@pytest.mark.parametrize(
    ("text", "utc"),
    [
        ("2017-03-01 14:05", datetime(2017, 3, 1, 13, 5, tzinfo=UTC)),
        ("2017-03-01T14:05:06Z", datetime(2017, 3, 1, 14, 5, 6, tzinfo=UTC)),
        ("2017-03-01T14:05:06.250+02:00", datetime(2017, 3, 1, 12, 5, 6, 250000, UTC)),
        ("1/3/2017 2:05 PM", datetime(2017, 3, 1, 13, 5, tzinfo=UTC)),
        ("1/3/2017 14h05", datetime(2017, 3, 1, 13, 5, tzinfo=UTC)),
    ],
)
def test_hour_is_read_in_the_organisations_zone(text: str, utc: datetime) -> None:
    assert read_instant(text, "dmy", PARIS) == (utc, True)


@pytest.mark.parametrize(
    ("given", "order"),
    [
        ("dd/mm/yyyy", "dmy"),
        ("M/D/YYYY", "mdy"),
        ("YYYY-MM-DD HH:mm", "ymd"),
        ("DMY", "dmy"),
    ],
)
def test_date_format_is_said_in_the_usual_ways(given: str, order: str) -> None:
    assert order_of(given) == order


def test_unknown_date_format_is_refused() -> None:
    with pytest.raises(Unreadable, match="dmy, mdy or ymd"):
        order_of("whatever")
