"""What selling costs and who looks at the site: campaigns, costs by month, visitors, time spent."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal

from crm.models import Campaign, Channel, CostEntry, Source, TimeEntry, VisitorCount
from crm.models.shipped import shown
from crm.seeding.dice import around, dice, pick
from crm.seeding.leads import Lead
from crm.seeding.lists import Clock, Lists
from crm.seeding.people import TEAMS, Cast
from crm.seeding.seasons import LEADS, month_after, months
from crm.seeding.sheets import Sheets
from crm.seeding.tongue import said

ONE = Decimal(1)
#: channel -> (euros a month, visitors a day)
CHANNELS = {
    "Website": (2600, 190),
    "Search ads": (4200, 120),
    "LinkedIn": (1900, 45),
    "Trade shows": (1500, 12),
    "Newsletter": (700, 30),
}
#: Where the leads of a channel come from, as prospects say it.
SOURCE_OF = {
    "Website": "Website",
    "Search ads": "Website",
    "LinkedIn": "LinkedIn",
    "Trade shows": "Trade show",
    "Newsletter": "Website",
}
#: name, channel, source, months before today, days, audience, share who answered, euros
CAMPAIGNS = (
    ("Spring fair, Lille", "Trade shows", "Trade show", 20, 3, 1400, 0.06, 9800),
    ("Office move guide", "Newsletter", "Website", 16, 30, 6200, 0.031, 2400),
    ("Autumn fair, Paris", "Trade shows", "Trade show", 13, 4, 2600, 0.05, 16500),
    ("Quiet offices", "LinkedIn", "LinkedIn", 10, 45, 9000, 0.012, 5200),
    ("Spring fair, Nantes", "Trade shows", "Trade show", 8, 3, 1600, 0.055, 10400),
    ("Reference visits", "Newsletter", "Website", 5, 25, 5400, 0.027, 1900),
    ("Warehouse season", "Search ads", "Website", 3, 40, 12500, 0.009, 6800),
    ("Autumn fair, Lyon", "Trade shows", "Trade show", 1, 3, 2100, 0.048, 14200),
)


def run_campaigns(sheets: Sheets, lists: Lists, clock: Clock) -> list[Campaign]:
    """Campaigns in order of their start, the first one before anything else happens."""
    found = []
    for name, channel, source, ago, days, audience, share, euros in CAMPAIGNS:
        start = month_after(clock.today, -ago) + timedelta(days=9)
        campaign = sheets.add(
            Campaign(
                name=f"{said(name)} {start.year}",
                channel_id=lists.id(Channel, channel),
                source_id=lists.id(Source, source),
                started_on=start,
                ended_on=start + timedelta(days=days),
                audience=audience,
                responses=round(audience * share),
            )
        )
        found.append(campaign)
        _cost(sheets, start, "marketing", euros, campaign.name, campaign=campaign)
    return found


def _cost(
    sheets: Sheets, day: date, kind: str, euros: int, label: str, **about: object
) -> None:
    sheets.add(
        CostEntry(
            month=day.replace(day=1),
            kind=kind,
            label=label,
            amount=euros * 100,
            rate=ONE,
            base_amount=euros * 100,
            **about,
        )
    )


def spend(seed: int, sheets: Sheets, lists: Lists, clock: Clock, cast: Cast) -> None:
    """Marketing by channel and salaries by team, every month that has begun."""
    rng = dice(seed, "costs")
    for month in months(clock.first, clock.today):
        for channel, (euros, _visitors) in CHANNELS.items():
            paid = around(rng, euros * LEADS[month.month] ** 0.5, euros * 0.08)
            _cost(
                sheets,
                month,
                "marketing",
                paid,
                shown(channel),
                channel_id=lists.id(Channel, channel),
                source_id=lists.id(Source, SOURCE_OF[channel]),
            )
        for team in TEAMS:
            size = sum(
                1
                for rep in cast.reps
                if rep.team_on(month) == team and rep.since < month_after(month)
            )
            paid = around(rng, 4900 * size, 150 * size)
            label = said("Salaries {}").format(said(team))
            _cost(sheets, month, "sales", paid, label, team=cast.teams[team])
        tools, road = said("Travel and tools"), said("Fitters on the road")
        _cost(sheets, month, "sales", around(rng, 2100, 200), tools)
        _cost(sheets, month, "delivery", around(rng, 11000, 1200), road)


def visits(seed: int, sheets: Sheets, lists: Lists, clock: Clock) -> None:
    """Visitors of each lived day and channel: fewer at weekends and in August."""
    rng = dice(seed, "visitors")
    whole = (clock.today - clock.first).days
    for n in range(whole):
        day = clock.first + timedelta(days=n)
        shape = (
            (0.35 if day.weekday() > 4 else 1.0)
            * LEADS[day.month]
            * (0.75 + 0.4 * n / whole)
        )
        for channel, (_euros, daily) in CHANNELS.items():
            sheets.add(
                VisitorCount(
                    day=day,
                    channel_id=lists.id(Channel, channel),
                    visitors=around(rng, daily * shape, daily * 0.12),
                )
            )


def spend_time(seed: int, sheets: Sheets, leads: list[Lead], clock: Clock) -> None:
    """Hours written on some of the won deals."""
    rng = dice(seed, "time")
    for lead in leads:
        for pen in lead.pens:
            won = pen.deal.won_at
            if won is None or won.date() < clock.first or rng.random() > 0.2:
                continue
            for _ in range(rng.randint(1, 3)):
                day = lead.rep.diary.on_or_after(
                    won.date() - timedelta(days=rng.randint(0, 20))
                )
                sheets.add(
                    TimeEntry(
                        rep=lead.rep.user,
                        deal=pen.deal,
                        day=min(day, clock.today - timedelta(days=1)),
                        minutes=pick(rng, (30, 45, 60, 90, 120, 180)),
                        hourly_cost=lead.rep.user.hourly_cost,
                    )
                )
