"""What files of answers and reviews share: who is credited, and which rows are already there."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm import access
from crm.importing.kind import Checked, Job, Values, column_of
from crm.importing.problems import Problem
from crm.models import UNASSIGNED_ID, User


class Credit:
    """Who is credited with a line: one reading of the people for a whole file."""

    def __init__(self, job: Job) -> None:
        self.job = job

    @cached_property
    def people(self) -> dict[int, User]:
        return User.objects.in_bulk()

    def give(self, values: Values) -> None:
        """``rep`` is the prospect's owner, or who reads the file, unless the line says who."""
        values["rep_given"] = values.get("rep") is not None
        if values["rep_given"]:
            return
        prospect, by = values.get("prospect"), self.job.by
        reader = by.pk if by else UNASSIGNED_ID
        values["rep"] = self.people[prospect.owner_id if prospect else reader]


class Known(dict[str, Any]):
    """Rows by external id."""

    def allowed(self, external_id: str, by: User | None) -> Any:
        """The row of this id; a problem when this person may not change it."""
        found = self.get(external_id)
        if found and by and not access.may_change(by, found):
            raise Problem(_("This external id cannot be used."), "external_id")
        return found


def known_by_id(model: Any, rows: Sequence[Checked]) -> Known:
    ids = {row.values["external_id"] for row in rows if row.values.get("external_id")}
    found = model.objects.filter(external_id__in=ids).select_related("owner")
    return Known({row.external_id: row for row in found})


class Same:
    """Rows without external id, by all that a line can say of them."""

    def __init__(self, rows: Sequence[Any], names: Sequence[str]) -> None:
        self.names = [name for name in names if name != "external_id"]
        self.rows = {self._identity(row): row for row in reversed(rows)}

    def get(self, row: Any) -> Any:
        return self.rows.get(self._identity(row))

    def _identity(self, row: Any) -> tuple[Any, ...]:
        return tuple(getattr(row, column_of(row, name)) for name in self.names)


def same_as(model: Any, rows: Sequence[Checked], names: Sequence[str]) -> Same:
    moments = {row.values["at"] for row in rows if not row.values.get("external_id")}
    found = model.objects.filter(external_id="", at__in=moments)
    return Same(list(found.select_related("owner").order_by("pk")), names)
