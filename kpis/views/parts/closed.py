"""What changed since a month was closed, as its page and its file say it."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Team, User
from crm.templatetags import formats
from kpis import wording
from kpis.closing import Difference
from kpis.measures import MEASURES
from kpis.models import ClosedMonth, Restatement
from kpis.models.snapshot import TEAM


def name_of(month: date) -> str:
    text = formats.day(month, "month")
    return text[:1].upper() + text[1:]


class Names:
    """People and teams by id, read once each."""

    def __init__(self) -> None:
        self.people = dict(User.objects.values_list("pk", "full_name"))
        self.teams = dict(Team.objects.values_list("pk", "name"))

    def of(self, user: int | None, team: int | None) -> str:
        if user is not None:
            return self.people.get(user, "")
        return self.of_team(team) if team is not None else _("The whole company")

    def of_team(self, team: int) -> str:
        return self.teams.get(team, "")


def difference_row(
    found: Difference, names: Names, closed: ClosedMonth, currency: str
) -> dict[str, Any]:
    whose = f"&rep={found.user}" if found.user else ""
    whose = f"&team={found.team}" if found.team else whose
    on = f"?period=month&on={closed.month:%Y-%m}{whose}"
    unit = found.kpi.unit

    def text(value: Any, *, signed: bool = False) -> str:
        return wording.written(unit, value, currency, exact=True, signed=signed)

    return {
        "kpi": str(found.kpi.label),
        "whose": names.of(found.user, found.team),
        "url": reverse("kpis:explain", args=[found.kpi.key]) + on + "#restated",
        "was": text(found.was),
        "now": text(found.now),
        "moved": text(found.moved, signed=True),
        "days": formats.number(found.days),
    }


def correction_row(row: Restatement, names: Names, currency: str) -> dict[str, Any]:
    return {
        "at": row.at,
        "day": row.day,
        "who": names.of(row.rep_id, None),
        "what": ", ".join(
            _said(key, was, now, names, currency)
            for key, (was, now) in row.changes.items()
        ),
    }


def _said(key: str, was: int, now: int, names: Names, currency: str) -> str:
    if key == TEAM:
        told = f"{names.of_team(was)} → {names.of_team(now)}"
        return wording.labelled(_("team"), told)
    measure = MEASURES.get(key)
    if measure is None:
        return wording.labelled(key, f"{was} → {now}")
    before, after = (
        wording.written(measure.unit, Fraction(value), currency, exact=True)
        for value in (was, now)
    )
    return wording.labelled(measure.label, f"{before} → {after}")
