"""Writes on a prospect's page: its life, its people, its other record."""

from __future__ import annotations

from datetime import timedelta
from uuid import uuid4

from crm.models import Activity, Contact, Distinct, Prospect, ProspectStep, User
from crm.services import objections, prospects
from tests import factories
from tests.crm.views.write import Write
from tests.factories import NOW

FORM = "GET, HEAD, POST"


def _prospect(owner: User) -> Prospect:
    return factories.prospect(owner=owner, at=NOW - timedelta(days=3), name="Durand")


def _twice(owner: User) -> Prospect:
    factories.prospect(owner=owner, name="Durand SA")
    return _prospect(owner)


def _alike(owner: User) -> Prospect:
    prospect = factories.prospect(owner=owner, name=f"Durand {owner.pk}")
    factories.prospect(owner=owner, name=f"{prospect.name} et fils")
    return prospect


def _qualified(owner: User) -> Prospect:
    prospect = _prospect(owner)
    prospects.take_step(prospect_id=prospect.pk, step="sql", at=NOW, by=owner, now=NOW)
    return prospect


def _objecting(owner: User) -> Prospect:
    prospect = _prospect(owner)
    objections.record_objection(prospect_id=prospect.pk, by=owner, now=NOW)
    return prospect


def _archived(owner: User) -> Prospect:
    prospect = _prospect(owner)
    prospects.archive_prospect(prospect_id=prospect.pk, by=owner, now=NOW)
    return prospect


def _contact(owner: User) -> Contact:
    prospect = _prospect(owner)
    for name in ("Marion Weber", "Paul Durand"):
        contact = prospects.add_contact(prospect=prospect, by=owner, now=NOW, name=name)
    return contact


def _now(row: Prospect) -> Prospect:
    return Prospect.objects.get(pk=row.pk)


PEOPLE_WRITES = (
    Write(
        "prospect-step-withdraw",
        _qualified,
        lambda row: {"step": "sql", "why": "Not the right person"},
        lambda row: not ProspectStep.objects.of("sql").filter(prospect=row).exists(),
        allow=FORM,
    ),
    Write(
        "prospect-next",
        _prospect,
        lambda row: {"next_step": "Send the plan", "version": row.version},
        lambda row: _now(row).next_step == "Send the plan",
        allow=FORM,
    ),
    Write(
        "prospect-objection",
        _prospect,
        lambda row: {},
        lambda row: _now(row).objected_at == NOW,
        allow=FORM,
    ),
    Write(
        "prospect-allow",
        _objecting,
        lambda row: {},
        lambda row: _now(row).objected_at is None,
    ),
    Write(
        "prospect-archive",
        _prospect,
        lambda row: {},
        lambda row: _now(row).archived_at == NOW,
    ),
    Write(
        "prospect-restore",
        _archived,
        lambda row: {},
        lambda row: _now(row).archived_at is None,
    ),
    Write(
        "merge",
        _twice,
        lambda row: {
            "with": Prospect.objects.get(owner=row.owner, name="Durand SA").pk
        },
        lambda row: row.merged.count() == 1,
        allow=FORM,
    ),
    Write(
        "distinct",
        _alike,
        lambda row: {"with": Prospect.objects.get(name=f"{row.name} et fils").pk},
        lambda row: Distinct.objects.of(row.pk).count() == 1,
    ),
    Write(
        "call",
        _prospect,
        lambda row: {"outcome": "no_answer", "minutes": "1", "token": str(uuid4())},
        lambda row: (
            Activity.objects.filter(prospect=row, outcome="no_answer").count() == 1
        ),
        allow=FORM,
    ),
    Write(
        "contact-edit",
        _contact,
        lambda row: {"name": "Paul Durand", "mobile": "06 12 34 56 78"},
        lambda row: Contact.objects.get(pk=row.pk).mobile_e164 == "+33612345678",
        allow=FORM,
    ),
    Write(
        "contact-main",
        _contact,
        lambda row: {},
        lambda row: Contact.objects.get(pk=row.pk).is_main,
    ),
    Write(
        "contact-archive",
        _contact,
        lambda row: {},
        lambda row: Contact.objects.get(pk=row.pk).archived_at == NOW,
    ),
)
