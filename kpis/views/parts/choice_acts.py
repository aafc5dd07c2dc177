"""What the page of tiles can be asked: each button as a change of keys or of rhythm."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404
from django.http.request import QueryDict
from django.utils.translation import gettext as _

from crm.models import User
from crm.services.errors import Refused
from kpis.models import Dashboard
from kpis.tiles import chosen, presets
from kpis.tiles.chosen import Chosen
from kpis.views.parts.asking import kpi_or_404

#: (how it stands, what was sent, who sent it) -> (tiles, rhythm): none of both is a review.
Change = tuple[list[str] | None, str]
Act = Callable[[Chosen, QueryDict, User], Change]


def _key(sent: QueryDict, user: User, name: str = "key") -> str:
    kpi = kpi_or_404(sent.get(name, ""), user)
    if kpi.key in presets.retired():
        raise Refused(_("This figure is retired: it cannot be chosen any more."))
    return kpi.key


def _add(now: Chosen, sent: QueryDict, user: User) -> Change:
    return chosen.with_one_more(shown(now, user), _key(sent, user)), ""


def _remove(now: Chosen, sent: QueryDict, user: User) -> Change:
    return [key for key in shown(now, user) if key != sent.get("key", "")], ""


def _swap(now: Chosen, sent: QueryDict, user: User) -> Change:
    out = sent.get("out", "")
    return chosen.swapped(shown(now, user), _key(sent, user), out), ""


def _earlier(now: Chosen, sent: QueryDict, user: User) -> Change:
    return chosen.moved(shown(now, user), sent.get("key", ""), -1), ""


def _later(now: Chosen, sent: QueryDict, user: User) -> Change:
    return chosen.moved(shown(now, user), sent.get("key", ""), 1), ""


def _start(_now: Chosen, sent: QueryDict, user: User) -> Change:
    name = sent.get("preset", "")
    if name not in presets.PRESETS:
        raise Http404
    found = chosen.of_preset(name)
    return [kpi.key for kpi in found.kpis(user)], found.rhythm


def _rhythm(_now: Chosen, sent: QueryDict, _user: User) -> Change:
    rhythm = sent.get("rhythm", "")
    if rhythm not in Dashboard.Rhythm.values:
        raise Http404
    return None, rhythm


def _keep(_now: Chosen, _sent: QueryDict, _user: User) -> Change:
    return None, ""


ACTS: dict[str, Act] = {
    "add": _add,
    "remove": _remove,
    "swap": _swap,
    "earlier": _earlier,
    "later": _later,
    "start": _start,
    "rhythm": _rhythm,
    "keep": _keep,
}


def shown(now: Chosen, user: User) -> list[str]:
    """The keys a page shows: what is unknown, retired or not this reader's falls out at a change."""
    return [kpi.key for kpi in now.kpis(user)]


#: What each says once it is done.
SAID: dict[str, Callable[[], str]] = {
    "add": lambda: _("Added."),
    "remove": lambda: _("Taken off. Its history stays."),
    "swap": lambda: _("Swapped."),
    "earlier": lambda: _("Moved."),
    "later": lambda: _("Moved."),
    "start": lambda: _("These are your tiles now."),
    "rhythm": lambda: _("Saved."),
    "keep": lambda: _("Kept. You are asked again in six months."),
}
