"""Imports from the browser: a file is kept, looked at, checked, then written, in the background."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from crm.importing.mapping import Mapping
from crm.importing.parse import MAX_BYTES, read_table
from crm.importing.problems import Unreadable
from crm.importing.proposing import propose
from crm.importing.run import import_file
from crm.models import ImportRun, Job, User
from crm.services.errors import Refused
from crm.services.import_customers import detected_with_first_deal, make_customers
from crm.services.import_likely import likely_duplicates
from crm.services.jobs import start_job, step_of

#: Values offered to be read as something else.
OFFERED = 20


@transaction.atomic
def receive(
    *, kind: str, file_name: str, data: bytes, by: User, now: datetime
) -> ImportRun:
    """Keep a file to look at. Refused when it is no table; nothing of it is written."""
    if len(data) > MAX_BYTES:
        raise Refused({"file": _("The file is too large. Split it.")})
    try:
        propose(kind, data)
    except Unreadable as refusal:
        raise Refused({"file": str(refusal)}) from None
    run = ImportRun(kind=kind, file_name=file_name[:255], by=by, started_at=now)
    run.stored.save("file", ContentFile(data), save=False)
    run.save()
    return run


def content(run: ImportRun) -> bytes:
    """The file as it was dropped. Raises ``Unreadable`` when it is no longer kept."""
    if not run.stored:
        raise Unreadable(_("This file is no longer kept: drop it again."))
    with run.stored.open("rb") as file:
        data: bytes = file.read()
    return data


@transaction.atomic
def start(
    *,
    run: ImportRun,
    mapping: dict[str, Any],
    on_match: str,
    write: bool,
    by: User,
    now: datetime,
    make_prospects: bool = False,
) -> Job:
    """Check the file (``write`` false: nothing is written) or import it, in the background."""
    # Pressed twice, the second waits here and finds the first one's job.
    run = ImportRun.objects.select_for_update().get(pk=run.pk)
    if run.finished_at:
        raise Refused(_("This file is imported already."))
    if run.job is not None and run.job.finished_at is None:
        raise Refused(_("This file is being read already."))
    Mapping.of(mapping)
    run.mapping, run.report = mapping, {}
    args: dict[str, Any] = {"run": run.pk, "write": write, "on_match": on_match}
    args |= {"language": by.language, "make_prospects": make_prospects}
    run.job = start_job(kind="import", by=by, now=now, args=args, total=1)
    run.save(update_fields=["mapping", "report", "job"])
    return run.job


def under_way(run: ImportRun) -> bool:
    """Whether its work goes on, as the database has it now."""
    working = ImportRun.objects.filter(pk=run.pk, job__finished_at__isnull=True)
    return working.exclude(job=None).exists()


@step_of("import")
def step(job: Job) -> int:
    """The whole file in one transaction: all of it is counted or nothing of it."""
    if job.done:
        return 0
    run = ImportRun.objects.select_for_update().get(pk=job.args["run"])
    with override(job.args["language"]):
        try:
            report = _read(run, job)
        except Unreadable as refusal:
            raise Refused(str(refusal)) from None
    if not job.args["write"]:
        run.report = report | {"errors": report["errors"][:1_000], "dry_run": True}
        run.save(update_fields=["report"])
    return 1


def _read(run: ImportRun, job: Job) -> dict[str, Any]:
    """The report of the file, its customers made first when that was asked for."""
    given: dict[str, Any] = {"data": content(run), "file_name": run.file_name}
    given |= {"by": job.by, "now": timezone.now()}
    likely = []
    if run.kind == "prospects" and not job.args["write"]:
        likely = likely_duplicates(run.mapping, given["data"], job.by)
    with transaction.atomic():
        made = 0
        if job.args.get("make_prospects"):
            made = make_customers(run.mapping, **given)
        report = import_file(
            kind=run.kind,
            mapping=Mapping.of(run.mapping),
            on_match=job.args["on_match"],
            run=run if job.args["write"] else None,
            **given,
        ).as_json()
        if made:
            detected_with_first_deal(now=given["now"])
        report |= {"prospects_made": made, "likely": likely}
        if job.args["write"]:
            run.report |= {"prospects_made": made}
            run.save(update_fields=["report"])
        else:
            transaction.set_rollback(True)
    return report


def unread_values(run: ImportRun) -> list[dict[str, Any]]:
    """Values that refused lines, the most frequent first: [{column, value, lines, reason}]."""
    seen: Counter[tuple[str, str, str]] = Counter(
        (error["column"], error["value"], error["reason"])
        for error in run.report.get("errors", [])
        if error.get("column") and error.get("value")
    )
    return [
        {"column": column, "value": value, "lines": lines, "reason": reason}
        for (column, value, reason), lines in seen.most_common(OFFERED)
    ]


def rejected_lines(run: ImportRun) -> Iterator[list[Any]]:
    """The refused lines as they stand in the file, with their number and reason, headers first."""
    mapping = Mapping.of(run.mapping)
    table = read_table(
        content(run), encoding=mapping.encoding, delimiter=mapping.delimiter
    )
    reasons: dict[int, list[str]] = {}
    for error in run.report.get("errors", []):
        reasons.setdefault(error["line"], []).append(error["reason"])
    yield [*table.headers, _("line"), _("reason")]
    for line in table.lines():
        if line.number in reasons:
            yield [*line.cells, line.number, " ".join(reasons[line.number])]
