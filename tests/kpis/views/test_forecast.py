"""The forecast page: totals are the roll-up's, a rep's is the manager's filtered, deals stand behind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date
from fractions import Fraction
from typing import Any

import pytest
from django.core.cache import caches
from django.test import Client, RequestFactory
from django.urls import reverse

from crm.models import ForecastCall, User
from crm.services import deals
from crm.services.forecast_calls import call_deal
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.forecast.freezing import freeze, freeze_day
from kpis.forecast.judged import accuracy
from kpis.forecast.lines import open_deals
from kpis.forecast.report import by_month, by_person, months_of, over
from kpis.forecast.slipping import slipped
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL, Scope, narrowed, scope_of
from kpis.targets.attainment import book, set_target
from kpis.views.sheets.forecast import forecast_sheets
from tests.factories import NOW, deal, lost_deal, paris, stage, won_deal
from tests.kpis.figures import TODAY

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]
SignIn = Callable[[User], Client]
NOVEMBER, DECEMBER = date(2026, 11, 1), date(2026, 12, 1)


@pytest.fixture(autouse=True)
def _nothing_kept() -> Iterator[None]:
    caches["local"].clear()
    yield
    caches["local"].clear()


def page(client: Client, **query: Any) -> str:
    found = client.get(reverse("kpis:forecast"), query)
    assert found.status_code == 200
    return found.content.decode()


def plain(text: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", text))


@pytest.fixture
def life(rep: User, teammate: User, other_rep: User, manager: User) -> dict[str, Any]:
    """Proposal weighs 50 %, Negotiation 80 %. Won in November: 700 and 300."""
    at = paris(2026, 11, 2)

    def due(owner: User, amount: int | None, on: date | None, **more: Any) -> Any:
        said = {"in_stage": "Proposal"} | more
        return deal(owner=owner, amount=amount, at=at, expected_close_on=on, **said)

    made = {
        "sure": due(rep, 200_000, date(2026, 11, 27)),
        "hoped": due(rep, 100_000, date(2026, 11, 28), in_stage="Negotiation"),
        "later": due(teammate, 50_000, date(2026, 12, 10)),
        "undated": due(rep, 40_000, None),
        "late": due(rep, 30_000, date(2026, 10, 5)),
        "unpriced": due(teammate, None, date(2026, 11, 26)),
        "elsewhere": due(other_rep, 900_000, date(2026, 11, 26)),
    }
    call_deal(deal_id=made["sure"].pk, category="commit", by=rep, now=NOW)
    call_deal(deal_id=made["hoped"].pk, category="commit", by=rep, now=NOW)
    call_deal(
        deal_id=made["hoped"].pk, category="best", by=manager, now=NOW, as_manager=True
    )
    won_deal(owner=rep, at=paris(2026, 11, 5), amount=70_000)
    won_deal(owner=teammate, at=paris(2026, 11, 6), amount=30_000)
    lost_deal(owner=rep, at=paris(2026, 11, 6), expected_close_on=date(2026, 11, 28))
    snapshots.drain(now=NOW)
    return made


def reported(scope: Scope) -> dict[date, Any]:
    months = months_of(TODAY)
    lines = [due.line() for due in open_deals(TODAY, scope)]
    held = book(over(months), TODAY)
    return {m.start: m for m in by_month(months, scope, TODAY, lines, held)}


def test_a_month_by_hand(life: dict[str, Any], north: Any) -> None:
    """Won 1,000; commit 2,000 more; best case 1,000 more; weighted half of 2,000 and 80 % of 1,000."""
    found = reported(narrowed(ALL, team=north.pk))[NOVEMBER]

    assert (found.won, found.with_commit, found.with_best) == (
        100_000,
        300_000,
        400_000,
    )
    assert found.expected == 100_000 + 100_000 + 80_000
    assert found.sums.unpriced == 1
    december = reported(narrowed(ALL, team=north.pk))[DECEMBER]
    assert (december.won, december.weighted) == (0, 25_000)


def test_the_totals_are_those_of_the_roll_up(
    life: dict[str, Any], rep: User, north: Any
) -> None:
    for scope in (ALL, narrowed(ALL, team=north.pk), scope_of(rep)):
        months = months_of(TODAY)
        asked = Question(scope, over(months), TODAY, ("month",))
        told = figures([KPIS["sales_forecast"], KPIS["pipeline_due"]], asked)
        shown = reported(scope)
        for start, month in shown.items():
            if start >= NOVEMBER:
                value = told["sales_forecast"].get((start,))
                assert month.expected == (value.value if value else 0)
                # What people call is of the same deals.
                assert month.sums.weighted == month.weighted


def test_people_sum_to_the_month(life: dict[str, Any], north: Any) -> None:
    scope = narrowed(ALL, team=north.pk)
    lines = [due.line() for due in open_deals(TODAY, scope)]
    held = book(over(months_of(TODAY)), TODAY)
    people = by_person(NOVEMBER, scope, TODAY, lines, held)
    month = reported(scope)[NOVEMBER]
    for name in ("won", "with_commit", "with_best", "expected"):
        assert sum(getattr(row, name) for row in people.values()) == getattr(
            month, name
        )


def test_a_reps_page_is_the_managers_filtered_on_that_rep(
    life: dict[str, Any], rep: User, manager: User, client_of: SignIn
) -> None:
    def table(text: str) -> str:
        return plain(text.split("<tbody>")[1].split("</tbody>")[0])

    mine, theirs = page(client_of(rep)), page(client_of(manager), rep=rep.pk)
    assert table(mine) == table(theirs)
    # Won 700, with commit 2,000 more, with the best case 1,000 more; weighted 1,800 of it.
    assert "€700 €2,700 €3,700 €2,500" in table(mine)
    # The teammate's 300 won; the 9,000 of another team are nowhere.
    assert "€1,000 €3,000 €4,000 €2,800" in table(page(client_of(manager)))


def test_every_number_opens_to_its_deals(
    life: dict[str, Any], rep: User, manager: User, client_of: SignIn
) -> None:
    client = client_of(manager)
    for category, names in {
        "commit": ["sure"],
        # The stage of the deal without amount is of the best case by itself.
        "best": ["sure", "hoped", "unpriced"],
        "": ["sure", "hoped", "unpriced"],
        "late": ["late"],
        "none": ["undated"],
        "unpriced": ["unpriced"],
    }.items():
        text = page(client, month="2026-11", category=category)
        listed = text.split('id="deals"')[1].split("</table>")[0]
        pks = set(map(int, re.findall(r'href="/deals/(\d+)/"', listed)))
        assert pks == {life[name].pk for name in names}, category
    links = re.findall(r'href="(/figures/[^"#]+)(?:#[a-z]+)?"', page(client))
    for link in set(links):
        if "export" not in link:
            assert client.get(link.replace("&amp;", "&")).status_code == 200, link


def test_what_stands_in_no_month_is_said(
    life: dict[str, Any], rep: User, manager: User, client_of: SignIn
) -> None:
    text = plain(page(client_of(manager)))
    assert "1 deal expected before this month is still open: €300" in text
    assert "1 deal has no expected date: €400" in text
    assert "1 deal has no amount: counted, and in no sum" in text


def test_both_sides_of_a_call_are_shown(
    life: dict[str, Any], rep: User, manager: User, client_of: SignIn
) -> None:
    text = page(client_of(manager))
    assert f"{manager.full_name}: Best case" in text
    assert f"{rep.full_name}: Commit" in text
    assert "As the rep says: Commit" in text
    assert text.count('class="inline-call"') == 3


def test_a_call_from_the_page_moves_it_at_once(
    life: dict[str, Any], rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    assert "€3,100" not in plain(page(client))
    address = reverse("crm:deal-forecast", args=[life["undated"].pk])
    deals.expect_close(
        deal_id=life["undated"].pk, on=date(2026, 11, 29), by=rep, now=NOW
    )
    client.post(address, {"category": "commit", "next": reverse("kpis:forecast")})
    snapshots.drain(now=NOW)
    # Won 700, committed 2,000 and now 400.
    assert "€3,100" in plain(page(client))
    assert ForecastCall.objects.filter(deal=life["undated"].pk).count() == 1


# -- as seen on a past day, and how right it was ----------------------------------------------------


def test_a_past_day_is_shown_as_it_was_frozen(
    life: dict[str, Any], rep: User, client_of: SignIn
) -> None:
    client = client_of(rep)
    text = plain(page(client, as_of="2026-11-19"))
    # What moved is of the month that runs: it is not what that day saw.
    assert "What moved the open pipeline" not in text
    assert "rebuilt from the journal" in text
    freeze_day(date(2026, 11, 19), now=NOW)
    deals.price_deal(deal_id=life["sure"].pk, by=rep, now=NOW, amount=1)
    text = plain(page(client, as_of="2026-11-19"))
    assert "As seen on 19 Nov 2026, frozen that night." in text
    # Won 700, half of 2,000 and 80 % of 1,000; October had closed and is in no forecast of that day.
    assert "€2,500" in text
    months = text.split("Forecast by month")[1].split("How right")[0]
    assert "Nov 2026" in months
    assert "Oct 2026" not in months
    # A target may have changed since: a past day tells none.
    assert "To target" not in months
    assert "Without targets" in text
    assert "To target" in plain(page(client))
    for unread in ("2036-01-01", "x", "2026-11-20"):
        assert "As seen on 2" not in plain(page(client, as_of=unread))


def test_error_and_bias_by_hand(rep: User, client_of: SignIn) -> None:
    """September: said 1,000, came 800: +25 %. October: said 500, came 1,000: -50 %."""
    for month, said, came in ((9, 200_000, 80_000), (10, 100_000, 100_000)):
        row = deal(
            owner=rep,
            amount=said,
            at=paris(2026, month - 1, 20),
            in_stage="Proposal",
            expected_close_on=date(2026, month, 20),
        )
        deals.price_deal(deal_id=row.pk, by=rep, now=paris(2026, month, 4), amount=came)
        deals.win_deal(deal_id=row.pk, by=rep, now=paris(2026, month, 9))
    freeze(now=NOW, limit=None)
    snapshots.drain(now=NOW)

    eve = accuracy(TODAY, scope_of(rep), count=6, days=0, basis="weighted")
    assert [m.error("weighted") for m in eve.months][-2:] == [
        Fraction(1, 4),
        Fraction(-1, 2),
    ]
    assert (eve.error, eve.bias) == (Fraction(3, 8), Fraction(-1, 8))
    # What was said on the eve is the figure of the catalogue.
    asked = Question(
        ALL, over([date(2026, 9, 1), date(2026, 10, 1)]), TODAY, ("month",)
    )
    told = figures([KPIS["forecast_at_start"]], asked)["forecast_at_start"]
    assert [m.said["weighted"] for m in eve.months][-2:] == [
        told[date(2026, 9, 1),].value,
        told[date(2026, 10, 1),].value,
    ]
    # Ten days in it was won already: nothing is left to be wrong about.
    ten = accuracy(TODAY, scope_of(rep), count=6, days=10, basis="weighted")
    assert ten.errors[-2:] == [0, 0]
    text = plain(page(client_of(rep), span=6))
    assert "Usual error 37.5%, bias −12.5%" in text.replace("-12.5%", "−12.5%")


def test_dates_that_slip(rep: User, client_of: SignIn) -> None:
    row = deal(owner=rep, at=paris(2026, 11, 2), expected_close_on=date(2026, 11, 10))
    for day, on in ((3, 20), (4, 15), (5, 30)):
        deals.expect_close(
            deal_id=row.pk, on=date(2026, 11, on), by=rep, now=paris(2026, 11, day)
        )
    deals.move_deal(deal_id=row.pk, stage=stage("Demo"), by=rep, now=NOW)
    once = deal(owner=rep, at=paris(2026, 11, 2), expected_close_on=date(2026, 11, 10))
    deals.expect_close(deal_id=once.pk, on=date(2026, 12, 1), by=rep, now=NOW)

    found, other = slipped([row.pk, once.pk])
    assert (other.deal, other.times, other.days) == (once.pk, 1, 21)
    assert slipped([row.pk, once.pk], least=2) == [found]
    # From the 10th to the 20th, back to the 15th, then to the 30th: 10 and 15 days.
    assert (found.deal, found.times, found.days) == (row.pk, 2, 25)
    text = plain(page(client_of(rep)))
    assert "Put off 2 times, by 25 days in all" in text


def test_the_bridge_adds_up_and_files_say_what_the_page_says(
    life: dict[str, Any], manager: User, rf: RequestFactory
) -> None:
    set_target(
        by=None,
        now=NOW,
        kpi="revenue",
        period="month",
        starts_on=NOVEMBER,
        value=1_000_000,
        user=life["sure"].owner,
    )
    asked = rf.get(reverse("kpis:forecast"))
    asked.user = manager
    months, people, _right, bridge = forecast_sheets(asked)

    amounts = [row[1] for row in bridge.rows]
    assert amounts[0] + sum(amounts[1:-1]) == amounts[-1]
    [november] = [row for row in months.rows if row[0] == "November 2026"]
    assert november[1:6] == [1_000_000, 100_000, 300_000, 400_000, 280_000]
    assert sum(row[5] for row in people.rows) == november[5]
    for sheet in (months, people, bridge):
        assert all(len(row) == len(sheet.columns) for row in sheet.rows)


def test_an_empty_page_says_what_to_do_first(rep: User, client_of: SignIn) -> None:
    assert "Nothing is open, won or aimed at yet" in page(client_of(rep))


def test_nobody_sees_the_forecast_of_another_team(
    rep: User, other_rep: User, client_of: SignIn
) -> None:
    address = reverse("kpis:forecast")
    assert client_of(rep).get(address, {"rep": other_rep.pk}).status_code == 404
