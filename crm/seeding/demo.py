"""The demo: a sales team of twelve over eighteen months, told fact by fact, written at once.

Orders and first contacts start a quarter earlier, as if taken over from an older system, so that the
first month shown has customers and a pipeline. Facts stop where ``today`` begins.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

from django.db import transaction

from crm.civil import starts_at
from crm.models import UNASSIGNED_ID, Activity, Organisation, User
from crm.seeding import people, spending
from crm.seeding.activities import Logbook
from crm.seeding.agenda import Agenda
from crm.seeding.board import Board
from crm.seeding.dice import dice
from crm.seeding.hooks import AFTER_DEMO, DemoContext
from crm.seeding.journeys import Journeys
from crm.seeding.leads import Intake, Lead
from crm.seeding.lists import Clock, Lists, Rates, lay_lists
from crm.seeding.pen import DealPen, Desk
from crm.seeding.people import Cast
from crm.seeding.plans import Plan, Planner
from crm.seeding.quotes import write_quotes
from crm.seeding.revenue import Recurring
from crm.seeding.seasons import ORDERS, month_after, months
from crm.seeding.sheets import Sheets
from crm.seeding.telling import Teller
from crm.seeding.tomorrow import Tomorrow
from crm.seeding.voice import Voice
from crm.services import cost_days, crediting

MONTHS = 18
#: Days before the first month from which orders are known.
WARM = 92
#: Website leads of the last days that nobody was given yet.
UNGIVEN = 7
COMPANY = "Atelier Ferrand"

Progress = Callable[[str], None]


def seed_demo(*, seed: int, today: date, told: Progress) -> dict[str, int]:
    """Write the demo year and return how many rows of each kind. ``told`` gets progress lines."""
    with transaction.atomic():
        organisation = Organisation.current()
        organisation.name, organisation.uses_mql = COMPANY, True
        organisation.save()
        story = tell_demo(seed=seed, today=today, told=told)
        story.sheets.write(told)
        cost_days.spread_all()
        crediting.credit_every_win()
        _announce(story, told)
    return story.sheets.counts()


def tell_demo(*, seed: int, today: date, told: Progress) -> Story:
    """The demo year in memory; writes nothing, reads the lists that are already there."""
    organisation = Organisation.current()
    first = month_after(today, -MONTHS)
    clock = Clock(
        warm=first - timedelta(days=WARM),
        first=first,
        today=today,
        now=starts_at(today, organisation.zone),
    )
    agenda = Agenda(
        zone=organisation.zone,
        country=organisation.country,
        first=clock.warm,
        last=today + timedelta(days=150),
    )
    story = Story(seed, Sheets(), clock, agenda, organisation.base_currency, told)
    story.tell()
    return story


class Story:
    """Everything that is told, in the order in which one thing needs another."""

    def __init__(
        self,
        seed: int,
        sheets: Sheets,
        clock: Clock,
        agenda: Agenda,
        base: str,
        told: Progress,
    ) -> None:
        self.seed, self.sheets, self.clock, self.agenda = seed, sheets, clock, agenda
        self.progress = told
        self.lists: Lists = lay_lists(sheets)
        self.cast: Cast = people.hire(seed, sheets, agenda, clock)
        rates = Rates(seed, months(clock.warm, clock.today), sheets, base)
        self.desk = Desk(sheets, self.lists, rates, agenda.zone)
        shows = spending.run_campaigns(sheets, self.lists, clock)
        self.intake = Intake(seed, sheets, self.lists, clock, shows)
        self.board = Board(seed, self.desk, self.intake, self.cast)
        self.leads: dict[str, list[Lead]] = {}
        self.told: dict[str, list[tuple[Plan, DealPen]]] = {}

    @property
    def everyone(self) -> list[Lead]:
        return [lead for leads in self.leads.values() for lead in leads]

    def tell(self) -> None:
        self.progress("telling prospects and deals")
        self._sell()
        deals = [one for told in self.told.values() for one in told]
        write_quotes(self.seed, self.sheets, deals, self.clock)
        journeys = Journeys(self.seed, self.sheets, self.lists, self.clock)
        journeys.sell(self.everyone)
        self.progress("telling activities")
        self._act()
        journeys.touch(self.everyone, self.sheets.of(Activity))
        self.progress("telling complaints, subscriptions and costs")
        self._surround()

    def _sell(self) -> None:
        camille = self.board.rep.profile.name
        self.leads[camille], self.told[camille] = [], []
        scripted = self.board.tell()
        teller = Teller(self.seed, self.desk, self.clock, self.cast)
        for rep in self.cast.reps:
            name = rep.profile.name
            leads = self.intake.of_rep(rep)
            planner = Planner(dice(self.seed, "plans", name), rep, leads, self.intake)
            plans = planner.plan()
            if name == camille:
                plans = [plan for plan in plans if self.board.keeps(plan)]
            if name == UNPRICED:
                _in_dirhams(plans, self.clock)
            self.leads[name], self.told[name] = leads, teller.tell(plans, rep)
        self.leads[camille] = [*self.leads[camille], *scripted]
        self.told[camille] = [*self.told[camille], *self.board.told]
        self.leads[""] = self._ungiven()

    def _ungiven(self) -> list[Lead]:
        """Website leads that wait for somebody to take them."""
        rng, found = dice(self.seed, "ungiven"), []
        rep = self.board.rep
        for n in range(UNGIVEN):
            day = self.clock.today - timedelta(days=1 + n // 3)
            at = self.agenda.at(day, rng.randint(8, 21), rng.randint(0, 59))
            lead = self.intake.add(rng, rep, at, "Website", fate="never")
            lead.prospect.owner_id = UNASSIGNED_ID
            found.append(lead)
        return found

    def _act(self) -> None:
        logbook = Logbook(self.seed, self.sheets, self.lists, self.clock)
        tomorrow = Tomorrow(self.seed, logbook, self.clock)
        for rep in self.cast.reps:
            name = rep.profile.name
            logbook.live(rep, self.leads[name], self.told[name])
            if rep is not self.board.rep:
                tomorrow.plan(rep, self.leads[name])
        tomorrow.plan_board(self.board)

    def _surround(self) -> None:
        seed, sheets, lists, clock = self.seed, self.sheets, self.lists, self.clock
        voice = Voice(seed, sheets, lists, clock, self.cast)
        voice.listen(self.everyone)
        voice.unanswered(self.board)
        Recurring(seed, sheets, lists, clock).bill(self.everyone)
        spending.spend(seed, sheets, lists, clock, self.cast)
        spending.visits(seed, sheets, lists, clock)
        spending.spend_time(seed, sheets, self.everyone, clock)


#: Sells to a customer who pays in a currency without rate: counted, not priced, shown.
UNPRICED = "Mathieu Girard"


def _in_dirhams(plans: list[Plan], clock: Clock) -> None:
    for outcome in ("won", "lost"):
        recent = [
            plan
            for plan in plans
            if plan.outcome == outcome
            and plan.ends < clock.today
            and plan.currency == "EUR"
        ]
        if recent:
            max(recent, key=lambda plan: plan.ends).currency = "MAD"
    still = [plan for plan in plans if plan.ends > clock.today + timedelta(days=7)]
    if still:
        still[0].currency = "MAD"


def _announce(story: Story, told: Progress) -> None:
    """Let others add to the demo what depends on it."""
    cast, clock = story.cast, story.clock
    by_team: dict[str, list[User]] = {name: [] for name in people.TEAMS}
    for rep in cast.reps:
        by_team[rep.team_on(clock.today)].append(rep.user)
    context = DemoContext(
        seed=story.seed,
        today=clock.today,
        now=clock.now,
        first_day=clock.first,
        months=months(clock.first, clock.today),
        teams=cast.teams,
        people={rep.profile.name: rep.user for rep in cast.reps},
        people_by_team=by_team,
        managers=cast.managers,
        admin=cast.admin,
        baselines={rep.user.pk: people.baseline(rep) for rep in cast.reps},
        since={rep.user.pk: rep.since for rep in cast.reps if rep.since > clock.first},
        season=dict(ORDERS),
    )
    for hook in AFTER_DEMO:
        told(f"adding {hook.__name__.replace('_', ' ')}")
        hook(context)
