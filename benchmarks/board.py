"""The board of 500 open deals against a bare page that lists the same deals, through the same middleware."""

from __future__ import annotations

import sys
import types
from datetime import UTC, datetime, timedelta
from functools import cache, partial
from typing import Any

from benchmarks.clock import ratio, side_by_side
from benchmarks.pages import shown

OPEN_DEALS = 500
BARE = """<!doctype html><title>Deals</title><h1>Deals</h1><table>{% for deal in deals %}<tr>
<td><a href="{% url 'crm:deal' deal.pk %}">{{ deal.name }}</a></td><td>{{ deal.prospect.name }}</td>
<td>{{ deal.stage.name }}</td><td>{{ deal.owner.full_name }}</td><td>{{ deal.amount }} {{ deal.currency }}</td>
<td>{{ deal.expected_close_on|date:"SHORT_DATE_FORMAT" }}</td></tr>{% endfor %}</table>"""


def board() -> dict[str, float]:
    """The ratio of one person's board of 500 open deals.

    The bare page is what Django gives for nothing: who signed in, the same deals, a plain table.
    """
    from django.conf import settings
    from django.test import Client, override_settings
    from django.urls import reverse

    person = _person_with(OPEN_DEALS)
    client = Client()
    client.force_login(person)
    with override_settings(ROOT_URLCONF=_routes(settings.ROOT_URLCONF)):
        ours, bare = side_by_side(
            partial(shown, client, reverse("crm:pipeline")),
            partial(shown, client, "/bare/deals/"),
        )
    return ratio(ours, bare)


def _routes(usual: str) -> str:
    """The usual routes with the bare page before them, as a module of its own."""
    from importlib import import_module

    from django.urls import path

    module: Any = types.ModuleType("benchmarks.board_routes")
    usual_patterns = import_module(usual).urlpatterns
    module.urlpatterns = [path("bare/deals/", _bare), *usual_patterns]
    sys.modules[module.__name__] = module
    return str(module.__name__)


def _bare(request: Any) -> Any:
    from django.http import HttpResponse

    from crm.models import Deal

    deals = Deal.objects.filter(owner=request.user, state="open").select_related(
        "prospect", "stage", "owner"
    )
    return HttpResponse(_template().render({"deals": deals}, request))


@cache
def _template() -> Any:
    from django.template import engines

    return engines["django"].from_string(BARE)


def _person_with(number: int) -> Any:
    """A new person with that many open deals, spread over the stages, each with a prospect.

    One in two has a call planned, as in life.
    """
    from django.utils import timezone

    from crm.models import Activity, Deal, Pipeline, Prospect, Stage, User

    found = User.objects.filter(email="board@benchmark.example").first()
    if found:
        return found
    now = timezone.now()
    person = User.objects.create(
        email="board@benchmark.example", full_name="Bench Board", sells=True
    )
    pipeline = Pipeline.objects.current()[0]
    stages = list(Stage.objects.current().open().in_pipeline(pipeline.pk))
    prospects = Prospect.objects.bulk_create(
        Prospect(
            name=f"Prospect {n}", owner=person, detected_at=_ago(n), created_at=now
        )
        for n in range(number)
    )
    deals = Deal.objects.bulk_create(
        Deal(
            name=f"Deal {n}",
            owner=person,
            prospect=prospects[n],
            stage=stages[n % len(stages)],
            amount=100_000 + n,
            currency="EUR",
            rate=1,
            base_amount=100_000 + n,
            opened_at=_ago(n + 5),
            stage_entered_at=_ago(n),
            expected_close_on=(now + timedelta(days=n % 60)).date(),
            created_at=_ago(n),
        )
        for n in range(number)
    )
    Activity.objects.bulk_create(
        Activity(
            kind="call",
            status="planned",
            at=now + timedelta(days=1 + n % 9),
            rep=person,
            logged_by=person,
            logged_at=now,
            prospect=deal.prospect,
            deal=deal,
        )
        for n, deal in enumerate(deals)
        if n % 2
    )
    return person


def _ago(days: int) -> datetime:
    return datetime.now(UTC) - timedelta(days=days % 90, minutes=days)
