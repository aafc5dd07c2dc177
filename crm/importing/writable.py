"""Whose facts a person may write from a file: those of prospects this person may change."""

from __future__ import annotations

from django.utils.translation import gettext as _

from crm import access
from crm.importing.kind import Job
from crm.importing.problems import Problem
from crm.models import Prospect


class Writable:
    """Asked once a prospect. On the command line everything may be written."""

    def __init__(self, job: Job) -> None:
        self.by = job.by
        self.known: dict[int, bool] = {}

    def check(self, prospect: Prospect) -> None:
        """Raise ``Problem`` when the prospect may be read, but not changed."""
        if self.by is None or self.by.is_admin:
            return
        if prospect.pk not in self.known:
            self.known[prospect.pk] = access.may_change(self.by, prospect)
        if not self.known[prospect.pk]:
            raise Problem(_("You may not change this prospect."), "prospect")
