"""Costs, campaigns, visitors and absences from a file: what is their own."""

from datetime import date

import pytest

from crm.models import Absence, Campaign, Channel, CostEntry, ExchangeRate, Team, User
from crm.services import deal_costs
from tests import factories
from tests.crm.importing.conftest import Importer
from tests.factories import NOW

HEAD = "id,month,kind,label,amount,currency,channel\n"


@pytest.mark.parametrize(
    "month",
    ["2026-03", "2026/3", "03/2026", "mars 2026", "March 2026", "2026-03-31"],
)
def test_a_month_is_written_in_many_ways(importing: Importer, month: str) -> None:
    importing("costs", f"month,kind,amount\n{month},sales,10\n")
    assert CostEntry.objects.get().month == date(2026, 3, 1)


def test_a_cost_is_linked_and_priced_at_the_first_of_its_month(
    importing: Importer, rep: User, north: Team
) -> None:
    ExchangeRate.objects.create(currency="USD", day="2026-03-01", rate="0.9")
    ExchangeRate.objects.create(currency="USD", day="2026-03-20", rate="0.5")
    campaign = Campaign.objects.create(name="Spring", started_on="2026-03-01")
    report = importing(
        "costs",
        "month,kind,label,amount,currency,campaign,team,rep,customer type,source\n"
        "2026-03-25,marketing,Fair,1234.50,USD,spring,North,Camille Roux,SME,Web\n"
        "2026-03-25,marketing,Fair,1234.50,GBP,,,,,\n",
    )
    assert report.created == 2
    priced, waiting = CostEntry.objects.order_by("pk")
    assert (priced.amount, priced.base_amount) == (123_450, 111_105)
    assert (priced.campaign, priced.team, priced.rep) == (campaign, north, rep)
    assert (str(priced.client_type), str(priced.source)) == ("SME", "Web")
    assert (waiting.amount, waiting.base_amount) == (123_450, None)


def test_an_empty_currency_keeps_the_one_of_the_row(importing: Importer) -> None:
    importing("costs", HEAD + "C1,2026-03,sales,Stand,5000,JPY,\n")
    report = importing("costs", HEAD + "C1,2026-03,sales,,6000,,\n")
    assert (report.updated, report.unchanged) == (1, 0)
    row = CostEntry.objects.get()
    assert (row.amount, row.currency, row.label) == (6_000, "JPY", "Stand")


def test_a_line_with_a_new_channel_is_no_known_cost(importing: Importer) -> None:
    importing("costs", HEAD + ",2026-03,sales,Stand,5,,\n")
    report = importing("costs", HEAD + ",2026-03,sales,Stand,5,,Radio\n")
    assert report.created == 1
    assert report.created_values == {"channel": ["Radio"]}
    assert CostEntry.objects.filter(channel__name="Radio").count() == 1


def test_the_cost_of_a_deal_stays_on_the_page_of_the_deal(
    importing: Importer, rep: User
) -> None:
    deal = factories.deal(owner=rep, at=NOW)
    spent = deal_costs.add_cost(
        deal=deal,
        by=rep,
        now=NOW,
        day=NOW.date(),
        kind="sales",
        label="Taxi",
        amount=900,
        currency="EUR",
    )
    CostEntry.objects.update(external_id="T1")
    report = importing("costs", HEAD + "T1,2026-03,sales,Mine,5,,\n")
    assert report.errors[0]["column"] == "id"
    spent.refresh_from_db()
    assert (spent.label, spent.amount) == ("Taxi", 900)


def test_a_campaign_is_found_by_its_name_and_keeps_what_is_empty(
    importing: Importer,
) -> None:
    importing("campaigns", "name,start,end,sent\nÉté,2026-06-01,2026-06-30,100\n")
    report = importing(
        "campaigns",
        "id,name,start,answers\nK1,ete,2026-06-01,101\nK1,ete,2026-06-01,101\n",
    )
    assert [error["column"] for error in report.errors] == ["answers"]
    report = importing("campaigns", "id,name,start,answers\nK1,ete,2026-06-02,99\n")
    assert report.updated == 1
    row = Campaign.objects.get()
    assert (row.external_id, row.name, row.audience) == ("K1", "ete", 100)
    assert (row.responses, row.ended_on) == (99, date(2026, 6, 30))
    late = importing("campaigns", "id,name,start\nK1,ete,2026-07-02\n")
    assert [error["column"] for error in late.errors] == ["ended_on"]


def test_good_lines_stay_when_one_of_the_portion_fails(importing: Importer) -> None:
    report = importing(
        "campaigns",
        "name,start,sent,clicks\nA,2026-06-01,1,1\nB,2026-06-01,1,2\nC,2026-06-01,1,0\n",
    )
    assert (report.created, report.rejected) == (2, 1)
    assert report.errors[0]["line"] == 3
    assert set(Campaign.objects.values_list("name", flat=True)) == {"A", "C"}
    assert importing(
        "costs", "month,kind,amount,campaign\n2026-06,sales,1,B\n"
    ).rejected


def test_channels_that_visitors_bring_are_made_once(importing: Importer) -> None:
    known = Channel.objects.count()
    report = importing(
        "visitors",
        "day,channel,visitors\n2026-03-01,Radio,3\n2026-03-02,radio,4\n",
    )
    assert report.created_values == {"channel": ["Radio"]}
    assert Channel.objects.count() == known + 1


def test_an_absence_ends_before_the_day_back(importing: Importer, rep: User) -> None:
    importing(
        "absences", "nom,du,au,motif\nCamille Roux,2026-08-03,2026-08-14,Congés\n"
    )
    absence = Absence.objects.get()
    assert (absence.user, absence.to_on) == (rep, date(2026, 8, 15))
    assert absence.reason == "Congés"
