"""Complaints, credited to the person in charge of the customer."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm import access
from crm.announce import announce, as_it_is
from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Kind, Values, chosen, column_of, put_changes
from crm.importing.kinds.activities import belonging
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import UNASSIGNED_ID, Complaint, ComplaintReason, User
from crm.models.lists import NOT_RECORDED
from crm.services.follow_ups import FRESH, follow_complaint

SEVERITIES = {
    "low": "low",
    "minor": "low",
    "mineure": "low",
    "faible": "low",
    "medium": "medium",
    "serious": "medium",
    "moyenne": "medium",
    "high": "high",
    "critical": "high",
    "critique": "high",
    "grave": "high",
    "haute": "high",
}


@register
class Complaints(Kind):
    name = "complaints"
    matched_by = (
        "external id; without one, a line equal to a known complaint in everything"
    )
    fields = (
        EXTERNAL_ID,
        Field(
            "received_at",
            "received",
            reading.instant,
            shape="date",
            required=True,
            also=("date", "date received", "received on", "reçue le", "created"),
        ),
        Field(
            "reason",
            "reason",
            finds="complaint_reasons",
            makes=True,
            also=("issue", "motif", "category"),
            note="“Not recorded” when empty",
        ),
        Field(
            "severity", "severity", reading.choice, words=SEVERITIES, also=("gravité",)
        ),
        Field(
            "rep",
            "sales rep",
            finds="people",
            also=("owner", "commercial"),
            note="in charge that day: the prospect's owner when empty",
        ),
        Field(
            "prospect",
            "prospect",
            finds="prospects",
            also=("account", "company", "customer", "société", "client"),
        ),
        Field("contact", "contact", longest=200, note="of the prospect"),
        Field(
            "deal",
            "deal",
            longest=200,
            also=("affaire", "order"),
            note="external id or name",
        ),
        Field("product", "product", finds="products", also=("produit",)),
        Field(
            "verbatim",
            "in the customer's words",
            longest=50_000,
            also=("text", "description", "narrative", "verbatim client"),
        ),
        Field("answered_at", "first answered", reading.instant, shape="date"),
        Field(
            "resolved_at",
            "resolved",
            reading.instant,
            shape="date",
            also=("closed", "résolue le"),
        ),
        Field("resolution", "resolution", longest=20_000, also=("résolution",)),
    )
    written = (
        "received_at",
        "reason",
        "severity",
        "rep",
        "prospect",
        "contact",
        "deal",
        "product",
        "verbatim",
        "answered_at",
        "resolved_at",
        "resolution",
        "external_id",
    )

    @cached_property
    def not_recorded(self) -> ComplaintReason:
        return ComplaintReason.objects.get_or_create(
            code=NOT_RECORDED, defaults={"name": "Not recorded", "position": 999}
        )[0]

    @cached_property
    def people(self) -> dict[int, User]:
        return User.objects.in_bulk()

    def complete(self, values: Values) -> None:
        received = values["received_at"]
        for path in ("received_at", "answered_at", "resolved_at"):
            at = values.get(path)
            if at is not None and at > self.job.now:
                raise Problem(_("This date is in the future."), path)
            if at is not None and at < received:
                raise Problem(_("This comes before the complaint was received."), path)
        deal = belonging(self.job, values, "deal", "deals")
        if deal is not None and values.get("prospect") is None and deal.prospect_id:
            values["prospect"] = deal.prospect
        belonging(self.job, values, "contact", "contacts")
        values["reason_given"] = values.get("reason") is not None
        if not values["reason_given"]:
            values["reason"] = self.not_recorded
        values["rep_given"] = values.get("rep") is not None
        if not values["rep_given"]:
            prospect = values.get("prospect")
            owner = prospect.owner_id if prospect else UNASSIGNED_ID
            values["rep"] = self.people[owner]

    def key(self, values: Values) -> Hashable:
        return values.get("external_id")

    def load(self, rows: Sequence[Checked]) -> None:
        ids = {
            row.values["external_id"] for row in rows if row.values.get("external_id")
        }
        found = Complaint.objects.filter(external_id__in=ids)
        self.by_id = {row.external_id: row for row in found}
        moments = {
            row.values["received_at"]
            for row in rows
            if not row.values.get("external_id")
        }
        self.equal: dict[tuple[Any, ...], Complaint] = {}
        for row in Complaint.objects.filter(external_id="", received_at__in=moments):
            self.equal.setdefault(_identity(row), row)

    def existing(self, values: Values) -> Any:
        if external_id := values.get("external_id"):
            found = self.by_id.get(external_id)
            if found and self.job.by and not access.may_change(self.job.by, found):
                raise Problem(_("This external id cannot be used."), "external_id")
            return found
        return self.equal.get(_identity(Complaint(**chosen(values, *self.written))))

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        built = []
        for row in rows:
            if not row.values["reason_given"]:
                self.job.fill("reason")
            fields = chosen(row.values, *self.written)
            built.append(Complaint(owner=row.values["rep"], **fields))
        made = Complaint.objects.bulk_create(built, batch_size=1_000)
        for complaint in made:
            if complaint.received_at > self.job.now - FRESH:
                follow_complaint(complaint, by=self.job.by, now=self.job.now)
        return made

    def update(self, row: Complaint, values: Values) -> bool:
        before = as_it_is(row)
        given = chosen(values, *self.written)
        for path in ("reason", "rep"):
            if not values[f"{path}_given"]:
                given.pop(path)
        changed = put_changes(row, given)
        if not changed:
            return False
        row.version += 1
        row.save()
        announce(before, row)
        return True


def _identity(row: Complaint) -> tuple[Any, ...]:
    """All that a line can say of a complaint."""
    names = [name for name in Complaints.written if name != "external_id"]
    return tuple(getattr(row, column_of(row, name)) for name in names)
