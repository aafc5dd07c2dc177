"""The filter bar of figure pages: whose figures, compared with what, only which rows."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.db.models import Q, Value, Window
from django.db.models.functions import RowNumber
from django.http import HttpRequest, QueryDict
from django.utils.functional import SimpleLazyObject
from django.utils.translation import gettext as _

from crm.models import Team, User
from crm.templatetags import formats
from kpis.measures import SOURCES
from kpis.members import LABELS, field_of, labels, splits_of
from kpis.picker import Picked, members_of, source_knowing
from kpis.scope import Scope
from kpis.spec import CELL_SPLITS, Kpi
from kpis.views.parts.asking import Asked

#: Members of a list offered by name; more are reached by the address or the split.
MOST_MEMBERS = 200
#: What the pages read beside the period and the filters.
KEPT = (
    *("preset", "kpi", "basis", "of", "by", "measure", "x", "y", "grain"),
    "pipeline",
)
STORY_OFF = "boussole_story"


def bar(
    asked: Asked,
    kpis: Sequence[Kpi],
    *,
    teams: bool = False,
    people: bool = False,
    address: QueryDict | None = None,
) -> dict[str, Any]:
    """The context of ``kpis/_filters.html``; ``address`` holds what else the form keeps."""
    kept = [(n, address[n][:60]) for n in KEPT if address and address.get(n)]
    picked = asked.picked
    names = _shared(kpis)
    offered = _offered(names)
    return {
        "hidden": _hidden(picked, teams=teams, people=people) + kept,
        "teams": team_options(asked) if teams else [],
        "people": _people(asked) if people else [],
        "compare": [
            ("previous", _("The period before")),
            ("year", _("The same days last year")),
            ("chosen", _("The period of this day")),
        ],
        "against": picked.against,
        "compared": picked.compare,
        "groups": [(str(LABELS[n]), offered[n]) for n in names],
        "applied": [_chip(picked, name, member) for name, member in picked.where],
        "clear_url": picked.address(where=None) or "?",
    }


def later(asked: Asked, kpis: Sequence[Kpi], **more: Any) -> Any:
    """The bar, asked for only if the page shows it: its live part alone does not."""
    return SimpleLazyObject(lambda: bar(asked, kpis, **more))


def _shared(kpis: Sequence[Kpi]) -> list[str]:
    """The dimensions that at least one of the figures knows and that are lists of members."""
    found: list[str] = []
    for kpi in kpis:
        for name in splits_of(kpi):
            if name not in CELL_SPLITS and name not in found and name in OFFERED:
                found.append(name)
    return [name for name in OFFERED if name in found]


OFFERED = ("source", "region", "sector", "client_type", "product")


def _offered(names: Sequence[str]) -> dict[str, list[tuple[str, str]]]:
    """{dimension: (address, label) of each member of its list}, all lists in one question."""
    models = [_model_of(name) for name in names]
    parts = [
        model._default_manager.order_by()
        .annotate(of=Value(i), place=Window(RowNumber(), order_by=["name", "pk"]))
        .filter(Q(place__lte=MOST_MEMBERS))
        .values_list("of", "place", "pk", "name")
        for i, model in enumerate(models)
    ]
    found: dict[str, list[tuple[str, str]]] = {name: [] for name in names}
    if not parts:
        return found
    rows = parts[0].union(*parts[1:], all=True) if parts[1:] else parts[0]
    for of, _place, pk, name in sorted(rows):
        label = str(models[of](name=name))
        found[names[of]].append((f"{names[of]}:{pk}", label))
    return found


def _model_of(name: str) -> Any:
    source = next(s for s in SOURCES.values() if name in s.dims)
    return field_of(source, name).related_model


def _hidden(picked: Picked, *, teams: bool, people: bool) -> list[tuple[str, str]]:
    """What the form sends along: everything its own fields do not say."""
    own = (
        {"compare", "against"}
        | ({"team"} if teams else set())
        | ({"rep"} if people else set())
    )
    return [(name, value) for name, value in picked.parameters() if name not in own]


def _chip(picked: Picked, name: str, member: str) -> dict[str, str]:
    source = source_knowing(name, picked.source)
    found = dict(picked.members)[name]
    label = labels(name, [found], source)[found]
    left = [f"{n}:{m}" for n, m in picked.where if n != name]
    address = picked.address(where=None)
    joined = "&".join(f"where={text}" for text in left)
    url = (
        f"{address}&{joined}" if address and left else f"?{joined}" if left else address
    )
    return {
        "text": formats.labelled(str(LABELS[name]), label),
        "remove_url": url or "?",
    }


def team_options(asked: Asked) -> list[tuple[str, str]]:
    """("" for everything in the scope, then its teams) by name."""
    scope = asked.whole
    teams = Team.objects.filter(archived_at__isnull=True).exclude(pk=0).order_by("name")
    if not scope.seen.all:
        teams = teams.filter(pk__in=scope.seen.teams)
    whole = _("The whole company") if scope.seen.all else _("All my teams")
    return [("", whole), *((str(team.pk), team.name) for team in teams)]


def _people(asked: Asked) -> list[tuple[str, str]]:
    scope: Scope = asked.whole
    if not (scope.seen.all or scope.seen.teams):
        return []
    teams = None if scope.seen.all else scope.seen.teams
    if asked.picked.team is not None:
        teams = asked.scope.teams
    people: list[User] = members_of(teams, asked.picked.period)
    return [("", _("Everyone")), *((str(p.pk), p.full_name) for p in people)]


def tells_story(request: HttpRequest) -> bool:
    """The demo's three-click story, until the reader closes it."""
    return bool(settings.DEMO) and request.COOKIES.get(STORY_OFF) != "off"
