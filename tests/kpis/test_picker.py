"""The period and filters of an address: read, said, written back."""

from datetime import date
from itertools import pairwise

import pytest
from django.http import Http404, QueryDict

from crm.models import Source, Team, User
from kpis import picker
from kpis.periods import Period, between
from kpis.scope import ALL, scope_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
TODAY = date(2026, 11, 20)


def read(text: str = "", scope=ALL) -> picker.Picked:
    return picker.read(QueryDict(text), scope, TODAY)


def test_without_an_address_it_is_this_month_up_to_today() -> None:
    found = read()

    assert found.period == Period(date(2026, 11, 1), date(2026, 11, 21))
    assert found.compared == Period(date(2026, 10, 1), date(2026, 10, 21))
    assert found.address() == ""
    assert found.shown()["label"] == "1–20 Nov 2026"
    assert found.shown()["next"] is None


@pytest.mark.parametrize(
    ("text", "first", "end", "kind"),
    [
        ("period=month&on=2026-10", (2026, 10, 1), (2026, 11, 1), "month"),
        ("period=month&on=2026-10-31", (2026, 10, 1), (2026, 11, 1), "month"),
        ("period=week&on=2026-W46", (2026, 11, 9), (2026, 11, 16), "week"),
        ("period=quarter&on=2026-Q2", (2026, 4, 1), (2026, 7, 1), "quarter"),
        ("period=year&on=2025", (2025, 1, 1), (2026, 1, 1), "year"),
        ("period=day&on=2026-11-19", (2026, 11, 19), (2026, 11, 20), "day"),
        ("from=2026-11-03&to=2026-11-10", (2026, 11, 3), (2026, 11, 11), "range"),
        ("from=2026-10-01&to=2026-10-31", (2026, 10, 1), (2026, 11, 1), "month"),
        ("from=2026-11-10&to=2026-12-10", (2026, 11, 10), (2026, 11, 21), "range"),
    ],
)
def test_a_period_is_named_as_people_name_it(text, first, end, kind) -> None:
    found = read(text)

    assert found.period == Period(date(*first), date(*end))
    assert found.kind == kind
    assert found.problems == []
    assert read(found.address().lstrip("?")).period == found.period


@pytest.mark.parametrize(
    "text",
    [
        "period=month&on=2026-13",
        "period=month&on=yesterday",
        "period=fortnight",
        "from=2026-11-10&to=2026-11-01",
        "from=2026-11-10",
        "from=0001-01-01&to=9999-12-31",
        "period=year&on=99999999",
        "period=week&on=2026-W99",
        "period=quarter&on=2026-Q7",
        "period=month&on=2027-01",
        "from=2027-01-01&to=2027-02-01",
        "compare=never",
        "where=source",
        "where=moon:1",
        "where=source:99999",
        "where=source:999999999999999999999999",
        "on=%00",
        "where=source:%00",
    ],
)
def test_what_cannot_be_read_is_said_and_falls_back(text: str) -> None:
    found = read(text)

    assert len(found.problems) == 1
    assert TODAY in found.around


def test_the_comparison_may_be_a_year_back() -> None:
    assert read("compare=year").compared == Period(
        date(2025, 11, 1), date(2025, 11, 21)
    )


def test_twelve_equal_periods_end_with_this_one() -> None:
    trail = read().trail()

    assert len(trail) == 12
    assert trail[-1] == read().period
    assert trail[0] == Period(date(2025, 12, 1), date(2025, 12, 21))
    ranges = read("from=2026-11-03&to=2026-11-10").trail()
    assert {part.days for part in ranges} == {8}
    assert all(a.end == b.first for a, b in pairwise(ranges))


def test_filters_are_resolved_and_kept_in_the_address() -> None:
    source = Source.objects.create(name="Trade fair")
    found = read("where=source:trade+fair&where=region:none")

    assert found.members == (("source", source.pk), ("region", None))
    assert read(found.address().lstrip("?")).members == found.members


def test_people_and_teams_outside_the_scope_do_not_exist(
    rep: User, teammate: User, manager: User, other_rep: User, north: Team, south: Team
) -> None:
    assert read(f"rep={rep.pk}", scope_of(rep)).rep == rep
    assert read(f"rep={rep.email}", scope_of(manager)).rep == rep
    assert read(f"team={north.name}", scope_of(manager)).team == north
    for reader, text in (
        (rep, f"rep={teammate.pk}"),
        (rep, f"team={north.pk}"),
        (manager, f"rep={other_rep.pk}"),
        (manager, f"team={south.pk}"),
        (manager, "rep=nobody@nowhere.test"),
        (manager, "rep=999999999999999999999999"),
        (manager, "team=%00"),
        (manager, "team=0"),
    ):
        with pytest.raises(Http404):
            read(text, scope_of(reader))


def test_any_period_can_be_compared_with() -> None:
    march = read("compare=chosen&against=2026-03-14")
    # Twenty of November's days have begun: as many of March.
    assert march.compared == between(date(2026, 3, 1), date(2026, 3, 20))
    assert dict(march.parameters())["against"] == "2026-03-14"

    month = read("period=month&on=2026-05&compare=chosen&against=2025-12")
    assert month.compared == between(date(2025, 12, 1), date(2025, 12, 31))

    days = read("from=2026-11-03&to=2026-11-10&compare=chosen&against=2026-08-03")
    assert days.compared == between(date(2026, 8, 3), date(2026, 8, 10))


@pytest.mark.parametrize("day", ["", "soon", "2026-11-03", "2027-01-01"])
def test_a_comparison_that_cannot_be_is_said(day: str) -> None:
    found = read(f"compare=chosen&against={day}")

    assert found.compare == "previous"
    assert found.compared == between(date(2026, 10, 1), date(2026, 10, 20))
    assert len(found.problems) == 1
