"""The people inside prospects."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from crm import access, findable
from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Kind, Values, chosen, put_changes
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import Contact
from crm.text import plain


@register
class Contacts(Kind):
    name = "contacts"
    matched_by = "external id, then prospect and email, then prospect and name"
    fields = (
        EXTERNAL_ID,
        Field(
            "prospect",
            "prospect",
            finds="prospects",
            required=True,
            also=("account", "company", "société", "client"),
        ),
        Field(
            "name",
            "name",
            required=True,
            longest=150,
            also=("contact", "full name", "nom"),
        ),
        Field(
            "job_title", "job title", longest=150, also=("title", "fonction", "poste")
        ),
        Field("email", "email", reading.email, longest=254, also=("e-mail", "mail")),
        Field("phone", "phone", longest=32, also=("téléphone", "tel")),
        Field("mobile", "mobile", longest=32, also=("portable",)),
        Field(
            "preferred_method",
            "preferred method",
            finds="methods",
            makes=True,
            also=("mode de contact",),
        ),
        Field(
            "is_main",
            "main contact",
            reading.flag,
            also=("main", "principal", "interlocuteur principal"),
            note="the first contact of a prospect unless said otherwise",
        ),
    )
    written = (
        "prospect",
        "name",
        "external_id",
        "job_title",
        "email",
        "phone",
        "mobile",
        "preferred_method",
    )

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or (
            values["prospect"].pk,
            values.get("email") or plain(values["name"]),
        )

    def complete(self, values: Values) -> None:
        by = self.job.by
        if by and not access.may_change(by, values["prospect"]):
            raise Problem(_("You cannot change this prospect."), "prospect")

    def load(self, rows: Sequence[Checked]) -> None:
        ids = {
            row.values["external_id"] for row in rows if row.values.get("external_id")
        }
        self.by_id = {
            c.external_id: c for c in Contact.objects.filter(external_id__in=ids)
        }
        owners = {row.values["prospect"].pk for row in rows}
        self.inside: dict[int, list[Contact]] = {}
        for contact in Contact.objects.filter(prospect__in=owners).order_by("id"):
            self.inside.setdefault(contact.prospect_id, []).append(contact)

    def existing(self, values: Values) -> Any:
        if found := self.by_id.get(values.get("external_id") or ""):
            by = self.job.by
            if by and not access.may_change(by, found):
                raise Problem(_("This external id cannot be used."), "external_id")
            return found
        rows = self.inside.get(values["prospect"].pk, [])
        if values.get("external_id"):
            rows = [row for row in rows if not row.external_id]
        email, name = values.get("email"), plain(values["name"])
        same = [row for row in rows if email and row.email.lower() == email]
        same = same or [
            row for row in rows if plain(row.name) == name and not (email and row.email)
        ]
        return same[0] if same else None

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        mains: dict[int, Contact] = {}
        built = []
        for row in rows:
            contact = Contact(**chosen(row.values, *self.written))
            built.append(contact)
            pk = contact.prospect_id
            held = any(other.is_main for other in self.inside.get(pk, ()))
            if row.values.get("is_main") or (
                row.values.get("is_main") is None and not held and pk not in mains
            ):
                mains[pk] = contact
        Contact.objects.filter(prospect__in=mains, is_main=True).update(is_main=False)
        for contact in mains.values():
            contact.is_main = True
        Contact.objects.bulk_create(built)
        for contact in built:
            self.inside.setdefault(contact.prospect_id, []).append(contact)
        findable.refresh(contact.prospect_id for contact in built)
        return []

    def update(self, row: Contact, values: Values) -> bool:
        changed = put_changes(row, chosen(values, *self.written, "is_main"))
        if "is_main" in changed and row.is_main:
            others = Contact.objects.filter(prospect=row.prospect_id, is_main=True)
            others.exclude(pk=row.pk).update(is_main=False)
        if changed:
            row.save(update_fields=changed)
            findable.refresh([row.prospect_id])
        return bool(changed)
