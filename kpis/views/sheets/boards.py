"""Rankings and the catalogue as tables."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from kpis.catalogue import GROUPS
from kpis.sheets import Column, Sheet
from kpis.spec import Unit
from kpis.views.catalogue import entry, filtered, wanted_of
from kpis.views.parts.asking import asked
from kpis.views.parts.exported import exported
from kpis.views.parts.sheeted import named, notes_of
from kpis.views.rankings import board_of, places_of, sees_all, sentence


@exported("rankings")
def rankings(request: HttpRequest) -> list[Sheet]:
    """The board as far as this reader sees it."""
    asked_for = asked(request)
    board = board_of(request, asked_for)
    known = {row.person.pk: row for row in board.places}
    rows = []
    for shown in places_of(board, asked_for)["rows"]:
        row = known[shown["person"]]
        sees = sees_all(asked_for) or row.person == asked_for.user
        value = row.value.value if sees else None
        share = row.standing.share if sees else None
        rows.append([shown["place"], shown["name"], value, share])
    columns = [
        Column(_("Place")),
        Column(_("Sales rep")),
        Column(str(board.kpi.label), board.kpi.unit),
        Column(_("Share of target"), Unit.RATE),
    ]
    name = named(f"ranking-{board.kpi.key}", asked_for.picked)
    title = _("Ranking, %(kpi)s") % {"kpi": board.kpi.label}
    notes = notes_of(asked_for, sentence(board, asked_for))
    return [Sheet(name, title, columns, rows, notes)]


@exported("catalogue")
def catalogue(request: HttpRequest) -> list[Sheet]:
    """What is declared, narrowed as the page is."""
    heads = [
        _("Key"),
        _("Figure"),
        _("Group"),
        _("Unit"),
        _("Direction"),
        _("What"),
        _("Why"),
        _("How"),
        _("What you can do"),
        _("Also called"),
        pgettext("source articles", "From"),
    ]
    rows = []
    for kpi in filtered(request, wanted_of(request)):
        shown = entry(kpi)
        rows.append(
            [
                kpi.key,
                str(kpi.label),
                str(GROUPS[kpi.group]),
                str(shown["unit"]),
                str(shown["better"]),
                *(str(shown[part]) for part in ("what", "why", "how", "do")),
                shown["synonyms"],
                shown["articles"],
            ]
        )
    columns = [Column(str(head)) for head in heads]
    return [Sheet("catalogue", _("Catalogue"), columns, rows)]
