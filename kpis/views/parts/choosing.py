"""The page where tiles are chosen: those that stand, what they hide, where to begin, what to add."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import User
from kpis.catalogue import GROUPS, KPIS
from kpis.models import Dashboard
from kpis.spec import Kpi
from kpis.tiles import chosen, presets
from kpis.tiles.chosen import Chosen, Whose


def page_of(whose: Whose, found: Chosen, reader: User, now: datetime) -> dict[str, Any]:
    """The context of ``kpis/choose.html``."""
    kpis, held = found.kpis(reader), found.own_of(whose)
    keys = [kpi.key for kpi in kpis]
    return {
        "whose": whose,
        "title": title_of(whose),
        "choose_team": str(whose.team.pk) if whose.team else "",
        "sentence": sentence_of(found),
        "held": held,
        "tiles": tiles_of(kpis, reader, chosen.unused(held, whose, now)),
        "limit": presets.LIMIT,
        "full": len(kpis) >= presets.LIMIT,
        "rhythm": found.rhythm,
        "rhythms": Dashboard.Rhythm.choices,
        "starts": starts_of(keys, reader),
        "groups": groups_of(keys, reader),
        "review_due": chosen.review_due(held, now),
        "back_url": back_of(whose),
        "teams": [
            (each.pk, each.name)
            for each in chosen.teams_chosen_for(reader).order_by("name")
        ],
    }


def title_of(whose: Whose) -> str:
    if whose.team is not None:
        return _("Tiles of team %(name)s") % {"name": whose.team.name}
    return _("My tiles")


def back_of(whose: Whose) -> str:
    """The page that shows these tiles."""
    if whose.team is not None:
        return f"{reverse('kpis:team')}?team={whose.team.pk}"
    own = whose.owner
    sells = own is not None and (own.sells or not (own.is_manager or own.is_admin))
    return reverse("kpis:my-figures" if sells else "kpis:team")


def sentence_of(found: Chosen) -> str:
    """Where the tiles come from."""
    if found.preset:
        words = _("Nobody chose yet: these are those of the preset “%(name)s”.")
        return words % {"name": presets.LABELS[found.preset]}
    if found.held is not None and found.held.team_id is not None:
        return _("Chosen for the team.")
    return _("Your own choice.")


def tiles_of(kpis: list[Kpi], reader: User, unused: set[str]) -> list[dict[str, Any]]:
    keys = [kpi.key for kpi in kpis]
    return [
        {
            "key": kpi.key,
            "label": kpi.label,
            "what": kpi.what,
            "first": place == 0,
            "last": place == len(kpis) - 1,
            "unused": kpi.key in unused,
            "hides": hidden_by(kpi, keys, reader),
        }
        for place, kpi in enumerate(kpis)
    ]


def hidden_by(kpi: Kpi, keys: list[str], reader: User) -> dict[str, Any] | None:
    """What one figure alone hides, and the figures that show it."""
    found = chosen.missing_companions(kpi, keys, reader)
    if not found:
        return None
    words = _("%(kpi)s alone hides part of the picture. %(other)s: %(why)s")
    first = found[0]
    text = words % {"kpi": kpi.label, "other": first.label, "why": first.why}
    return {"text": text, "kpis": found}


def starts_of(keys: list[str], reader: User) -> list[dict[str, Any]]:
    """The presets as places to begin; those without a figure for this reader are left out."""
    found = []
    for name, label in presets.LABELS.items():
        kpis = presets.kpis_of(presets.PRESETS[name], reader)
        if kpis:
            found.append(
                {
                    "key": name,
                    "label": label,
                    "aim": presets.AIMS[name],
                    "names": ", ".join(str(kpi.label) for kpi in kpis),
                    "here": [kpi.key for kpi in kpis] == keys,
                }
            )
    return found


def groups_of(keys: list[str], reader: User) -> list[tuple[Any, list[Kpi]]]:
    """(group, its figures that may still be added), in the order of the funnel."""
    offered = [
        kpi
        for kpi in presets.in_use(KPIS.values())
        if presets.readable(kpi, reader) and kpi.key not in keys
    ]
    groups = [
        (label, [kpi for kpi in offered if kpi.group == key])
        for key, label in GROUPS.items()
    ]
    return [(label, kpis) for label, kpis in groups if kpis]
