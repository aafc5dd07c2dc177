"""The step proposed when nobody gave one. The clock stands on Friday 20 November 2026, 10:30."""

from __future__ import annotations

import pytest

from crm.services.next_steps import propose
from tests import factories
from tests.factories import NOW, paris

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("activity", "kind", "at"),
    [
        # The other half of the next working day.
        ({"outcome": "no_answer"}, "call", paris(2026, 11, 23, 14)),
        (
            {"outcome": "voicemail", "at": paris(2026, 11, 19, 15)},
            "call",
            paris(2026, 11, 23, 9),
        ),
        # Nobody came: the same hour again.
        (
            {"kind": "demo", "status": "no_show", "at": paris(2026, 11, 20, 9, 30)},
            "demo",
            paris(2026, 11, 23, 9, 30),
        ),
        # It went well: a follow-up.
        ({"outcome": "reached"}, "call", paris(2026, 11, 27, 9)),
        ({"outcome": "not_interested"}, None, None),
        ({"kind": "note"}, None, None),
        ({"at": paris(2026, 11, 24)}, None, None),
    ],
)
def test_proposes(activity, kind, at, rep) -> None:
    row = factories.activity(
        rep=rep, prospect=factories.prospect(owner=rep), **activity
    )

    found = propose(activity=row, person=rep, now=NOW)

    if kind is None:
        assert found is None
    else:
        assert (found.kind, found.at) == (kind, at)


def test_nobody_to_follow_up_with(rep) -> None:
    task = factories.activity(rep=rep, kind="call")
    assert propose(activity=task, person=rep, now=NOW) is None
