"""Importing a text, and what stands in the database before."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest

from crm.importing.apply import Report
from crm.importing.mapping import Mapping
from crm.importing.run import import_file
from crm.models import Product, Prospect, User
from crm.services import prospects
from tests.factories import NOW

Importer = Callable[..., Report]


@pytest.fixture
def importing(db: None, now: datetime) -> Importer:
    """``importing("deals", "name;stage\\n...", mapping={...}, on_match="skip")``."""

    def run(
        kind: str,
        data: str | bytes,
        *,
        mapping: dict[str, Any] | None = None,
        by: User | None = None,
        now: datetime = now,
        **options: Any,
    ) -> Report:
        content = data.encode() if isinstance(data, str) else data
        report = import_file(
            kind=kind,
            data=content,
            file_name=f"{kind}.csv",
            mapping=Mapping.of(mapping or {}),
            by=by,
            now=now,
            **options,
        )
        accounted = report.created + report.updated + report.skipped + report.rejected
        assert report.read == accounted
        lines = {error["line"] for error in report.errors}
        assert len(lines) == report.rejected
        assert all(error["reason"] for error in report.errors)
        return report

    return run


@pytest.fixture
def acme(rep: User) -> Prospect:
    return prospects.add_prospect(by=rep, now=NOW, owner=rep, name="Acme SA")


@pytest.fixture
def product(db: None) -> Product:
    return Product.objects.create(name="Licence", list_price=120_000, unit_cost=30_000)
