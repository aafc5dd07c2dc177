"""What a rep does all day: lists, search, logging, each against what Django gives for nothing."""

from __future__ import annotations

import sys
import types
from functools import partial
from typing import Any
from uuid import uuid4

from benchmarks.clock import ratio, side_by_side
from benchmarks.pages import shown

RUNS = 20
BARE_LIST = """<!doctype html><title>Rows</title><h1>{{ count }}</h1><table>{% for row in rows %}<tr>
<td><a href="{{ row.pk }}">{{ row }}</a></td><td>{{ row.owner }}</td><td>{{ row.source }}</td>
<td>{{ row.region }}</td><td>{{ row.sector }}</td><td>{{ row.city }}</td>
<td>{{ row.detected_at|date:"SHORT_DATE_FORMAT" }}</td></tr>{% endfor %}</table>"""
BARE_ACTIVITIES = """<!doctype html><title>Rows</title><h1>{{ count }}</h1><table>{% for row in rows %}<tr>
<td><a href="{{ row.pk }}">{{ row.prospect }}</a></td><td>{{ row.get_kind_display }}</td><td>{{ row.rep }}</td>
<td>{{ row.get_outcome_display }}</td><td>{{ row.at|date:"SHORT_DATETIME_FORMAT" }}</td></tr>{% endfor %}</table>"""

BARE_DEALS = """<!doctype html><title>Rows</title><h1>{{ count }}</h1><table>{% for row in rows %}<tr>
<td><a href="{{ row.pk }}">{{ row }}</a></td><td>{{ row.prospect }}</td><td>{{ row.stage }}</td>
<td>{{ row.owner }}</td><td>{{ row.amount }} {{ row.currency }}</td>
<td>{{ row.expected_close_on|date:"SHORT_DATE_FORMAT" }}</td>
<td>{{ row.opened_at|date:"SHORT_DATE_FORMAT" }}</td></tr>{% endfor %}</table>"""


def lists() -> dict[str, dict[str, float]]:
    """{prospects, activities, deals}: a list of 50 rows of a manager against a bare page of 50.

    Both through the same middleware: who signed in, how many rows, and their first fifty.
    """
    from django.conf import settings
    from django.test import Client, override_settings
    from django.urls import reverse

    client = Client()
    client.force_login(someone("manager"))
    found = {}
    with override_settings(ROOT_URLCONF=_routes(settings.ROOT_URLCONF)):
        for name, address in (
            ("prospects", reverse("crm:prospects")),
            ("activities", reverse("crm:activities")),
            ("deals", reverse("crm:pipeline", query={"view": "list"})),
        ):
            ours, bare = side_by_side(
                partial(shown, client, address),
                partial(shown, client, f"/bare/{name}/"),
            )
            found[name] = ratio(ours, bare)
    return found


def logging() -> dict[str, float]:
    """Saving an activity against a bare create() and a sign-in page."""
    from django.test import Client
    from django.urls import reverse
    from django.utils import timezone

    from crm.models import Activity, Prospect

    rep = someone("rep")
    prospect = Prospect.objects.filter(owner=rep).order_by("pk").first()
    client = Client()
    client.force_login(rep)

    def sign_in() -> None:
        shown(Client(), reverse("account_login"))

    def logged() -> None:
        sent = {"prospect": prospect.pk, "kind": "call", "outcome": "reached"}
        sent |= {"client_uuid": str(uuid4()), "direction": "out"}
        answer = client.post(reverse("crm:log"), sent, headers={"HX-Request": "true"})
        if answer.status_code != 200:
            raise RuntimeError(answer.status_code)

    def created() -> None:
        now = timezone.now()
        Activity.objects.create(
            kind="call",
            status="held",
            at=now,
            rep=rep,
            prospect=prospect,
            logged_by=rep,
            logged_at=now,
        )

    def bare() -> None:
        created()
        sign_in()

    return ratio(*side_by_side(logged, bare, runs=RUNS))


def someone(role: str) -> Any:
    from crm.models import User

    found = User.objects.filter(role=role, is_active=True).order_by("id").first()
    if found is None:
        raise RuntimeError(f"no {role}")
    return found


def _routes(usual: str) -> str:
    """The usual routes with the bare pages before them, as a module of its own."""
    from importlib import import_module

    from django.contrib.auth.decorators import login_required
    from django.urls import path

    from crm.models import Activity, Deal, Prospect

    module: Any = types.ModuleType("benchmarks.daily_routes")
    prospects = Prospect.objects.select_related("owner", "source", "region", "sector")
    activities = Activity.objects.select_related("prospect", "rep")
    deals = Deal.objects.select_related("prospect", "stage", "owner")
    bare = {
        "deals": (deals.order_by("-opened_at"), BARE_DEALS),
        "prospects": (prospects.order_by("-detected_at"), BARE_LIST),
        "activities": (activities.order_by("-at"), BARE_ACTIVITIES),
    }
    module.urlpatterns = [
        path(f"bare/{name}/", login_required(_bare(rows, template)))
        for name, (rows, template) in bare.items()
    ] + import_module(usual).urlpatterns
    sys.modules[module.__name__] = module
    return str(module.__name__)


def _bare(rows: Any, text: str) -> Any:
    from django.http import HttpResponse
    from django.template import RequestContext, engines

    template: Any = engines["django"].from_string(text).template  # type: ignore[attr-defined]

    def page(request: Any) -> Any:
        context = {"rows": rows[:50], "count": rows.count()}
        return HttpResponse(template.render(RequestContext(request, context)))

    return page
