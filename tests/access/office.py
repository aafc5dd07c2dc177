"""What an admin's pages are sent, and the rows their addresses name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import uuid4

from django.core.files.uploadedfile import SimpleUploadedFile

from crm.models import (
    Absence,
    Campaign,
    Channel,
    CostEntry,
    ExchangeRate,
    ImportRun,
    Organisation,
    Product,
    User,
    VisitorCount,
    WorkingTime,
)
from crm.services import imports, people
from tests import factories
from tests.factories import NOW

DAY = date(2026, 10, 5)


def rows(world: Any) -> dict[str, Any]:
    """Route -> the row it names: one of each table, a team, people to change."""
    rep, channel = world.people["rep"], Channel.objects.create(name="Fairs")
    period = {"user": rep, "from_on": DAY}
    tables: dict[str, Any] = {
        "products": Product.objects.create(name="Rack", list_price=100),
        "campaigns": Campaign.objects.create(name="Autumn", started_on=DAY),
        "costs": CostEntry.objects.create(
            month=date(2026, 10, 1), kind="sales", amount=100, base_amount=100
        ),
        "rates": ExchangeRate.objects.create(currency="USD", day=DAY, rate="0.9"),
        "visitors": VisitorCount.objects.create(day=DAY, channel=channel, visitors=3),
        "absences": Absence.objects.create(**period, to_on=date(2026, 10, 7)),
        "working-times": WorkingTime.objects.create(
            **period, to_on=date(2026, 11, 1), share_percent=80
        ),
    }
    # Waits for its rate, which is there by now.
    CostEntry.objects.create(
        month=date(2026, 11, 1), kind="sales", amount=100, currency="USD"
    )
    empty = people.add_team(by=None, now=NOW, name="Empty")
    left = factories.person("Ancien Commercial")
    User.objects.filter(pk=left.pk).update(is_active=False)
    found = {
        f"crm:setup-{kind}-{act}": row
        for kind, row in tables.items()
        for act in ("edit", "delete")
    }
    return found | {
        "crm:setup-team": empty,
        "crm:setup-team-archive": empty,
        "crm:setup-person": rep,
        "crm:setup-person-join": rep,
        "crm:setup-person-invite": rep,
        "crm:setup-person-reactivate": left,
        "crm:setup-person-anonymise": left,
        "crm:import": dropped(rep),
        "crm:import-rejected": dropped(rep),
    }


def dropped(by: User) -> ImportRun:
    """A file somebody dropped and has not written yet."""
    return imports.receive(
        kind="prospects",
        file_name="a.csv",
        data=b"name,city\nDurand,Lyon\n",
        by=by,
        now=NOW,
    )


def _import(world: Any, who: str) -> dict[str, Any]:
    said = {"act": "check", "on_match": "update", "encoding": "utf-8"}
    return said | {"delimiter": ",", "column_0": "name", "column_1": "city"}


def _file(world: Any, who: str) -> dict[str, Any]:
    file = SimpleUploadedFile("b.csv", b"name\nAcme\n")
    return {"kind": "prospects", "file": file, "token": str(uuid4())}


def _sent(world: Any) -> dict[str, dict[str, Any]]:
    channel, rep = Channel.objects.get(name="Fairs"), world.people["rep"]
    person = {"user": rep.pk, "from_on": "2026-12-01"}
    return {
        "products": {"name": "Shelf", "currency": "EUR"},
        "campaigns": {
            "name": "Spring",
            "started_on": "2026-03-01",
            "audience": 5,
            "responses": 1,
        },
        "costs": {
            "month": "2026-09",
            "kind": "sales",
            "amount": "5",
            "currency": "EUR",
        },
        "rates": {"currency": "GBP", "day": "2026-09-01", "rate": "1.1"},
        "visitors": {"day": "2026-09-01", "channel": channel.pk, "visitors": 9},
        "absences": person | {"to_on": "2026-12-03"},
        "working-times": person | {"weekdays": "123", "share_percent": "60"},
    }


def _table(kind: str) -> Callable[[Any, str], dict[str, Any]]:
    return lambda world, who: _sent(world)[kind] | {"token": str(uuid4())}


def _person(world: Any, who: str) -> dict[str, Any]:
    named = {"full_name": "Nina Weber", "email": "nina@boussole.test", "role": "rep"}
    return named | {"sells": "on", "language": "fr", "token": str(uuid4())}


def _team(world: Any, who: str) -> dict[str, Any]:
    return {"name": "Key accounts", "token": str(uuid4())}


def _join(world: Any, who: str) -> dict[str, Any]:
    return {"team": world.teams["south"].pk, "from_on": "2026-12-01"}


def _organisation(world: Any, who: str) -> dict[str, Any]:
    from crm.forms.office import OrganisationForm

    initial = OrganisationForm(instance=Organisation.current()).initial
    kept = {name: value for name, value in initial.items() if value is not None}
    return kept | {"name": "Durand & Fils"}


KINDS = (
    "products",
    "campaigns",
    "costs",
    "rates",
    "visitors",
    "absences",
    "working-times",
)
BODIES: dict[str, Callable[[Any, str], dict[str, Any]]] = {
    "crm:imports": _file,
    "crm:import": _import,
    "crm:setup-organisation": _organisation,
    "crm:setup-rates-price": lambda world, who: {"currency": "USD"},
    "crm:setup-team-new": _team,
    "crm:setup-team": _team,
    "crm:setup-person-new": _person,
    "crm:setup-person": _person,
    "crm:setup-person-join": _join,
    "crm:setup-person-anonymise": lambda world, who: {"sure": "on"},
    **{
        f"crm:setup-{kind}-{act}": _table(kind)
        for kind in KINDS
        for act in ("new", "edit")
    },
}
