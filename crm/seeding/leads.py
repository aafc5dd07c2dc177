"""Prospects as they come in: who, from where, when, and who calls them first."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from crm import findable
from crm.models import Campaign, ClientType, Contact, Prospect, Region, Sector, Source
from crm.models.shipped import shown
from crm.seeding import names
from crm.seeding.dice import dice, draw, pick
from crm.seeding.lists import Clock, Lists
from crm.seeding.pen import DealPen
from crm.seeding.people import REGIONS, Rep
from crm.seeding.seasons import LEADS, days_of, elapsed, growth, months
from crm.seeding.sheets import Sheets
from crm.seeding.tongue import drawn
from crm.services.prospects import derived

SOURCES = {
    "Website": 27,
    "Phone prospecting": 22,
    "Referral": 18,
    "Trade show": 12,
    "Inbound call": 9,
    "LinkedIn": 7,
    "Partner": 5,
}
#: How much better than average a lead of this source converts.
PROMISE = {
    "Referral": 1.5,
    "Partner": 1.25,
    "Inbound call": 1.2,
    "LinkedIn": 0.7,
    "Phone prospecting": 0.75,
}
CLIENT_TYPES = {
    "Micro-business": 30,
    "SME": 46,
    "Mid-size company": 16,
    "Large account": 8,
}
#: Organisation of the day for the leads that come by themselves, at any hour.
SELF_SERVED = ("Website", "LinkedIn")
NEVER_CALLED = 0.03


@dataclass
class Lead:
    """A prospect with what happens to it; ``quiet_from``: nobody calls any more."""

    prospect: Prospect
    contacts: list[Contact]
    rep: Rep
    source: str
    first_contact: datetime | None
    fate: str
    pens: list[DealPen] = field(default_factory=list)
    quiet_from: datetime | None = None
    #: the day a customer stops being one, if it does
    leaves: date | None = None
    #: days on which planned deals of this lead end well, in order of planning
    wins: list[date] = field(default_factory=list)


class Intake:
    """Makes leads; one name is used once in the whole demo."""

    def __init__(
        self,
        seed: int,
        sheets: Sheets,
        lists: Lists,
        clock: Clock,
        shows: list[Campaign],
    ) -> None:
        self.seed, self.sheets, self.lists, self.clock = seed, sheets, lists, clock
        self.shows = shows
        self.names = names.Names(dice(seed, "names"))

    def of_rep(self, rep: Rep) -> list[Lead]:
        """The leads of a rep, from the oldest to the newest."""
        rng = dice(self.seed, "leads", rep.profile.name)
        return [
            self.add(rng, rep, at, source)
            for at, source in sorted(self._arrivals(rng, rep))
        ]

    def _arrivals(self, rng: random.Random, rep: Rep) -> list[tuple[datetime, str]]:
        clock, found = self.clock, []
        for month in months(max(clock.warm, rep.since), clock.today):
            expected = rep.profile.leads * LEADS[month.month] * growth(clock, month)
            if month < clock.first:
                expected *= 0.6
            share = elapsed(month, clock.today)
            count = math.floor(
                expected * share * rng.uniform(0.85, 1.15) + rng.random()
            )
            for _ in range(count):
                source = draw(rng, SOURCES)
                day = month + timedelta(days=int(rng.random() * days_of(month) * share))
                at = self._arrival(rng, rep, max(day, rep.since, clock.warm), source)
                if at < clock.now:
                    found.append((at, source))
        return found

    def _arrival(
        self, rng: random.Random, rep: Rep, day: date, source: str
    ) -> datetime:
        if source in SELF_SERVED and rng.random() < 0.45:
            agenda = rep.diary.agenda
            return agenda.at(day, rng.randint(7, 21), rng.randint(0, 59))
        return rep.diary.moment(rng, day)

    def add(
        self,
        rng: random.Random,
        rep: Rep,
        at: datetime,
        source: str,
        *,
        name: str = "",
        sector: str = "",
        fate: str = "",
    ) -> Lead:
        """One prospect with its people; ``name`` and ``fate`` when the story needs them."""
        region = draw(rng, _regions(rep.team_on(at.date())))
        city, postcode = pick(rng, names.CITIES[region])
        if name:
            self.names.take(name)
        else:
            name, sector = self.names.company(city)
        email = names.address(name)
        lists = self.lists
        prospect = Prospect(
            name=name,
            owner=rep.user,
            source_id=lists.id(Source, source),
            region_id=lists.id(Region, region),
            sector_id=lists.id(Sector, sector),
            client_type_id=lists.id(ClientType, draw(rng, CLIENT_TYPES)),
            campaign=self._campaign(rng, source, at),
            email=email,
            phone=self.names.number(names.landline(rng)),
            website=f"https://www.{names.domain(name)}/" if rng.random() < 0.6 else "",
            address=names.street(rng),
            postcode=postcode,
            city=city,
            country=names.COUNTRY,
            consent="given" if source == "Website" else "interest",
            data_origin=shown(source),
            detected_at=at,
            created_at=at,
            **derived(name, email),
        )
        self.sheets.add(prospect)
        fate = fate or self._fate(rng, rep, source)
        first = None if fate == "never" else self._first_contact(rng, rep, at)
        people = self._people(rng, prospect)
        findable.settle_prospect(prospect, people, home=names.COUNTRY)
        return Lead(prospect, people, rep, source, first, fate)

    def _campaign(
        self, rng: random.Random, source: str, at: datetime
    ) -> Campaign | None:
        """The last trade show before a trade show lead; sometimes the campaign of a web lead."""
        day = at.date()
        if source not in ("Trade show", "Website", "LinkedIn"):
            return None
        if source != "Trade show" and rng.random() > 0.3:
            return None
        running = [c for c in self.shows if c.started_on <= day]
        return running[-1] if running else None

    def _people(self, rng: random.Random, prospect: Prospect) -> list[Contact]:
        count = 2 if rng.random() < 0.35 else 1
        found = []
        for position in range(count):
            name = self.names.person()
            found.append(
                Contact(
                    prospect=prospect,
                    name=name,
                    job_title=drawn(rng, names.JOBS),
                    email=names.address(prospect.name, name),
                    phone=prospect.phone if position == 0 else "",
                    mobile=self.names.number(names.mobile(rng)),
                    is_main=position == 0,
                )
            )
        for contact in found:
            self.sheets.add(findable.settle_contact(contact, names.COUNTRY))
        return found

    def _fate(self, rng: random.Random, rep: Rep, source: str) -> str:
        won = min(0.5, rep.profile.conversion * PROMISE.get(source, 1.0))
        return draw(
            rng,
            {
                "won": won,
                "lost": won * 1.35,
                "disqualified": 0.17,
                "never": NEVER_CALLED,
                "nurture": max(0.1, 0.8 - 2.35 * won),
            },
        )

    def _first_contact(
        self, rng: random.Random, rep: Rep, at: datetime
    ) -> datetime | None:
        """Null when it would be after the last lived day: nobody has called yet."""
        hours = rng.lognormvariate(math.log(rep.profile.delay * 0.75), 0.9)
        first = rep.diary.soon(rng, at + timedelta(hours=min(hours, 400)))
        return first if first < self.clock.now else None


def _regions(team: str) -> dict[str, int]:
    """The regions of a team, the nearest first."""
    near = REGIONS.get(team, tuple(names.CITIES))
    return {region: len(near) - place for place, region in enumerate(near)}
