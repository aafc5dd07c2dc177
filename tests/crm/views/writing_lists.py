"""Writes of the lists on one record."""

from __future__ import annotations

from datetime import timedelta

from crm.models import Prospect, Tag, User
from tests import factories
from tests.crm.views.write import Write
from tests.factories import NOW


def _prospect(owner: User) -> Prospect:
    _tag()
    return factories.prospect(owner=owner, at=NOW - timedelta(days=3), name="Durand")


def _tag() -> Tag:
    return Tag.objects.get_or_create(name="export")[0]


LIST_WRITES = (
    Write(
        "prospect-tags",
        _prospect,
        lambda row: {"tags": [_tag().pk]},
        lambda row: row.tags.filter(name="export").exists(),
        allow="GET, HEAD, POST",
    ),
)
