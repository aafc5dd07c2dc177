"""Who brings the team's figure, in words."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.utils.translation import gettext as _

from crm.templatetags import formats
from kpis import showing, wording
from kpis.picker import Picked
from kpis.sheets import Column, Sheet
from kpis.spec import Better, Kpi, Unit
from kpis.team.contribution import EFFECT, SHARE, Contribution, Part
from kpis.views.parts.profiles import meeting_url


def rule(found: Contribution) -> str:
    """The definition, as the page shows it."""
    if found.kind == SHARE:
        return _("Each person's part of the team's sum, as it is credited.")
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
