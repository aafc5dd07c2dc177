"""A stage that an admin edits: past days keep their figures, today's follow, every cell verifies."""

from __future__ import annotations

from datetime import date

import pytest

from crm.models import User
from crm.services.stage_archive import archive_stage
from crm.services.stages import edit_stage
from kpis import snapshots
from kpis.catalogue import KPIS
from kpis.periods import Period
from kpis.question import Question
from kpis.rollup import figures
from kpis.scope import ALL
from kpis.verify import verify
from tests import factories
from tests.factories import NOW, paris, stage

pytestmark = pytest.mark.django_db
MONDAY = date(2026, 11, 16)


def weighted(day: date) -> object:
    """The weighted pipeline of everybody at the end of the day, in minor units."""
    snapshots.drain(now=NOW)
    kpi = KPIS["pipeline_weighted"]
    asked = Question(ALL, Period(day, date.fromordinal(day.toordinal() + 1)), day)
    return figures([kpi], asked)[kpi.key][()].value


@pytest.mark.usefixtures("frozen")
def test_past_days_keep_their_weighted_pipeline(rep: User, admin: User) -> None:
    for _ in range(3):
        factories.deal(owner=rep, at=paris(2026, 11, 10))
    factories.deal(owner=rep, at=paris(2026, 11, 12), in_stage="Demo", amount=None)
    before = weighted(MONDAY)
    assert before == weighted(NOW.date())

    edit_stage(stage=stage("Qualification"), by=admin, now=NOW, probability=40)
    raised = weighted(NOW.date())
    archive_stage(stage=stage("Qualification"), to=stage("Demo"), by=admin, now=NOW)

    assert weighted(MONDAY) == before
    assert raised == 4 * before  # type: ignore[operator]
    assert weighted(NOW.date()) == 3 * before  # type: ignore[operator]
    assert verify().differences == []
