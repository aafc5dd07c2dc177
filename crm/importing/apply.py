"""(4) Checked lines to rows: new ones in bulk, known ones one by one, each safe to fail alone."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import asdict, dataclass, field
from typing import Any

from django.core.exceptions import ValidationError
from django.db import DatabaseError, Error, transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from crm.importing.check import Checker, LeftOut, Refused, Verdict
from crm.importing.kind import Checked, Job, Kind
from crm.importing.problems import Problem
from crm.services.errors import Conflict

ON_MATCH = ("update", "skip", "fail")


@dataclass
class Report:
    """What came of a file. ``read`` is always the sum of the four others."""

    read: int = 0
    created: int = 0
    updated: int = 0
    skipped: int = 0
    rejected: int = 0
    #: Of the updated ones, how many had nothing to change.
    unchanged: int = 0
    errors: list[dict[str, Any]] = field(default_factory=list)
    warnings: list[dict[str, Any]] = field(default_factory=list)
    created_values: dict[str, list[str]] = field(default_factory=dict)
    missing_opened_at: int = 0
    subscriptions_started: int = 0
    #: field -> lines in which a rule filled what the file left out.
    filled: dict[str, int] = field(default_factory=dict)
    ignored_columns: list[str] = field(default_factory=list)
    dry_run: bool = False

    def as_json(self) -> dict[str, Any]:
        return asdict(self)


class Applier:
    """Writes the checked lines of one file, a portion at a time."""

    def __init__(
        self, kind: Kind, checker: Checker, job: Job, report: Report, on_match: str
    ) -> None:
        self.kind, self.checker, self.job = kind, checker, job
        self.report, self.on_match = report, on_match
        self.seen: dict[Hashable, tuple[int, int]] = {}

    def apply(self, verdicts: Sequence[Verdict]) -> None:
        self.report.read += len(verdicts)
        good = []
        for verdict in verdicts:
            if isinstance(verdict, Refused):
                self._reject(verdict)
            elif isinstance(verdict, LeftOut):
                self.report.skipped += 1
            elif self._is_first(verdict):
                good.append(verdict)
        self.kind.load(good)
        new = [row for row in good if not self._is_known(row)]
        self._save_related(new)
        self._create(new)

    def _is_first(self, row: Checked) -> bool:
        """False for a line that repeats another; repeating it with other values is refused."""
        key = self.kind.key(row.values)
        key = ("equal", row.digest) if key is None else ("key", key)
        line, digest = self.seen.setdefault(key, (row.line, row.digest))
        if line == row.line:
            return True
        if digest == row.digest:
            self.report.skipped += 1
        else:
            reason = _("Line %(line)d is the same row with other values.")
            path = "external_id" if row.values.get("external_id") else ""
            self._refuse(row, Problem(reason % {"line": line}, path))
        return False

    def _is_known(self, row: Checked) -> bool:
        """Deal with a line whose row is already there."""
        try:
            found = self.kind.existing(row.values)
        except Problem as problem:
            self._refuse(row, problem)
            return True
        if found is None:
            return False
        label = (found._meta.label, found.pk)
        if label in self.job.related.fresh:
            # A line above needed this row before its own line came.
            self.job.related.fresh.discard(label)
            self._update(found, row, counts_as="created")
        elif self.on_match == "skip":
            self.report.skipped += 1
        elif self.on_match == "fail":
            self._refuse(row, Problem(_("This row is already there."), "external_id"))
        else:
            self._update(found, row, counts_as="updated")
        return True

    def _save_related(self, rows: Sequence[Checked]) -> None:
        for row in rows:
            for path, value in row.values.items():
                if isinstance(value, Model) and value.pk is None:
                    self.kind.make(path, value)

    def _update(self, found: Any, row: Checked, *, counts_as: str) -> None:
        try:
            with transaction.atomic():
                self._save_related([row])
                changed = self.kind.update(found, row.values)
        except (Problem, ValidationError, Conflict, Error) as error:
            self._refuse(row, _problem(error))
            return
        setattr(self.report, counts_as, getattr(self.report, counts_as) + 1)
        self.report.unchanged += not changed

    def _create(self, rows: Sequence[Checked]) -> None:
        """All at once; if the database refuses, one by one, to name the line."""
        if not rows:
            return
        try:
            with transaction.atomic():
                moved = self.kind.create(rows)
        except (Problem, ValidationError, DatabaseError, OverflowError) as error:
            if len(rows) == 1:
                self._refuse(rows[0], _problem(error))
                return
            for row in rows:
                self._create([row])
            return
        self.report.created += len(rows)
        self.job.announce(moved)

    def _refuse(self, row: Checked, problem: Problem) -> None:
        self._reject(Refused([self.checker.fault(row.line, row.values, problem)]))

    def _reject(self, refused: Refused) -> None:
        self.report.rejected += 1
        self.report.errors += [asdict(fault) for fault in refused.faults]


def _problem(error: Exception) -> Problem:
    """The reason in words for a person, with the field when the service named it."""
    if isinstance(error, Problem):
        return error
    if isinstance(error, ValidationError):
        if hasattr(error, "error_dict"):
            path, messages = next(iter(error.message_dict.items()))
            return Problem(" ".join(messages), "" if path == "__all__" else path)
        return Problem(" ".join(error.messages))
    if isinstance(error, Conflict):
        return Problem(_("Somebody else changed this row meanwhile."))
    return Problem(_("The database refuses this line: %(why)s") % {"why": error})
