"""The demo year obeys the rules of real data and looks like a believable sales team."""

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from statistics import mean, median
from zoneinfo import ZoneInfo

import pytest
from django.apps import apps
from django.db import connection, transaction
from django.db.models import Count, F, Min, Q, Sum

from crm.civil import civil_day
from crm.foundation import lay_foundation
from crm.models import (
    UNASSIGNED_ID,
    Activity,
    Complaint,
    Contract,
    CostEntry,
    Deal,
    DealLine,
    DealMovement,
    ExchangeRate,
    Membership,
    MrrMovement,
    Organisation,
    Prospect,
    ProspectStep,
    Quote,
    Review,
    Subscription,
    SurveyAnswer,
    Team,
    User,
    Verbatim,
    VisitorCount,
)
from crm.seeding.demo import Story, tell_demo
from crm.services.activities import target_on
from crm.services.deal_journal import weigh

TODAY = date(2026, 11, 20)
FIRST = date(2025, 5, 1)
START = datetime(2025, 5, 1, tzinfo=ZoneInfo("Europe/Paris"))
NOVEMBER = datetime(2026, 11, 1, tzinfo=ZoneInfo("Europe/Paris"))


def quiet(_line: str) -> None:
    """Progress is for people."""


def digest(story: Story) -> str:
    """All values of all rows, but for passwords: their salt is new each time."""
    found = hashlib.sha256()
    for kind, rows in story.sheets.rows.items():
        names = [f.attname for f in kind._meta.concrete_fields if f.name != "password"]
        for row in rows:
            found.update(repr([row.__dict__[name] for name in names]).encode())
    return found.hexdigest()


@pytest.fixture(scope="module")
def story(django_db_setup: None, django_db_blocker: pytest.Item) -> Iterator[Story]:
    """Told and written once for the whole module, rolled back after it."""
    with django_db_blocker.unblock(), transaction.atomic():
        if not User.objects.filter(pk=0).exists():
            lay_foundation(apps)  # a test with real transactions flushed it
        told = tell_demo(seed=1, today=TODAY, told=quiet)
        again = tell_demo(seed=1, today=TODAY, told=quiet)
        told.digests = (digest(told), digest(again))
        told.sheets.write(quiet)
        connection.check_constraints()
        yield told
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _open(story: Story, django_db_blocker: pytest.Item) -> Iterator[None]:
    with django_db_blocker.unblock():
        yield


def days_of(at_rows: list[tuple[int, object]]) -> dict[int, Counter]:
    """{rep: {(year, month): rows}} of (rep, instant) pairs."""
    found: dict[int, Counter] = defaultdict(Counter)
    for rep, at in at_rows:
        found[rep][(at.year, at.month)] += 1
    return found


def test_same_seed_same_rows(story: Story) -> None:
    assert story.digests[0] == story.digests[1]


def test_everybody_is_there(story: Story) -> None:
    people = User.objects.get_queryset().people()
    assert Counter(people.values_list("role", flat=True)) == {
        "rep": 12,
        "manager": 2,
        "admin": 1,
    }
    teams = Team.objects.exclude(pk=0)
    assert teams.filter(parent__isnull=False).count() == 3
    assert teams.filter(parent__isnull=True).count() == 2
    north = Membership.objects.on(TODAY).filter(team__name="North")
    assert north.count() == 8
    sophie = User.objects.get(full_name="Sophie Moreau")
    assert [team.name for team in sophie.managed_teams.all()] == ["France North"]


def test_one_person_a_team_a_day(story: Story) -> None:
    for user in User.objects.get_queryset().people().filter(role="rep"):
        held = Membership.objects.on(TODAY).filter(user=user)
        assert held.count() == 1, user
    moved = Membership.objects.filter(user__full_name="Inès Petit").order_by("to_on")
    assert {m.team.name for m in moved} == {"North", "South"}


def test_the_journal_adds_up_to_the_open_pipeline(story: Story) -> None:
    sums = DealMovement.objects.aggregate(
        count=Sum("count"), amount=Sum("amount"), weighted=Sum("weighted")
    )
    deals = Deal.objects.open().select_related("stage")
    assert sums["count"] == deals.count()
    assert sums["amount"] == deals.aggregate(s=Sum("base_amount"))["s"]
    weights = [weigh(deal.base_amount, deal.stage.probability) for deal in deals]
    assert sums["weighted"] == sum(weight for weight in weights if weight is not None)


def test_the_journal_adds_up_in_every_place(story: Story) -> None:
    """By stage and by owner too: nothing is left behind where a deal has been."""
    for place, field in (("stage", "stage"), ("rep", "owner")):
        journal = dict(
            DealMovement.objects.values_list(place)
            .annotate(n=Sum("count"))
            .exclude(n=0)
            .values_list(place, "n")
        )
        deals = dict(
            Deal.objects.open()
            .values_list(field)
            .annotate(n=Count("pk"))
            .values_list(field, "n")
        )
        assert journal == deals


def test_every_ended_deal_has_one_standing_outcome(story: Story) -> None:
    standing = DealMovement.objects.filter(kind__in=["won", "lost"]).standing()
    outcomes = dict(standing.values_list("deal_id", "kind"))
    assert len(outcomes) == standing.count()
    ended = Deal.objects.exclude(state="open")
    assert outcomes == dict(ended.values_list("pk", "state"))
    assert not standing.filter(kind="won").exclude(at=F("deal__won_at")).exists()
    assert not standing.exclude(outcome_amount=F("deal__base_amount")).exclude(
        outcome_amount__isnull=True, deal__base_amount__isnull=True
    )


def test_lines_add_up_to_their_deal(story: Story) -> None:
    totals = Deal.objects.annotate(
        total=Sum("lines__amount"), base=Sum("lines__base_amount")
    )
    assert not totals.exclude(total=F("amount")).exists()
    assert not totals.filter(base_amount__isnull=False).exclude(base=F("base_amount"))
    assert DealLine.objects.filter(base_cost__isnull=False).exists()


def test_states_follow_the_standing_steps(story: Story) -> None:
    states = {
        "contacted": "contacted_at",
        "mql": "mql_at",
        "sql": "sql_at",
        "trial": "trial_started_at",
        "converted": "converted_at",
        "churned": "churned_at",
        "disqualified": "disqualified_at",
        "detected": "detected_at",
    }
    for step, state in states.items():
        steps = dict(ProspectStep.objects.of(step).values_list("prospect_id", "at"))
        held = Prospect.objects.filter(**{f"{state}__isnull": False})
        assert steps == dict(held.values_list("pk", state)), step
        assert steps, step
    assert ProspectStep.objects.filter(withdrawn_at__isnull=False).exists()


def test_contacted_is_the_first_outbound_contact_held(story: Story) -> None:
    first = (
        Activity.objects.outbound_contacts()
        .values("prospect_id")
        .annotate(first=Min("at"))
        .values_list("prospect_id", "first")
    )
    contacted = Prospect.objects.filter(contacted_at__isnull=False)
    assert dict(first) == dict(contacted.values_list("pk", "contacted_at"))
    assert Prospect.objects.never_contacted().count() >= 10


def test_converted_is_the_first_standing_win(story: Story) -> None:
    wins = (
        DealMovement.objects.of("won")
        .values("deal__prospect_id")
        .annotate(first=Min("at"))
        .values_list("deal__prospect_id", "first")
    )
    customers = Prospect.objects.filter(converted_at__isnull=False)
    assert dict(wins) == dict(customers.values_list("pk", "converted_at"))
    churned = Prospect.objects.filter(churned_at__isnull=False)
    assert churned.count() >= 15
    assert not DealMovement.objects.of("won").filter(
        deal__prospect__churned_at__lt=F("at")
    )


def test_target_is_what_the_prospect_was_that_day(story: Story) -> None:
    for activity in Activity.objects.select_related("prospect"):
        assert activity.target_kind == target_on(activity.prospect, activity.at)


def test_nothing_is_done_in_the_future(story: Story) -> None:
    now = story.clock.now
    assert not Activity.objects.exclude(status="planned").filter(at__gte=now).exists()
    assert not DealMovement.objects.filter(at__gte=now).exists()
    assert not ProspectStep.objects.filter(at__gte=now).exists()
    assert not Prospect.objects.filter(detected_at__gte=now).exists()
    for model, field in (
        (Complaint, "received_at"),
        (Complaint, "answered_at"),
        (Complaint, "resolved_at"),
        (SurveyAnswer, "at"),
        (Review, "at"),
        (Verbatim, "at"),
        (MrrMovement, "at"),
        (Quote, "sent_at"),
        (Contract, "signed_at"),
    ):
        assert not model._base_manager.filter(**{f"{field}__gte": now}).exists(), model


def test_nothing_comes_before_its_prospect(story: Story) -> None:
    for model in (Activity, ProspectStep):
        assert not model.objects.filter(at__lt=F("prospect__detected_at")).exists()
    assert not Deal.objects.filter(opened_at__lt=F("prospect__detected_at")).exists()


def test_what_belongs_to_a_prospect_stays_in_it(story: Story) -> None:
    for name in ("deal", "contact"):
        held = Activity.objects.filter(**{f"{name}__isnull": False})
        assert not held.exclude(prospect_id=F(f"{name}__prospect_id")).exists()


def test_activities_of_absent_people_are_none(story: Story) -> None:
    """Held on days worked, by people who were there."""
    zone = Organisation.current().zone
    for rep in story.cast.reps:
        worked = set(rep.diary.days)
        held = Activity.objects.held().filter(rep=rep.user).values_list("at", flat=True)
        days = {civil_day(at, zone) for at in held}
        assert len(days - worked) <= len(days) * 0.02, rep.profile.name
        assert min(days) >= rep.since


def test_recurring_revenue_is_what_the_journal_says(story: Story) -> None:
    sums = Subscription.objects.annotate(total=Sum("movements__amount"))
    assert not sums.exclude(total=F("amount")).exists()
    assert not sums.filter(ended_on__isnull=False).exclude(amount=0).exists()
    assert not sums.filter(amount__lt=0).exists()


def test_a_currency_without_rate_is_counted_and_not_priced(story: Story) -> None:
    unpriced = Deal.objects.filter(base_amount__isnull=True)
    assert set(unpriced.values_list("currency", flat=True)) == {"MAD"}
    assert unpriced.won().exists()
    assert not ExchangeRate.objects.filter(currency="MAD").exists()
    priced = Deal.objects.filter(currency__in=["USD", "GBP"], base_amount__isnull=False)
    assert priced.count() > 20


def test_volumes(story: Story) -> None:
    assert 1300 <= Prospect.objects.count() <= 2000
    assert Prospect.objects.filter(owner_id=UNASSIGNED_ID).count() >= 5
    assert Complaint.objects.unanswered().count() >= 2
    assert 40 <= Complaint.objects.count() <= 250
    for model in (SurveyAnswer, Review, Verbatim, Quote, Contract, CostEntry):
        assert model._base_manager.count() >= 30, model
    days = VisitorCount.objects.values("day").distinct().count()
    assert days == (TODAY - FIRST).days
    lost = Deal.objects.lost().values("lost_reason__name").annotate(n=Count("pk"))
    assert len(lost) == 6
    assert Deal.objects.lost().filter(competitor__isnull=False).count() > 50
    assert DealMovement.objects.filter(kind="reopened").count() > 10
    assert DealMovement.objects.filter(kind="owner").count() > 10


def test_sales_are_believable(story: Story) -> None:
    experienced = [r for r in story.cast.reps if r.since < FIRST]
    wins = DealMovement.objects.of("won").filter(at__gte=START)
    for rep in experienced:
        own = wins.filter(rep=rep.user, outcome_amount__isnull=False)
        month = own.aggregate(s=Sum("outcome_amount"))["s"] / 100 / 18.6
        assert 25_000 <= month <= 75_000, rep.profile.name
        lost = DealMovement.objects.of("lost").filter(rep=rep.user).count()
        won = DealMovement.objects.of("won").filter(rep=rep.user).count()
        assert 0.28 <= won / (won + lost) <= 0.62, rep.profile.name
    leads = ProspectStep.objects.of("detected").filter(at__gte=START)
    converted = ProspectStep.objects.of("converted").filter(at__gte=START)
    assert 0.12 <= converted.count() / leads.count() <= 0.24
    cycles = [
        (deal.won_at - deal.opened_at).days for deal in Deal.objects.won().iterator()
    ]
    assert 20 <= median(cycles) <= 70


def test_work_is_believable(story: Story) -> None:
    experienced = {r.user.pk for r in story.cast.reps if r.since < FIRST}
    held = Activity.objects.held().filter(at__gte=START)
    calls = days_of(list(held.filter(kind="call").values_list("rep_id", "at")))
    demos = days_of(list(held.filter(kind="demo").values_list("rep_id", "at")))
    for rep in experienced:
        whole = [n for month, n in calls[rep].items() if month != (2026, 11)]
        assert 190 <= median(whole) <= 345, rep
        assert 8 <= mean(demos[rep].values()) <= 18, rep
    assert Activity.objects.filter(kind="demo", status="no_show").count() > 100
    assert Activity.objects.filter(kind="demo", status="cancelled").count() > 50


def test_august_is_quiet(story: Story) -> None:
    won = DealMovement.objects.of("won")
    months = Counter((at.year, at.month) for at in won.values_list("at", flat=True))
    whole = [n for month, n in months.items() if (2025, 5) <= month < (2026, 11)]
    assert months[2025, 8] < 0.75 * median(whole)
    assert months[2026, 8] < 0.75 * median(whole)


def test_today_and_the_board_look_like_the_pictures(story: Story) -> None:
    camille = User.objects.get(full_name="Camille Roux")
    board = Deal.objects.open().filter(owner=camille)
    assert board.count() == 12
    assert board.aggregate(s=Sum("base_amount"))["s"] == 11_390_000
    assert Counter(board.values_list("stage__name", flat=True)) == {
        "Qualification": 4,
        "Demo": 3,
        "Proposal": 3,
        "Negotiation": 2,
    }
    won = DealMovement.objects.of("won").filter(rep=camille, at__gte=NOVEMBER)
    assert won.count() == 9
    assert won.aggregate(s=Sum("outcome_amount"))["s"] == 4_860_000
    own = Activity.objects.planned().filter(rep=camille)
    assert own.overdue(story.clock.now).count() == 2
    tomorrow = story.clock.now + timedelta(days=1)
    assert own.filter(at__gte=story.clock.now, at__lt=tomorrow).count() == 5


def test_everybody_has_something_late_and_something_to_do(story: Story) -> None:
    planned = Activity.objects.planned()
    late = planned.overdue(story.clock.now).values("rep").distinct().count()
    ahead = planned.filter(at__gte=story.clock.now).values("rep").distinct().count()
    assert (late, ahead) == (12, 12)
    stale = Deal.objects.open().filter(
        Q(stage_entered_at__lt=story.clock.now - timedelta(days=21))
    )
    assert stale.count() > 10
