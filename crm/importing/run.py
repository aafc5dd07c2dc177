"""The one door: read a file of one kind and write it, all of it or nothing of it."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from itertools import islice
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.importing import reading as cells
from crm.importing import registry
from crm.importing.apply import ON_MATCH, Applier, Report
from crm.importing.check import Checker
from crm.importing.kind import Job
from crm.importing.mapping import Bindings, Mapping, bind
from crm.importing.parse import Line, Table, read_table
from crm.importing.problems import Unreadable
from crm.importing.related import Related
from crm.models import ImportRun, Organisation, User
from crm.services.history import record

#: Lines checked and written together.
PORTION = 1_000
#: Errors kept with the run; the caller gets them all.
KEPT_ERRORS = 10_000


def import_file(
    *,
    kind: str,
    data: bytes,
    file_name: str,
    by: User | None,
    now: datetime,
    mapping: Mapping | None = None,
    on_match: str = "update",
    dry_run: bool = False,
    run: ImportRun | None = None,
    keep: bool = True,
) -> Report:
    """Import a file; every line read is created, updated, skipped or rejected with a reason.

    One transaction: an accident half-way leaves nothing, and a dry run writes nothing at all but
    reports exactly. ``run`` is the one begun in the browser, when there is one; ``keep`` false leaves no run of its own. ``by`` null is the operator's command line, which sees everything. Raises
    ``Unreadable`` when nothing can be read.
    """
    if on_match not in ON_MATCH:
        raise Unreadable(_("on_match is update, skip or fail."))
    chosen = registry.get(kind)
    if chosen.admin_only and by is not None and not by.is_admin:
        raise Unreadable(_("Only an administrator may import this."))
    mapping = mapping or Mapping()
    table = read_table(data, encoding=mapping.encoding, delimiter=mapping.delimiter)
    bindings = bind(mapping, table, chosen.fields)
    report = Report(ignored_columns=bindings.ignored, dry_run=dry_run)
    with transaction.atomic():
        organisation = Organisation.current()
        reading = cells.Reading(
            zone=organisation.zone, now=now, related=Related(by=by, now=now)
        )
        cells.settle(reading, mapping, table, bindings.bound)
        job = Job(by=by, now=now, organisation=organisation, reading=reading)
        _write(chosen(job), table, bindings, report, on_match)
        _tell(report, job)
        if dry_run:
            transaction.set_rollback(True)
        elif keep:
            _keep(
                run or ImportRun(kind=kind, file_name=file_name[:255], by=by),
                mapping,
                report,
                now=now,
            )
    return report


def _write(
    kind: Any, table: Table, bindings: Bindings, report: Report, on_match: str
) -> None:
    checker = Checker(kind, bindings.bound, kind.job.reading)
    applier = Applier(kind, checker, kind.job, report, on_match)
    with without_collector():
        for portion in _portions(table.lines()):
            applier.apply(checker.check(portion))
        kind.finish()
        kind.job.flush()


@contextmanager
def without_collector() -> Iterator[None]:
    """Python's cycle collector sleeps: it walks a million young rows again and again, a third of
    the time of an import, to find none. Rows are no cycles: they go by reference count."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def _portions(lines: Iterator[Line]) -> Iterator[list[Line]]:
    while portion := list(islice(lines, PORTION)):
        yield portion


def _tell(report: Report, job: Job) -> None:
    report.errors.sort(key=lambda error: error["line"])
    report.created_values = job.related.created
    report.filled = job.filled
    report.missing_opened_at = job.filled.get("opened_at", 0)
    report.subscriptions_started = job.subscriptions
    report.warnings = job.warnings


def _keep(run: ImportRun, mapping: Mapping, report: Report, *, now: datetime) -> None:
    """One run and one audit entry for the file, not one a row."""
    kept = report.as_json()
    kept["errors"] = kept["errors"][:KEPT_ERRORS]
    if run.pk is None:
        run.started_at = now
    run.finished_at = now
    run.mapping = {name: value for name, value in vars(mapping).items() if value}
    run.report = kept
    run.save()
    counts = ("created", "updated", "skipped", "rejected")
    changes = {name: [None, getattr(report, name)] for name in counts}
    record(by=run.by, action="imported", row=run, at=now, changes=changes)
