"""Which of the organisation's choices a figure depends on, and since when it is computed by them.

A choice that is changed computes every period anew, so that a trend never mixes two definitions;
the day of the change is marked all the same: what was read before it was another figure.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.models import DefinitionChange, Organisation
from crm.remember import remembered
from crm.services.definitions import CHANGES, chosen_text
from crm.templatetags import formats
from kpis.catalogue import KPIS
from kpis.formulas import (
    Age,
    Bought,
    Closed,
    Formula,
    Kept,
    Ratio,
    Spread,
    Standing,
    options_of,
)
from kpis.measures import MEASURES, SPANS
from kpis.periods import Period
from kpis.spec import Kpi, measures_of

WORKING = frozenset({"working_week", "country"})
#: The day of every fact.
ALWAYS = frozenset({"time_zone"})
LOST = frozenset({"churn_after_months"})
#: Measures whose rows the organisation's choices write.
OF_MEASURE = {"customers_lost": LOST}
#: Sources whose rows they place or weigh: a cost is borne by the working days of its month.
OF_SOURCE = {"costs": WORKING}
#: What a named formula reads by itself, beside what the KPI it speaks of does.
OF_NAME: Mapping[str, frozenset[str]] = {
    "attainment": WORKING,
    "pace": WORKING,
    "clv": frozenset({"discount_rate_bp"}),
}
#: What a split adds.
OF_SPLIT = {"method": frozenset({"method_rule"})}
#: As many changes as anybody reads.
MOST = 200


@dataclass(frozen=True)
class Break:
    """Since this day the figure is computed differently; ``text`` says by which choice."""

    day: date
    text: str

    @property
    def sentence(self) -> str:
        day = formats.day(self.day, "long")
        return _("Computed differently since %(day)s. %(text)s.") % {
            "day": day,
            "text": self.text,
        }


def fields_of(kpi: Kpi, by: str = "") -> frozenset[str]:
    """The organisation's fields that decide what this figure is, split so."""
    found = ALWAYS | _of_formula(kpi.formula) | OF_SPLIT.get(by, frozenset())
    found |= {one.field for one in options_of(kpi.formula)}
    for key in measures_of(kpi.formula):
        found |= OF_MEASURE.get(key, frozenset())
        found |= OF_SOURCE.get(MEASURES[key].source, frozenset())
    return found


def _of_formula(formula: Formula) -> frozenset[str]:
    match formula:
        case Ratio(lag=field) if field:
            return frozenset({field})
        case Spread(span=span):
            return frozenset({SPANS[span].chosen} - {""})
        case Standing() | Kept() | Bought() | Age():
            quiet = {formula.quiet} if isinstance(formula, Standing) else set()
            return (LOST if formula.ends == "churned" else frozenset()) | quiet - {""}
        case Closed(name, of, parts):
            read = [fields_of(KPIS[key]) for key in (of, *parts) if key in KPIS]
            return OF_NAME.get(name, frozenset()).union(*read)
    return frozenset()


def breaks(kpi: Kpi, by: str = "") -> list[Break]:
    """Since when the figure is computed differently, the newest first. One query a request."""
    return _among(_changes(), fields_of(kpi, by))


def breaks_of(kpis: Iterable[Kpi]) -> dict[str, list[Break]]:
    """{kpi: its breaks} in one query."""
    changes = _changes()
    return {kpi.key: _among(changes, fields_of(kpi)) for kpi in kpis}


def _among(changes: Iterable[DefinitionChange], fields: frozenset[str]) -> list[Break]:
    zone = Organisation.current().zone
    return [
        Break(civil_day(change.at, zone), _told(change))
        for change in changes
        if change.field in fields
    ]


def _changes() -> list[DefinitionChange]:
    return remembered(
        "changes of definitions",
        lambda: list(DefinitionChange.objects.of(CHANGES)[:MOST]),
    )


def _told(change: DefinitionChange) -> str:
    name = str(change.chosen)
    return _("%(choice)s: %(became)s instead of %(was)s") % {
        "choice": name[:1].upper() + name[1:],
        "became": chosen_text(change.field, change.became),
        "was": chosen_text(change.field, change.was),
    }


def placed(found: Iterable[Break], parts: Sequence[Period]) -> list[tuple[int, Break]]:
    """[(number of the part, break)], for the marks of a chart over ascending parts.

    A day between two parts, as the end of October when months so far are compared, belongs to the
    later one: it is the first that is read by the new definition.
    """
    return [
        (next(place for place, part in enumerate(parts) if one.day < part.end), one)
        for one in found
        if parts and parts[0].first <= one.day < parts[-1].end
    ]
