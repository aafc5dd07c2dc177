"""What to change in prospecting, in words, with the rule it follows from."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.models import Organisation
from crm.templatetags import formats
from kpis import wording
from kpis.customers.prospecting import JUDGED_BY, LESS, MORE, Review, SourceLine
from kpis.spec import Kpi
from kpis.values import Value


def few(kpi: Kpi, value: Value, least: int) -> bool:
    few = value.defined and value.n is not None and value.n < least
    return kpi.minimum and few


def advice(found: Review, names: Mapping[Any, str]) -> list[str]:
    """One sentence a source that stands out; one that says so where none does."""
    usual = found.totals.get(JUDGED_BY)
    if usual is None or usual.value is None:
        return []
    words = {
        MORE: _(
            "%(source)s converts better than the rest (%(own)s against %(usual)s, %(n)s leads): bring"
            " more from there."
        ),
        LESS: _(
            "%(source)s converts worse than the rest (%(own)s against %(usual)s, %(n)s leads): change"
            " how it is worked, or whom it targets."
        ),
    }
    told = [
        words[kind] % _numbers(line, usual, names)
        for kind in (MORE, LESS)
        for line in found.judged(kind)
    ]
    return told or [
        _("No source stands out: what differs is no more than chance explains.")
    ]


def _numbers(
    line: SourceLine, usual: Value, names: Mapping[Any, str]
) -> dict[str, str]:
    own = line.values[JUDGED_BY]
    return {
        "source": names.get(line.member, ""),
        "own": percent(own),
        "usual": percent(usual),
        "n": formats.number(own.n),
    }


def percent(value: Value) -> str:
    return (
        formats.percent(wording.rounded(value.value, 3), 1)
        if value.value is not None
        else ""
    )


def rule(least: int, organisation: Organisation) -> str:
    """How a source is judged, and how long a lead may take."""
    judged = ngettext(
        "A source is judged from %(n)s lead on, when its conversion differs from that of all leads by"
        " more than twice what chance moves it by.",
        "A source is judged from %(n)s leads on, when its conversion differs from that of all leads by"
        " more than twice what chance moves it by.",
        least,
    ) % {"n": formats.number(least)}
    young = ngettext(
        "Leads of the last %(n)s day may still convert.",
        "Leads of the last %(n)s days may still convert.",
        organisation.maturing_days,
    ) % {"n": formats.number(organisation.maturing_days)}
    return f"{judged} {young}"
