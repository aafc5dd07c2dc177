"""The pages under Set-up, as its first page lists them and the search finds them."""

from __future__ import annotations

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.places import Place, address_of
from crm.setup.tables import TABLES


def rooms() -> list[Place]:
    """Pages an admin may open, those of a later version left out until they are there."""
    found = [
        Place(_("Organisation"), reverse("crm:setup-organisation"), "building"),
        Place(_("Pipelines and stages"), address_of("crm:setup-pipelines"), "kanban"),
        Place(_("Lists"), address_of("crm:setup-lists"), "list-ul"),
        *[
            Place(str(table.title), reverse(f"crm:setup-{table.key}"), table.icon)
            for table in TABLES.values()
        ],
        Place(_("Score cards"), address_of("kpis:score-cards"), "list-ol"),
        Place(_("Closed months"), address_of("kpis:months"), "lock"),
        Place(_("Import"), address_of("crm:imports"), "upload"),
    ]
    return [place for place in found if place.url]
