"""The week: seven civil days by the clock on the wall."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse

from crm.views.parts.lanes import side_by_side
from tests import factories
from tests.factories import NOW, paris

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def shown(client, **asked: str) -> dict[str, list[str]]:
    """{day: what stands there, by hour} of the week asked for."""
    context = client.get(reverse("crm:week"), asked).context
    return {
        day["date"].isoformat(): [
            f"{one['time']} {one['title']}".strip()
            for one in [*day["all_day"], *day["timed"]]
        ]
        for day in context["days"]
    }


def task(rep, subject: str, at, **fields):
    return factories.activity(rep=rep, kind="task", subject=subject, at=at, **fields)


def test_each_stands_on_its_civil_day(rep, teammate, client_of) -> None:
    task(rep, "Sunday", paris(2026, 11, 15, 23, 59))
    task(rep, "Monday", paris(2026, 11, 16, 0, 0))
    task(rep, "Friday", paris(2026, 11, 20, 18))
    task(rep, "Some time", paris(2026, 11, 20, 0), all_day=True, status="planned")
    task(rep, "Last", paris(2026, 11, 22, 23, 45))
    task(rep, "After", paris(2026, 11, 23, 0))
    task(teammate, "Hugo's", paris(2026, 11, 20, 12))
    found = shown(client_of(rep))
    assert {day: one for day, one in found.items() if one} == {
        "2026-11-16": ["00:00 Monday"],
        "2026-11-20": ["Some time", "18:00 Friday"],
        "2026-11-22": ["23:45 Last"],
    }


@pytest.mark.parametrize(
    ("day", "hours"),
    [
        (date(2026, 10, 25), [(0, 0), (1, 30), (3, 0), (23, 59)]),
        (date(2026, 3, 29), [(0, 0), (1, 59), (3, 0), (23, 59)]),
    ],
)
def test_the_days_on_which_the_clock_moves(rep, client_of, day, hours) -> None:
    for hour, minute in hours:
        task(rep, "x", paris(day.year, day.month, day.day, hour, minute), now=NOW)
    found = shown(client_of(rep), on=day.isoformat())
    wanted = [f"{hour:02}:{minute:02} x" for hour, minute in hours]
    assert found[day.isoformat()] == wanted


def test_hours_widen_for_what_stands_outside(rep, client_of) -> None:
    client, url = client_of(rep), reverse("crm:week")

    def hours() -> tuple[str, str]:
        slots = client.get(url).context["slots"]
        return slots[0]["hour"], slots[-1]["hour"]

    assert hours() == ("08:00", "18:30")
    task(rep, "Early", paris(2026, 11, 18, 6, 15))
    task(rep, "Late", paris(2026, 11, 18, 23, 30), duration_s=7200)
    assert hours() == ("06:00", "23:30")


@pytest.mark.parametrize("on", ["", "tomorrow", "0001-01-01", "9999-12-31", "\0"])
def test_a_day_that_cannot_be_shown_is_today(rep, client_of, on) -> None:
    answer = client_of(rep).get(reverse("crm:week"), {"on": on})
    assert answer.status_code == 200
    assert answer.context["on"] == NOW.date()


def test_a_manager_chooses_whom(manager, rep, other_rep, client_of) -> None:
    task(rep, "Camille's", NOW)
    client = client_of(manager)
    assert shown(client, who=str(rep.pk))["2026-11-20"] == ["10:30 Camille's"]
    for who in (other_rep.pk, 10**12, "x"):
        assert client.get(reverse("crm:week"), {"who": who}).status_code == 404
    answer = client_of(rep).get(reverse("crm:week"), {"who": manager.pk})
    assert answer.status_code == 404


def test_asks_as_little_however_full(rep, client_of, django_assert_max_num_queries):
    client = client_of(rep)
    client.get(reverse("crm:week"))
    for n in (1, 20):
        for minute in range(n):
            at = NOW + timedelta(minutes=minute)
            prospect = factories.prospect(owner=rep)
            factories.activity(rep=rep, prospect=prospect, at=at, status="planned")
        with django_assert_max_num_queries(8):
            client.get(reverse("crm:week"))


@pytest.mark.parametrize(
    ("times", "lanes"),
    [
        ([(0, 30), (30, 60)], [(0, 1), (0, 1)]),
        ([(0, 60), (30, 90), (60, 120)], [(0, 2), (1, 2), (0, 2)]),
        ([(0, 60)] * 6, [(0, 4), (1, 4), (2, 4), (3, 4), (3, 4), (3, 4)]),
    ],
)
def test_what_overlaps_stands_side_by_side(times, lanes) -> None:
    events = [{"start": start, "end": end} for start, end in times]
    side_by_side(events)
    assert [(one["lane"], one["lanes"]) for one in events] == lanes
