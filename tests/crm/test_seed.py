"""``manage.py seed``: what it writes, what it refuses."""

import json
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import CommandError, call_command
from django.db.models import F, Min, Sum
from django.test import Client

from crm.models import Activity, Complaint, Deal, DealMovement, Prospect, Team, User
from crm.seeding.agenda import Agenda, Diary
from crm.seeding.dice import dice
from crm.seeding.names import Names, elided

pytestmark = pytest.mark.django_db

SMALL = ["--profile", "scale", "--reps", "12", "--days", "120", "--activities", "1000"]


def seed(*args: str) -> None:
    call_command("seed", *args, "--today", "2026-11-20")


@pytest.fixture
def scale() -> None:
    seed(*SMALL, "--seed", "7")


def test_scale_has_the_asked_size(scale: None) -> None:
    assert Activity.objects.count() == 1000
    assert Prospect.objects.count() == 100
    assert Deal.objects.count() == 100
    assert Complaint.objects.count() == 2
    assert User.objects.get_queryset().people().filter(role="rep").count() == 12
    assert Team.objects.exclude(pk=0).count() == 2


def test_scale_obeys_the_rules(scale: None) -> None:
    sums = DealMovement.objects.aggregate(count=Sum("count"), amount=Sum("amount"))
    deals = Deal.objects.open()
    assert sums["count"] == deals.count()
    assert sums["amount"] == deals.aggregate(s=Sum("base_amount"))["s"]
    first = (
        Activity.objects.outbound_contacts()
        .values("prospect_id")
        .annotate(first=Min("at"))
        .values_list("prospect_id", "first")
    )
    contacted = Prospect.objects.filter(contacted_at__isnull=False)
    assert dict(first) == dict(contacted.values_list("pk", "contacted_at"))
    assert not Activity.objects.filter(at__lt=F("prospect__detected_at")).exists()
    assert not Activity.objects.exclude(status="held").exists()


def test_same_seed_same_scale(scale: None, db: None) -> None:
    columns = ["prospect__name", "rep__email", "kind", "at", "outcome"]
    first = list(Activity.objects.order_by("pk").values_list(*columns))
    from django.apps import apps
    from django.core.management import call_command as call
    from django.db import connection

    from crm.foundation import lay_foundation

    if connection.vendor == "postgresql":
        pytest.skip("a truncate inside a test's transaction waits for itself")
    call("flush", "--no-input", verbosity=0)
    lay_foundation(apps)
    seed(*SMALL, "--seed", "7")
    assert list(Activity.objects.order_by("pk").values_list(*columns)) == first


def test_logins_work(scale: None, client: Client) -> None:
    path = Path(settings.DATA) / "demo-logins.json"
    assert path.stat().st_mode & 0o077 == 0
    logins = json.loads(path.read_text(encoding="utf-8"))
    assert set(logins) == {"rep", "manager", "admin"}
    for role, login in logins.items():
        user = User.objects.get(email=login["email"])
        assert user.role == role
        assert user.check_password(login["password"])
    others = User.objects.filter(role="rep").exclude(email=logins["rep"]["email"])
    assert not any(user.has_usable_password() for user in others)


def test_a_database_with_people_is_left_alone(rep: User) -> None:
    with pytest.raises(CommandError, match="already has people"):
        seed("--profile", "demo")
    assert not Prospect.objects.exists()


def test_holidays_and_absences_are_not_worked() -> None:
    from datetime import date
    from zoneinfo import ZoneInfo

    agenda = Agenda(
        zone=ZoneInfo("Europe/Paris"),
        country="FR",
        first=date(2026, 7, 1),
        last=date(2026, 7, 31),
    )
    assert date(2026, 7, 14) not in agenda.days
    assert agenda.shift(date(2026, 7, 15), -1) == date(2026, 7, 13)
    assert agenda.shift(date(2026, 7, 18), 0) == date(2026, 7, 20)
    assert agenda.shift(date(2026, 7, 18), -1) == date(2026, 7, 17)
    off = [(date(2026, 7, 6), date(2026, 7, 11))]
    diary = Diary(agenda, weekdays="1245", off=off)
    assert diary.between(date(2026, 7, 1), date(2026, 7, 14)) == [
        date(2026, 7, 2),
        date(2026, 7, 3),
        date(2026, 7, 13),
    ]
    at = diary.moment(dice(1, "test"), date(2026, 7, 14))
    assert at.astimezone(agenda.zone).date() == date(2026, 7, 16)


def test_nobody_has_the_number_of_another() -> None:
    book = Names(dice(1, "numbers"))
    said = [book.number("06 39 98 99 98") for _person in range(4)]
    assert said == [
        "06 39 98 99 98",
        "06 39 98 99 99",
        "06 39 98 00 00",
        "06 39 98 00 01",
    ]


def test_names_of_places_are_elided() -> None:
    assert elided("Mairie de Étienne") == "Mairie d'Étienne"
    assert elided("Mairie de Lens") == "Mairie de Lens"
    assert elided("Ateliers Oudin") == "Ateliers Oudin"
