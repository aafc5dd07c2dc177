"""The catalogue inside the search over everything."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext_lazy as _

from crm.models import User
from crm.search import FINDERS, MOST, SHORTEST, Finder, Hit
from crm.text import plain
from kpis.catalogue import KPIS
from kpis.coverage import called
from kpis.spec import Kpi
from kpis.tiles import presets


def matches(kpi: Kpi, words: str) -> bool:
    """Every word asked for stands in a name, in the key or in the definition."""
    return _all_in(words, _names_of(kpi, "label", "synonyms", "key", "what"))


def named(kpi: Kpi, words: str) -> bool:
    """As ``matches``, in its names alone: a definition mentions too much."""
    return _all_in(words, _names_of(kpi, "label", "synonyms", "key"))


def _all_in(words: str, text: str) -> bool:
    return all(word in text for word in plain(words).split())


def _names_of(kpi: Kpi, *parts: str) -> str:
    """What it is called in every language of the house, without accents and case.

    People of one team speak of *panier moyen* and of average order value.
    """
    said: list[str] = [kpi.key.replace("_", " "), *called(kpi.key)]
    for language, _name in settings.LANGUAGES:
        with translation.override(language):
            for part in parts:
                held = getattr(kpi, part)
                said += map(str, held if isinstance(held, tuple) else (held,))
    return plain(" ".join(said))


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
