"""Setting targets: all or none, each change told, the stretch on the better side."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from crm.models import AuditEntry, User
from kpis.models import Target
from kpis.targets.aiming import Wish, set_targets
from tests.factories import NOW

pytestmark = pytest.mark.django_db
NOV, DEC = date(2026, 11, 1), date(2026, 12, 1)


def wish(who: User, month: date = NOV, kpi: str = "demos", **levels: Any) -> Wish:
    return Wish(kpi, "month", month, user=who, **levels)


def save(*wishes: Wish) -> int:
    return set_targets(by=None, now=NOW, wishes=wishes)


def levels() -> list[tuple[int, int | None]]:
    return list(Target.objects.order_by("starts_on").values_list("value", "stretch"))


def test_only_what_changes_is_written_and_told(rep: User) -> None:
    before = AuditEntry.objects.count()

    assert save(wish(rep, value=10), wish(rep, DEC, value=20, stretch=25)) == 2
    assert save(wish(rep, value=10), wish(rep, DEC, stretch=24)) == 1
    assert save(wish(rep, DEC, value=20)) == 0

    assert levels() == [(10, None), (20, 24)]
    told = AuditEntry.objects.order_by("id")[before:]
    assert [entry.changes for entry in told] == [
        {"value": [None, 10], "user": [None, rep.pk]},
        {"value": [None, 20], "stretch": [None, 25], "user": [None, rep.pk]},
        {"stretch": [25, 24]},
    ]


def test_a_removed_target_takes_its_stretch_along(rep: User) -> None:
    save(wish(rep, value=10, stretch=12))
    assert save(wish(rep, value=None)) == 1
    assert levels() == []
    entry = AuditEntry.objects.latest("id")
    assert entry.action == "deleted"
    assert entry.changes == {
        "value": [10, None],
        "stretch": [12, None],
        "user": [rep.pk, None],
    }


@pytest.mark.parametrize(
    ("kpi", "value", "stretch"),
    [
        ("demos", 10, 10),
        ("demos", 10, 9),
        ("sales_cycle", 10, 10),
        ("sales_cycle", 10, 12),
        ("demos", None, 5),
        ("demos", -1, None),
        ("sales_cycle", 3, -1),
    ],
)
def test_levels_that_do_not_go_together_are_refused_beside_their_field(
    rep: User, kpi: str, value: int | None, stretch: int | None
) -> None:
    with pytest.raises(ValidationError) as refused:
        save(
            wish(rep, DEC, value=5),
            wish(rep, kpi=kpi, value=value, stretch=stretch),
        )
    assert list(refused.value.message_dict) == [f"user-{rep.pk}-2026-11"]
    assert levels() == []


def test_a_target_raised_above_its_stretch_is_refused(rep: User) -> None:
    save(wish(rep, value=10, stretch=12))
    with pytest.raises(ValidationError):
        save(wish(rep, value=12))
    assert save(wish(rep, value=12, stretch=15)) == 1
