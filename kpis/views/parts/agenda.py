"""The agenda of a meeting, made from what the period shows: first what went well."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import User
from crm.templatetags import formats
from kpis import showing
from kpis.dashboard import Tile
from kpis.models import Agreement
from kpis.views.parts.asking import Asked

#: Names in one point of the agenda.
NAMED = 3


def agreed_by(user: User, today: date) -> list[dict[str, Any]]:
    """What this person agreed with people they lead today and is not done yet, the oldest first."""
    rows = Agreement.objects.visible_to(user).written_by(user).waiting()
    return [
        {
            "name": row.person.full_name,
            "text": row.text,
            "due": row.due_on,
            "late": row.due_on is not None and row.due_on < today,
        }
        for row in rows.select_related("person").order_by("at")[:10]
    ]


def agenda_of(
    tiles: Sequence[Tile],
    coach: Sequence[dict[str, Any]],
    readings: Sequence[dict[str, Any]],
    agreed: Sequence[dict[str, Any]],
    asked_for: Asked,
) -> list[dict[str, str]]:
    """[{title, said, to}]: the points, each with the section it is about. Never empty."""
    currency = asked_for.organisation.base_currency
    well, behind = [], []
    for tile in tiles:
        said = showing.judged(tile, currency) or showing.moved_by(tile, currency)
        if said and said.tone == "good":
            well.append(f"{tile.kpi.label} ({said.text})")
        elif said and said.tone in ("bad", "caution"):
            behind.append(f"{tile.kpi.label} ({said.text})")
    points = [
        (_("What went well"), _listed(well), "figures"),
        (_("What is behind, and why"), _listed(behind), "figures"),
        (_("Whom to help"), _listed([one["name"] for one in coach]), "people"),
        (_("What the figures say"), _counted(len(readings)), "notice"),
        (_("What was agreed"), _open(len(agreed)), "agreed"),
    ]
    found = [{"title": t, "said": said, "to": to} for t, said, to in points if said]
    last = _("What each of us does until the next meeting")
    return [*found, {"title": _("Decide"), "said": last, "to": "agenda"}]


def _listed(names: Sequence[str]) -> str:
    more = len(names) - NAMED
    text = ", ".join(names[:NAMED])
    if more <= 0:
        return text
    words = ngettext("%(names)s and %(n)s more", "%(names)s and %(n)s more", more)
    return words % {"names": text, "n": formats.number(more)}


def _counted(count: int) -> str:
    words = ngettext("%(n)s thing to notice", "%(n)s things to notice", count)
    return words % {"n": formats.number(count)} if count else ""


def _open(count: int) -> str:
    words = ngettext(
        "%(n)s point is not done yet", "%(n)s points are not done yet", count
    )
    return words % {"n": formats.number(count)} if count else ""
