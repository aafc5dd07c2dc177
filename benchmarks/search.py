"""The search over everything of an admin, among as many prospects as asked, as somebody types."""

from __future__ import annotations

import random
import statistics
from datetime import UTC, datetime, timedelta
from functools import partial
from typing import Any

from benchmarks.clock import take
from benchmarks.daily import someone

#: What people type: starts, words inside, two words, nothing to be found, a misspelling, two letters.
SEARCHED = (
    *("pros", "garage", "sarl lyon", "0472", "zzzz", "prospekt", "martin", "12"),
    *("ga", "garrage martin", "dupont lyon", "04 72 41"),
)
RUNS = 9
TRADES = "Garage Boulangerie Menuiserie Prospective Imprimerie Clinique Hôtel Scierie Atelier Transports"
FORMS = "SARL SAS EURL SA"
SURNAMES = (
    "Martin Bernard Dubois Thomas Robert Richard Petit Durand Leroy Moreau Simon Laurent Lefebvre"
    " Michel Garcia David Bertrand Roux Vincent Fournier Morel Girard André Mercier Dupont Lambert"
    " Bonnet François Martinez Legrand Garnier Faure Rousseau Blanc Guérin Muller Henry Roussel"
)
CITIES = (
    "Lyon Paris Lille Nantes Rennes Bordeaux Toulouse Marseille Nice Dijon Metz Tours"
)
FIRST_NAMES = "Claire Zoé Hugo Léa Marc Inès Paul Anne Jean Chloé"
#: A row of the kind for each so many prospects.
CONTACTS, DEALS, COMPLAINTS = 2, 4, 50
PORTION = 2_000
AT = datetime(2026, 3, 2, 9, tzinfo=UTC)


def search(prospects: int) -> dict[str, float]:
    """{p50_ms, p95_ms, work_ms} of an admin's search among that many prospects.

    ``work_ms`` is the median of what our process and the database's worked for one.
    """
    from django.test import Client
    from django.urls import reverse

    fill(prospects)
    client, address = Client(), reverse("crm:search")
    client.force_login(someone("admin"))

    def asked(words: str) -> object:
        return client.get(address, {"q": words}, headers={"HX-Request": "true"})

    for words in SEARCHED:
        asked(words)
    every = [take(partial(asked, words)) for _run in range(RUNS) for words in SEARCHED]
    walls, works = ([each[place] * 1000 for each in every] for place in (0, 1))
    return {
        "prospects": prospects,
        "p50_ms": statistics.median(walls),
        "p95_ms": statistics.quantiles(walls, n=20)[-1],
        "work_ms": statistics.median(works),
        "work_p95_ms": statistics.quantiles(works, n=20)[-1],
    }


def fill(prospects: int) -> None:
    """Bring the database to that many prospects, with people, deals and complaints around them."""
    from crm.models import (
        Complaint,
        ComplaintReason,
        Contact,
        Deal,
        Prospect,
        Stage,
        User,
    )

    rng = random.Random(7)
    missing = prospects - Prospect.objects.count()
    owners = list(User.objects.filter(role="rep", is_active=True))
    stage = Stage.objects.current().open().first()
    reason: Any = ComplaintReason.objects.current().first()
    for start in range(0, missing, PORTION):
        numbers = range(start, min(start + PORTION, missing))
        rows = Prospect.objects.bulk_create(
            _prospect(rng, n, owners[n % len(owners)]) for n in numbers
        )
        Contact.objects.bulk_create(_contact(rng, row) for row in rows[::CONTACTS])
        Deal.objects.bulk_create(_deal(rng, row, stage) for row in rows[::DEALS])
        Complaint.objects.bulk_create(
            Complaint(
                prospect=row,
                owner=row.owner,
                rep=row.owner,
                reason=reason,
                received_at=AT,
            )
            for row in rows[::COMPLAINTS]
        )
    _settle()


def _prospect(rng: random.Random, n: int, owner: Any) -> Any:
    from crm.findable import settle_prospect
    from crm.models import Prospect
    from crm.text import name_key

    trade, surname = rng.choice(TRADES.split()), rng.choice(SURNAMES.split())
    name = f"{trade} {surname} {n} {rng.choice(FORMS.split())}"
    made = Prospect(
        name=name,
        name_key=name_key(name),
        owner=owner,
        city=rng.choice(CITIES.split()),
        phone=f"04 {rng.randint(10, 99)} {n % 100:02} {n // 100 % 100:02} 00",
        email=f"contact@{surname.casefold()}{n}.example",
        detected_at=AT - timedelta(minutes=n),
        created_at=AT,
    )
    return settle_prospect(made, home="FR")


def _contact(rng: random.Random, prospect: Any) -> Any:
    from crm.findable import settle_contact
    from crm.models import Contact

    name = f"{rng.choice(FIRST_NAMES.split())} {rng.choice(SURNAMES.split())}"
    return settle_contact(Contact(prospect=prospect, name=name, is_main=True), "FR")


def _deal(rng: random.Random, prospect: Any, stage: Any) -> Any:
    from crm.findable import deal_key
    from crm.models import Deal

    name = f"{rng.choice(TRADES.split())} {rng.randint(1, 5000)}"
    return Deal(
        name=name,
        name_key=deal_key(name),
        owner=prospect.owner,
        prospect=prospect,
        stage=stage,
        amount=rng.randint(1, 900) * 10_000,
        currency="EUR",
        rate=1,
        opened_at=AT,
        stage_entered_at=AT,
        created_at=AT,
    )


def _settle() -> None:
    """What a server does for itself in the background, before anybody searches."""
    from django.db import connection

    vacuum = "VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE"
    with connection.cursor() as cursor:
        cursor.execute(vacuum)
