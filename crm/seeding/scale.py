"""Any amount of data to measure with: teams of ten, deals with their journals, calls all year long.

As true to the rules as the demo, and told with the same pieces; only the shape is plain: everybody
sells alike, and every prospect has one deal.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import transaction

from crm.civil import starts_at
from crm.models import Activity, Membership, Organisation, Team, User
from crm.seeding import people
from crm.seeding.activities import Logbook
from crm.seeding.agenda import Agenda, Diary
from crm.seeding.demo import Progress
from crm.seeding.dice import dice, draw, pick
from crm.seeding.leads import SOURCES, Intake, Lead
from crm.seeding.lists import Clock, Rates, lay_lists
from crm.seeding.pen import Desk
from crm.seeding.people import Cast, Profile, Rep
from crm.seeding.plans import Plan, basket
from crm.seeding.seasons import months
from crm.seeding.sheets import Sheets
from crm.seeding.telling import Teller
from crm.seeding.tongue import spoken
from crm.seeding.voice import Voice

TEAM_SIZE = 10
#: activities a prospect (each has one deal); deals a complaint
PER_PROSPECT, PER_COMPLAINT = 10, 50
OUTCOMES = {"won": 42, "lost": 58}


@dataclass(frozen=True)
class Size:
    reps: int = 50
    days: int = 730
    activities: int = 100_000


def seed_scale(*, seed: int, today: date, size: Size, told: Progress) -> dict[str, int]:
    """Write the rows and return how many of each kind; exactly ``size.activities`` activities."""
    from crm.seeding.journeys import Journeys

    organisation = Organisation.current()
    first = today - timedelta(days=size.days)
    clock = Clock(first, first, today, starts_at(today, organisation.zone))
    agenda = Agenda(
        zone=organisation.zone,
        country=organisation.country,
        first=first,
        last=today + timedelta(days=150),
    )
    sheets = Sheets()
    with transaction.atomic():
        lists = lay_lists(sheets)
        cast = _hire(sheets, Diary(agenda, weekdays="12345", off=()), clock, size)
        rates = Rates(seed, months(first, today), sheets, organisation.base_currency)
        desk = Desk(sheets, lists, rates, organisation.zone)
        intake = Intake(seed, sheets, lists, clock, [])
        told("telling prospects and deals")
        leads = _sell(seed, desk, intake, cast, size)
        journeys = Journeys(seed, sheets, lists, clock)
        journeys.sell(leads)
        told("telling activities")
        _act(seed, Logbook(seed, sheets, lists, clock), leads, size)
        journeys.touch(leads, sheets.of(Activity))
        _complain(Voice(seed, sheets, lists, clock, cast), leads)
        sheets.write(told)
    return sheets.counts()


def _hire(sheets: Sheets, diary: Diary, clock: Clock, size: Size) -> Cast:
    """Reps in teams of ten, a manager a team, one admin; one person of each role can sign in."""
    at = clock.now - timedelta(days=size.days)
    teams: dict[str, Team] = {}
    managers: dict[str, User] = {}
    reps: list[Rep] = []
    for place in range(size.reps):
        team = f"Team {place // TEAM_SIZE + 1:02}"
        if team not in teams:
            teams[team] = sheets.add(Team(name=team))
            name = (
                "Sophie Moreau" if not managers else f"Manager {len(managers) + 1:02}"
            )
            managers[name] = sheets.add(_person(name, "manager", at))
            people.let_manage(sheets, teams[team], managers[name])
        name = "Camille Roux" if not reps else f"Rep {place + 1:04}"
        user = sheets.add(_person(name, "rep", at))
        sheets.add(Membership(user=user, team=teams[team]))
        profile = Profile(name, team, 45, 13, 0.18, 0.42, 3, 8.5)
        reps.append(Rep(profile, user, diary, clock.first, [(clock.first, team)]))
    admin = sheets.add(_person(people.ADMIN, "admin", at))
    return Cast(reps, teams, managers, admin)


def _person(name: str, role: str, at: datetime) -> User:
    signs_in = name in ("Camille Roux", "Sophie Moreau", people.ADMIN)
    return User(
        email=people.email_of(name),
        full_name=name,
        role=role,
        sells=role == "rep",
        language=spoken(),
        password=make_password(people.PASSWORDS[role] if signs_in else None),
        created_at=at,
    )


def _sell(seed: int, desk: Desk, intake: Intake, cast: Cast, size: Size) -> list[Lead]:
    """One prospect with one deal for each ten activities, shared out evenly."""
    clock, count = intake.clock, size.activities // PER_PROSPECT
    teller = Teller(seed, desk, clock, cast)
    leads: list[Lead] = []
    for place, rep in enumerate(cast.reps):
        rng = dice(seed, "scale", place)
        mine: list[Lead] = []
        plans: list[Plan] = []
        for _ in range(place, count, len(cast.reps)):
            day = clock.first + timedelta(days=rng.randint(0, max(1, size.days - 12)))
            at = rep.diary.moment(rng, min(day, clock.today - timedelta(days=9)))
            lead = intake.add(rng, rep, at, draw(rng, SOURCES), fate="scale")
            lead.first_contact = at + timedelta(minutes=rng.randint(10, 600))
            mine.append(lead)
            plans.append(_plan(rng, rep, lead, desk))
        teller.tell(plans, rep)
        leads += mine
    return leads


def _plan(rng: random.Random, rep: Rep, lead: Lead, desk: Desk) -> Plan:
    first = lead.first_contact or lead.prospect.detected_at
    opened = first.date() + timedelta(days=rng.randint(1, 3))
    ends = opened + timedelta(days=rng.randint(8, 75))
    items = basket(rng, desk.lists, rng.lognormvariate(13.0, 0.6), "new")
    return Plan(lead, rep, opened, ends, draw(rng, OUTCOMES), "new", items)


def _act(seed: int, logbook: Logbook, leads: list[Lead], size: Size) -> None:
    """Ten activities a prospect, the first one its first contact."""
    rng = dice(seed, "scale activities")
    now = logbook.clock.now
    for number in range(size.activities):
        lead = leads[number % len(leads)]
        first = lead.first_contact or lead.prospect.detected_at
        if number < len(leads):
            logbook.write(rng, lead.rep, lead, "call", first, outcome="reached")
            continue
        ahead = int((now - first) / timedelta(days=1))
        day = first.date() + timedelta(days=1 + int(rng.random() * max(1, ahead - 3)))
        at = min(lead.rep.diary.moment(rng, day), now - timedelta(hours=7))
        kind = pick(rng, KINDS)
        if kind == "call":
            logbook.call(rng, lead.rep, lead, at)
        else:
            logbook.write(rng, lead.rep, lead, kind, at)


KINDS = (
    "call",
    "call",
    "call",
    "call",
    "call",
    "email",
    "email",
    "meeting",
    "demo",
    "note",
)


def _complain(voice: Voice, leads: list[Lead]) -> None:
    for lead in leads[::PER_COMPLAINT]:
        for pen in lead.pens:
            at = pen.deal.won_at or pen.deal.lost_at or pen.deal.opened_at
            voice.receive(lead, pen.deal, "Delay", at)
