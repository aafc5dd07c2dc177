"""Who brings the team's figure, in words; and what the figure is measured by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from crm.models import User
from crm.templatetags import formats
from kpis import showing, wording
from kpis.benchmarks import Past
from kpis.catalogue import GROUPS, KPIS
from kpis.contribution import EFFECT, SHARE, Contribution, Part
from kpis.medians import Middle
from kpis.picker import Picked
from kpis.presets import in_use, readable
from kpis.sheets import Column, Sheet
from kpis.spec import Better, Kpi, Unit
from kpis.values import Value
from kpis.views.parts.people import meeting_url


def choices(reader: User, chosen: Kpi) -> list[tuple[str, list[tuple[str, str]]]]:
    """The figures to choose from, by group."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kpi in in_use(KPIS.values(), besides=chosen.key):
        if readable(kpi, reader):
            name = str(GROUPS[kpi.group])
            groups.setdefault(name, []).append((kpi.key, str(kpi.label)))
    return list(groups.items())


def rule(found: Contribution) -> str:
    """The definition, as the page shows it."""
    if found.kind == SHARE:
        return _(
            "Each person's part of the team's sum; what is credited to nobody above is not shown."
        )
    if found.kind == EFFECT:
        return _(
            "The team's figure is counted again without that person's cases. The effect is the"
            " difference: what they add to the figure, or take from it."
        )
    return _(
        "This figure can neither be added up nor counted again without a person: nobody's part"
        " of it can be told."
    )


def shown(found: Contribution, picked: Picked, currency: str) -> dict[str, Any]:
    """{kind, rule, team, rows} of the card."""
    most = max((abs(_told(part)) for part in found.parts), default=Fraction(0))
    rows = [_row(part, found, picked, currency, most) for part in found.parts]
    return {
        "kind": found.kind,
        "rule": rule(found),
        "team": wording.figure(found.kpi, found.team, currency),
        "rows": rows if found.kind else [],
    }


def _told(part: Part) -> Fraction:
    return part.share or part.effect or Fraction(0)


def _row(
    part: Part, found: Contribution, picked: Picked, currency: str, most: Fraction
) -> dict[str, Any]:
    kpi, person = found.kpi, part.person
    row: dict[str, Any] = {
        "name": person.full_name,
        "url": meeting_url(person.pk),
        "value": wording.figure(kpi, part.value, currency),
        "value_url": showing.explain_url(kpi, picked, rep=person.pk),
        "bar": float(abs(_told(part)) / most) if most else 0.0,
    }
    if found.kind == SHARE:
        share = part.share
        written = (
            formats.DASH if share is None else wording.written(Unit.RATE, share, "")
        )
        return row | {"told": written, "without": "", "series": "one", "tone": ""}
    return row | _effect(part, kpi, currency)


def _effect(part: Part, kpi: Kpi, currency: str) -> dict[str, Any]:
    """+0.8 pts, better: with the team's figure without the person."""
    without = wording.figure(kpi, part.without, currency) if part.without else ""
    if part.effect is None:
        return {"told": formats.DASH, "without": without, "series": "five", "tone": ""}
    up = part.effect > 0
    good = up == (kpi.better == Better.UP)
    if part.effect == 0 or kpi.better == Better.DEPENDS:
        tone, word = "plain", ""
    else:
        tone, word = ("good", _("better")) if good else ("caution", _("worse"))
    told = _signed(kpi, part.effect, currency)
    return {
        "told": f"{told}, {word}" if word else told,
        "without": without,
        "series": "one" if good else "two",
        "tone": tone,
    }


def _signed(kpi: Kpi, amount: Fraction, currency: str) -> str:
    if kpi.unit == Unit.RATE:
        text = formats.number(wording.rounded(amount * 100, 1), 1, signed=True)
        return _("%(points)s pts") % {"points": text}
    return wording.written(kpi.unit, amount, currency, signed=True)


def benchmarks(
    kpi: Kpi, team: Value, past: Past | None, middle: Middle | None, currency: str
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
    return rows


def sheet(found: Contribution, notes: list[str]) -> Sheet:
    kpi = found.kpi
    columns = [Column(_("Sales rep")), Column(str(kpi.label), kpi.unit)]
    if found.kind == SHARE:
        columns.append(Column(_("Share"), Unit.RATE))
    else:
        columns.append(Column(_("Team without them"), kpi.unit))
    rows = [
        [
            part.person.full_name,
            part.value.value,
            part.share
            if found.kind == SHARE
            else (part.without.value if part.without else None),
        ]
        for part in found.parts
    ]
    rows.append([_("Total"), found.team.value, None])
    return Sheet("contribution", str(kpi.label), columns, rows, [*notes, rule(found)])
