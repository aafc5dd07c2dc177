"""The catalogue inside the search over everything."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from crm.models import User
from crm.search import FINDERS, MOST, SHORTEST, Finder, Hit
from crm.text import plain
from kpis import presets
from kpis.catalogue import KPIS
from kpis.spec import Kpi


def matches(kpi: Kpi, words: str) -> bool:
    """Every word asked for stands in the label, a synonym, the key or the definition."""
    names = [kpi.label, *kpi.synonyms, kpi.key, kpi.key.replace("_", " "), kpi.what]
    text = plain(" ".join(str(name) for name in names))
    return all(word in text for word in plain(words).split())


def named(kpi: Kpi, words: str) -> bool:
    """As ``matches``, in its names alone: a definition mentions too much."""
    text = plain(" ".join(str(name) for name in (kpi.label, *kpi.synonyms, kpi.key)))
    return all(word in text for word in plain(words).split())


def figures(user: User, words: str) -> list[Hit]:
    """KPIs this person may read, by label or synonym."""
    if len(words) < SHORTEST:
        return []
    found = [
        kpi
        for kpi in KPIS.values()
        if presets.readable(kpi, user) and named(kpi, words)
    ]
    return [
        Hit(str(kpi.label), reverse("kpis:explain", args=[kpi.key]), "speedometer2")
        for kpi in found[:MOST]
    ]


FINDER = Finder(_("Figures"), figures, "kpis:catalogue")
if FINDER not in FINDERS:
    FINDERS.append(FINDER)
