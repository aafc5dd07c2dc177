"""One-to-one: what a person and who leads them look at together."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.models import Complaint, Organisation, Team, User
from crm.views.requests import SignedIn
from kpis import ranking, trends
from kpis.models import Agreement, CoachingNote
from kpis.picker import Picked
from kpis.ranking.choices import leaders_only
from kpis.scope import ALL, narrowed
from kpis.sheets import Sheet
from kpis.targets.attainment import TargetBook, book
from kpis.team import meetings
from kpis.team.benchmarks import PERIODS, own_past, references
from kpis.team.medians import Mark
from kpis.team.table import PeopleTable, people_table
from kpis.tiles import presets
from kpis.views.parts import meeting_figures, meeting_said, meeting_sheets
from kpis.views.parts.asking import Asked, asked, reader
from kpis.views.parts.between import person_or_404
from kpis.views.parts.exported import exported
from kpis.views.parts.kept import until_something_moves
from kpis.views.parts.meeting_seen import Seen


@require_safe
@until_something_moves
def one_to_one(request: SignedIn, pk: int) -> HttpResponse:
    person = person_or_404(request.user, pk)
    seen = seen_of(asked(request), person)
    context = meeting_figures.context_of(seen) | beside(seen)
    return render(request, "kpis/one_to_one.html", context)


def seen_of(asked_for: Asked, person: User) -> Seen:
    """The figures of the person: of this month, of the weeks, and of the people around them."""
    picked, organisation = asked_for.picked, asked_for.organisation
    held = book(picked.around, picked.today)
    minimum = organisation.minimum_sample
    team = ranking.own_team(person, picked.today)
    scope = narrowed(asked_for.whole, rep=person.pk)
    columns = presets.columns_of(asked_for.user)
    trail = picked.trail(PERIODS + 1)
    lines = trends.over(columns, scope, trail, picked.today)
    week = presets.kpis_of(presets.WEEK, asked_for.user)
    return Seen(
        asked_for,
        person,
        team,
        held,
        columns,
        values={kpi.key: lines[kpi.key][-1] for kpi in columns},
        references=references(columns),
        pasts={k.key: own_past(k, lines[k.key], minimum) for k in columns},
        marks=marks_of(asked_for, person, team, held),
        week=meetings.looked_back(week, scope, picked.today, minimum),
        deals=meetings.deals_to_see(person, asked_for.user, picked.today),
    )


def marks_of(
    asked_for: Asked, person: User, team: Team | None, held: TargetBook
) -> dict[str, Mark]:
    """The person's figures against the median of their team, as far as the reader may know it."""
    if team is None or not compares(asked_for.user, asked_for.organisation):
        return {}
    table = table_of(asked_for.picked, team, asked_for, held)
    return {mark.kpi.key: mark for mark in table.marks(person)}


def table_of(
    picked: Picked, team: Team, asked_for: Asked, held: TargetBook
) -> PeopleTable:
    columns = presets.columns_of(asked_for.user)
    scope = narrowed(ALL, team=team.pk)
    return people_table(columns, scope, picked, held, asked_for.organisation)


def compares(reader: User, organisation: Organisation) -> bool:
    """Whether the reader may know where a person stands among the others."""
    if reader.is_manager or reader.is_admin:
        return True
    nothing = organisation.figures_seen_by_reps == Organisation.FiguresSeen.NOTHING
    return not nothing and not leaders_only()


def beside(seen: Seen) -> dict[str, Any]:
    """What was agreed, what was noted, and complaints that wait."""
    reader, person = seen.asked_for.user, seen.person
    agreed = Agreement.objects.visible_to(reader).about(person).with_people()
    notes = CoachingNote.objects.visible_to(reader).about(person).with_people()
    waiting = Complaint.objects.visible_to(reader).open().owned_by(person).for_list()
    return meeting_said.said(
        seen,
        agreements=list(agreed.open_first()[: meeting_said.MOST]),
        notes=list(notes.order_by("-at", "-pk")[: meeting_said.MOST]),
        complaints=list(waiting.order_by("received_at")[: meeting_said.MOST]),
    )


@exported("one-to-one")
def sheets(request: HttpRequest) -> list[Sheet]:
    """The figures of the person that the address names (``key=``)."""
    text = request.GET.get("key", "")
    pk = int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
    person = person_or_404(reader(request), pk)
    return meeting_sheets.sheets_of(seen_of(asked(request), person))
