"""The review as a document: the same sections as its page."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kpis.sheets import Column, Sheet
from kpis.targets.attainment import book
from kpis.views import review as page
from kpis.views.parts.agenda import agenda_of, agreed_by
from kpis.views.parts.asking import leader
from kpis.views.parts.exported import exported
from kpis.views.parts.movement import moved_rows
from kpis.views.parts.sheeted import named, tiles_sheet
from kpis.views.sheets.dashboards import people
from kpis.views.team import people_of, title


@exported("review")
def review(request: HttpRequest) -> list[Sheet]:
    leader(request)
    asked_for = page.asked_about(request)
    picked, found = asked_for.picked, page.tiles_of(asked_for)
    readings = page.readings_of(asked_for)
    agreed = agreed_by(asked_for.user, picked.today)
    coach = people_of(asked_for, book(picked.around, picked.today), request)["coach"]
    points = agenda_of(found, coach, readings, agreed, asked_for)
    name = named("review", picked)

    def table(title: str, heads: list[str], rows: list[list[str]]) -> Sheet:
        return Sheet(name, title, [Column(head) for head in heads], rows)

    moved = [
        [row["label"], row["was"], row["now"], row["said"]["text"]]
        for row in moved_rows(found, asked_for)
    ]
    told = [[one["title"], one["means"], one["do"]] for one in readings]
    help_with = [[one["name"], "; ".join(one["said"])] for one in coach]
    heard = [_("What"), _("What it means"), _("What you can do")]
    sheets = [
        tiles_sheet(title(picked.team, asked_for), found, asked_for),
        table(
            _("What moved"),
            [_("Figure"), _("Before"), _("Now"), pgettext("of a figure", "Change")],
            moved,
        ),
        people(asked_for),
        table(_("What to coach"), [_("Sales rep"), _("Why")], help_with),
        table(_("What to notice"), heard, told),
        table(
            _("Agenda"),
            [_("Point"), _("About")],
            [[point["title"], point["said"]] for point in points],
        ),
    ]
    return [sheet for sheet in sheets if sheet.rows]
