"""The seal of the figures moves with every write, in whatever order two of them are seen."""

from __future__ import annotations

import pytest

from crm.models import AuditEntry, User
from crm.services.history import record
from kpis.generation import generation
from tests.factories import NOW

pytestmark = pytest.mark.django_db


def test_a_write_that_is_seen_late_moves_the_seal(admin: User) -> None:
    """It took its id first and was committed last: the greatest id was seen before."""
    early = record(by=admin, action="edited", row=admin, at=NOW)
    record(by=admin, action="edited", row=admin, at=NOW)
    AuditEntry.objects.filter(pk=early.pk).delete()
    seen = generation().seal
    AuditEntry(
        pk=early.pk, at=NOW, by=admin, action="edited", kind="user", object_id=admin.pk
    ).save(force_insert=True)
    assert generation().seal != seen
    assert generation().seal == generation().seal
