"""What a one-to-one is made of before it is put into words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from crm.models import Organisation, Team, User
from kpis.spec import Kpi
from kpis.targets.attainment import TargetBook
from kpis.team.benchmarks import Past
from kpis.team.medians import Mark
from kpis.team.meetings import DealsToSee, Looked
from kpis.values import Value
from kpis.views.parts.asking import Asked


@dataclass(frozen=True)
class Seen:
    """What the figures say of one person; ``marks`` is empty where the reader may not compare."""

    asked_for: Asked
    person: User
    team: Team | None
    held: TargetBook
    columns: list[Kpi]
    values: Mapping[str, Value]
    pasts: Mapping[str, Past | None]
    references: Mapping[str, Fraction]
    marks: Mapping[str, Mark]
    week: list[Looked]
    deals: DealsToSee

    @property
    def currency(self) -> str:
        return self.asked_for.organisation.base_currency

    @property
    def shows_medians(self) -> bool:
        """A median of few people tells a colleague's figure: a rep reads it only where all do."""
        reader, organisation = self.asked_for.user, self.asked_for.organisation
        everyone = organisation.figures_seen_by_reps == Organisation.FiguresSeen.ALL
        return reader.is_manager or reader.is_admin or everyone
