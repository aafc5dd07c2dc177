"""Import of a real sales year against ``bulk_create`` of the same rows, in one process.

    DATABASE_URL=... python -m benchmarks.import_maven [DATA_DIR]

Run it on an empty, migrated database: it leaves it as it found it. Without DATABASE_URL it makes a
SQLite of its own. The other side gets its rows ready made; it neither reads, checks nor joins.
"""

from __future__ import annotations

import json
import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
MAPPINGS = ROOT / "tests/real/maven"
#: (kind, file, mapping), in the order they build on each other.
FILES = (
    ("teams", "sales_teams.csv", "teams.json"),
    ("users", "sales_teams.csv", "managers.json"),
    ("users", "sales_teams.csv", "reps.json"),
    ("products", "products.csv", "products.json"),
    ("prospects", "accounts.csv", "prospects.json"),
    ("deals", "sales_pipeline.csv", "deals.json"),
)
BATCH = 1_000


def default_data_dir() -> Path:
    shared = os.environ.get("BOUSSOLE_SHARED_DATA") or ROOT.parent / "shared/data"
    return Path(shared) / "maven_crm"


def measure(data_dir: Path | None = None, runs: int = 3) -> dict[str, Any]:
    """Medians in seconds: ``import_s``, ``of_which_deals_s``, ``bulk_create_s``; ``ratio`` is the
    second's time over the first's (1 = as fast, 0.4 = two and a half times slower)."""
    folder = data_dir or default_data_dir()
    imports, deals, bulks, counts = [], [], [], {}
    for _run in range(runs):
        was = _highest_keys()
        started = time.perf_counter()
        for kind, file, mapping in FILES:
            before_deals = time.perf_counter()
            _import(kind, folder / file, MAPPINGS / mapping)
        ended = time.perf_counter()
        imports.append(ended - started)
        deals.append(ended - before_deals)
        rows = _new_rows(was)
        counts = {model.__name__: len(found) for model, found in rows.items()}
        _delete(rows)
        bulks.append(_bulk_create(rows))
        _delete(rows)
    result = {
        "import_s": statistics.median(imports),
        "of_which_deals_s": statistics.median(deals),
        "bulk_create_s": statistics.median(bulks),
    }
    result["ratio"] = result["bulk_create_s"] / result["import_s"]
    result["times_longer"] = result["import_s"] / result["bulk_create_s"]
    rounded: dict[str, Any] = {name: round(value, 3) for name, value in result.items()}
    return rounded | {"runs": runs, "rows": counts}


def _import(kind: str, file: Path, mapping: Path) -> None:
    from django.utils import timezone

    from crm.importing.mapping import Mapping
    from crm.importing.run import import_file

    report = import_file(
        kind=kind,
        data=file.read_bytes(),
        file_name=file.name,
        mapping=Mapping.load(mapping),
        by=None,
        now=timezone.now(),
    )
    if report.rejected:
        raise RuntimeError(f"{file.name}: {report.errors[:3]}")


def _models() -> list[Any]:
    """Concrete models of the application, parents before the rows that point to them."""
    from django.apps import apps

    waiting = [
        model
        for label in ("crm", "kpis")
        for model in apps.get_app_config(label).get_models(include_auto_created=True)
        if model._meta.managed and model._meta.pk.get_internal_type() == "BigAutoField"
    ]
    ordered: list[Any] = []
    while waiting:
        ready = [m for m in waiting if not (_needs(m) - {m}) & set(waiting)]
        ready = ready or waiting[:1]
        ordered += ready
        waiting = [m for m in waiting if m not in ready]
    return ordered


def _needs(model: Any) -> set[Any]:
    return {f.related_model for f in model._meta.concrete_fields if f.is_relation}


def _highest_keys() -> dict[Any, int]:
    from django.db.models import Max

    return {
        model: model._base_manager.aggregate(top=Max("pk"))["top"] or 0
        for model in _models()
    }


def _new_rows(was: dict[Any, int]) -> dict[Any, list[Any]]:
    found = {
        model: list(model._base_manager.filter(pk__gt=top).order_by("pk"))
        for model, top in was.items()
    }
    return {model: rows for model, rows in found.items() if rows}


def _bulk_create(rows: dict[Any, list[Any]]) -> float:
    """Without the cycle collector, as the import: both sides do the same work the same way."""
    from django.db import transaction

    from crm.importing.run import without_collector

    started = time.perf_counter()
    with without_collector(), transaction.atomic():
        for model, found in rows.items():
            model._base_manager.bulk_create(found, batch_size=BATCH)
    return time.perf_counter() - started


def _delete(rows: dict[Any, list[Any]]) -> None:
    from django.db import transaction

    with transaction.atomic():
        for model in reversed(list(rows)):
            first = rows[model][0].pk
            gone = model._base_manager.filter(pk__gte=first)
            gone._raw_delete(gone.db)


@contextmanager
def _database() -> Iterator[None]:
    """Settings, and a migrated database: the named one, or a SQLite that vanishes."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    with tempfile.TemporaryDirectory(prefix="boussole-bench-") as folder:
        os.environ["BOUSSOLE_DATA"] = folder
        url = os.environ.pop("DATABASE_URL", "")
        from django.conf import settings

        if url:
            import environ

            settings.DATABASES = {"default": environ.Env.db_url_config(url)}
        import django

        django.setup()
        from django.core.management import call_command

        call_command("migrate", verbosity=0)
        yield


def main() -> None:
    given = Path(sys.argv[1]) if len(sys.argv) > 1 else None
    with _database():
        print(json.dumps(measure(given), indent=1))


if __name__ == "__main__":
    main()
