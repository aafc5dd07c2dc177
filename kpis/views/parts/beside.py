"""The figures to choose from, and what one of them is set beside."""

from __future__ import annotations

from django.utils.translation import gettext as _

from crm.models import User
from kpis import wording
from kpis.catalogue import GROUPS, KPIS
from kpis.ranking.choices import Benchmark
from kpis.spec import Kpi
from kpis.team.benchmarks import Past
from kpis.team.medians import Middle
from kpis.tiles.presets import in_use, readable
from kpis.values import Value


def choices(reader: User, chosen: Kpi) -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures to choose from, by group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kpi in in_use(KPIS.values(), besides=chosen.key):
        if readable(kpi, reader):
            name = str(GROUPS[kpi.group])
            groups.setdefault(name, []).append((kpi.key, str(kpi.label)))
    return list(groups.items())


def benchmarks(
    kpi: Kpi,
    team: Value,
    past: Past | None,
    middle: Middle | None,
    reference: Benchmark | None,
    currency: str,
) -> list[dict[str, str]]:
    """What the figure is set beside: its own past, the median of the people."""
    rows = [
        {"label": _("Now"), "value": wording.figure(kpi, team, currency), "note": ""}
    ]
    if past is not None:
        note = _("mean of the %(n)s equal periods before") % {"n": past.n}
        value = wording.written(kpi.unit, past.mean, currency)
        rows.append({"label": _("Own past"), "value": value, "note": note})
    if middle is not None:
        note = _("of one person, over %(n)s people") % {"n": middle.n}
        value = wording.written(kpi.unit, middle.median, currency)
        rows.append({"label": _("Median of the team"), "value": value, "note": note})
    if reference is not None:
        value = wording.written(kpi.unit, reference.value, currency, fixed=False)
        rows.append({"label": _("Reference"), "value": value, "note": reference.source})
    return rows
