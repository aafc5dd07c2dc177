"""Customers who left: the day, the reason and what they said, as on the page of the customer.

A customer leaves once. Whoever bought again since is a customer, and the departure was withdrawn;
a file that tells of several departures of one customer has its first line count.
"""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from datetime import date, datetime
from typing import Any

from django.db.models import Model
from django.utils import formats
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.civil import civil_day
from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Job, Kind, Values, chosen, put_changes
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.importing.writable import Writable
from crm.models import ChurnReason, Prospect, ProspectStep
from crm.models.lists import NOT_RECORDED
from crm.services.prospects import take_step


@register
class Departures(Kind):
    name = "departures"
    matched_by = "prospect and day"
    fields = (
        Field(
            "prospect",
            "prospect",
            finds="prospects",
            required=True,
            also=("account", "company", "customer", "société", "client"),
        ),
        Field(
            "at",
            "left",
            reading.timed_instant,
            shape="date",
            required=True,
            also=(
                *("churn date", "churned", "churned at", "date", "left on"),
                *("date de départ", "parti le"),
            ),
            note="a customer leaves once, and not before they were one",
        ),
        Field(
            "churn_reason",
            "churn reason",
            finds="churn_reasons",
            makes=True,
            also=("reason", "reason code", "motif", "motif de départ"),
            note="“Not recorded” when empty",
        ),
        Field(
            "note",
            "note",
            longest=300,
            also=("comment", "commentaire", "feedback", "feedback text"),
        ),
    )

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.zone = job.organisation.zone
        self.writable = Writable(job)
        #: Prospect -> the day it left, as a line above said.
        self.told: dict[int, date] = {}

    @cached_property
    def not_recorded(self) -> ChurnReason:
        return ChurnReason.objects.get_or_create(
            code=NOT_RECORDED, defaults={"name": "Not recorded", "position": 999}
        )[0]

    # -- checking --------------------------------------------------------------------------

    def complete(self, values: Values) -> None:
        prospect: Prospect = values["prospect"]
        self.writable.check(prospect)
        at, timed = values["at"]
        values["at"] = self._moment(prospect, at, timed=timed)
        day = civil_day(values["at"], self.zone)
        left = self.told.get(prospect.pk)
        if left is None and prospect.churned_at is not None:
            left = civil_day(prospect.churned_at, self.zone)
        if left not in (None, day):
            said = _("This customer left on %(day)s already.")
            shown = formats.date_format(left, "DATE_FORMAT")
            raise Problem(said % {"day": shown}, "at")
        self.told[prospect.pk] = day
        values["reason_given"] = values.get("churn_reason") is not None
        if not values["reason_given"]:
            values["churn_reason"] = self.not_recorded

    def _moment(self, prospect: Prospect, at: datetime, *, timed: bool) -> datetime:
        """When they left; without an hour not in the morning of the day they came."""
        since, now = prospect.converted_at, self.job.now
        if not timed:
            today, day = civil_day(now, self.zone), civil_day(at, self.zone)
            at = min(at, now) if day == today else at
            if since is not None and day == civil_day(since, self.zone):
                at = max(at, since)
        if at > now:
            raise Problem(_("This date is in the future."), "at")
        if since is None:
            raise Problem(_("Only a customer can stop being one."), "prospect")
        if at < since:
            shown = formats.date_format(since.astimezone(self.zone), "DATE_FORMAT")
            reason = _("They are a customer since %(day)s only.")
            raise Problem(reason % {"day": shown}, "at")
        return at

    # -- matching --------------------------------------------------------------------------

    def key(self, values: Values) -> Hashable:
        return values["prospect"].pk, civil_day(values["at"], self.zone)

    def load(self, rows: Sequence[Checked]) -> None:
        prospects = {row.values["prospect"].pk for row in rows}
        left = ProspectStep.objects.of("churned").filter(prospect__in=prospects)
        self.left = {row.prospect_id: row for row in left.order_by("pk")}

    def existing(self, values: Values) -> Any:
        """The step that stands: ``complete`` has seen that it is of the same day."""
        return self.left.get(values["prospect"].pk)

    # -- writing ---------------------------------------------------------------------------

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        """Nothing is left to announce: the service did."""
        for row in rows:
            take_step(
                prospect_id=row.values["prospect"].pk,
                step="churned",
                at=row.values["at"],
                by=self.job.by,
                now=self.job.now,
                **chosen(row.values, "churn_reason", "note"),
            )
        for row in rows:
            if not row.values["reason_given"]:
                self.job.fill("churn_reason")
        return []

    def update(self, row: ProspectStep, values: Values) -> bool:
        """Why they left; the day is what the line was found by."""
        given = chosen(values, "churn_reason", "note")
        if not values["reason_given"]:
            given.pop("churn_reason")
        before = as_it_is(row)
        if not (changed := put_changes(row, given)):
            return False
        row.save(update_fields=changed)
        if "churn_reason" in changed:
            standing = Prospect.objects.filter(pk=row.prospect_id)
            standing.update(churn_reason=row.churn_reason)
        announce(before, row)
        return True
