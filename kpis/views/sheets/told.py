"""What the pages that judge say, as tables: two figures together, completeness, what to notice."""

from __future__ import annotations

from django.http import HttpRequest
from django.utils.translation import gettext as _

from kpis import quality as records
from kpis.periods import key_of
from kpis.quality import Whom
from kpis.sheets import Column, Sheet
from kpis.spec import Unit
from kpis.views import correlation as together
from kpis.views import noticed as noticing
from kpis.views import quality as complete
from kpis.views.parts import correlated
from kpis.views.parts.asking import asked
from kpis.views.parts.exported import exported
from kpis.views.parts.sheeted import named, notes_of


@exported("correlation")
def correlation(request: HttpRequest) -> list[Sheet]:
    asked_for, first, second, grain, found = together.found_of(request)
    rows = [
        [point.label, key_of(grain, point.period.first), point.x.value, point.y.value]
        for point in found.points
    ]
    columns = [
        Column(_("Whose")),
        Column(_("Period")),
        Column(str(first.label), first.unit),
        Column(str(second.label), second.unit),
    ]
    said = correlated.said(found, first, second)
    title = _("%(y)s against %(x)s") % {"x": first.label, "y": second.label}
    notes = notes_of(asked_for, said["sentence"], said["numbers"], *said["left_out"])
    name = named(f"{first.key}-{second.key}", asked_for.picked)
    return [Sheet(name, title, columns, rows, notes)]


@exported("quality")
def quality(request: HttpRequest) -> list[Sheet]:
    asked_for = asked(request)
    whose = complete.whose_of(asked_for, request.GET.get("whose", ""))
    whom = Whom(asked_for.user, complete.people_of(asked_for, whose), asked_for.now)
    rows = [
        [str(one.part.label), one.share, one.n, one.missing]
        for one in records.measured(whom)
    ]
    columns = [
        Column(_("Field")),
        Column(_("Filled in"), Unit.RATE),
        Column(_("Records"), Unit.COUNT),
        Column(_("Missing"), Unit.COUNT),
    ]
    return [
        Sheet("data-quality", _("Data quality"), columns, rows, notes_of(asked_for))
    ]


@exported("noticed")
def noticed(request: HttpRequest) -> list[Sheet]:
    asked_for = noticing.whose(request)
    found = noticing.found_of(asked_for)
    readings = [
        [
            one["title"],
            one["period"],
            " ".join(map(str, one["facts"])),
            one["means"],
            one["do"],
        ]
        for one in found["readings"]
    ]
    odd = [
        [one["label"], one["count"], one["rule"], one["harm"]] for one in found["odd"]
    ]
    heads = (
        _("What"),
        _("Period"),
        _("Facts"),
        _("What it means"),
        _("What you can do"),
    )
    name, notes = named("noticed", asked_for.picked), notes_of(asked_for)
    return [
        Sheet(name, _("What to notice"), [Column(h) for h in heads], readings, notes),
        Sheet(
            named("odd-rows", asked_for.picked),
            _("Rows that make figures wrong"),
            [Column(h) for h in (_("What"), _("Rows"), _("Rule"), _("Why it matters"))],
            odd,
        ),
    ]
