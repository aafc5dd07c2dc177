"""Calls, emails, meetings, demos, notes and tasks, done or to do."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.functional import cached_property
from django.utils.translation import gettext as _

from crm import access
from crm.announce import announce, as_it_is
from crm.importing import reading, settling
from crm.importing.fields import Field
from crm.importing.kind import (
    Checked,
    Job,
    Kind,
    Values,
    chosen,
    column_of,
    put_changes,
)
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import UNASSIGNED_ID, Activity, ContactMethod, User
from crm.models.activities import CONTACT_KINDS
from crm.services import crediting
from crm.services.activities import METHOD_OF_KIND, target_on

KINDS = {
    "call": "call",
    "appel": "call",
    "phone": "call",
    "phone call": "call",
    "telephone": "call",
    "email": "email",
    "e mail": "email",
    "mail": "email",
    "courriel": "email",
    "meeting": "meeting",
    "rendez vous": "meeting",
    "rdv": "meeting",
    "visit": "meeting",
    "visite": "meeting",
    "reunion": "meeting",
    "demo": "demo",
    "demonstration": "demo",
    "onboarding": "onboarding",
    "onboarding meeting": "onboarding",
    "integration": "onboarding",
    "note": "note",
    "compte rendu": "note",
    "task": "task",
    "tache": "task",
    "todo": "task",
}
STATUSES = {
    "planned": "planned",
    "planifie": "planned",
    "a faire": "planned",
    "open": "planned",
    "held": "held",
    "done": "held",
    "completed": "held",
    "effectue": "held",
    "effectuee": "held",
    "fait": "held",
    "no show": "no_show",
    "absent": "no_show",
    "absent au rdv": "no_show",
    "cancelled": "cancelled",
    "canceled": "cancelled",
    "annule": "cancelled",
    "annulee": "cancelled",
}
OUTCOMES = {
    "reached": "reached",
    "joint": "reached",
    "connected": "reached",
    "no answer": "no_answer",
    "pas de reponse": "no_answer",
    "nrp": "no_answer",
    "voicemail": "voicemail",
    "left voicemail": "voicemail",
    "message laisse": "voicemail",
    "repondeur": "voicemail",
    "call back": "call_back",
    "a rappeler": "call_back",
    "not interested": "not_interested",
    "pas interesse": "not_interested",
    "meeting booked": "meeting_booked",
    "rdv pris": "meeting_booked",
    "positive": "positive",
    "went well": "positive",
    "positif": "positive",
}
DIRECTIONS = {
    "out": "out",
    "outbound": "out",
    "sortant": "out",
    "in": "in",
    "inbound": "in",
    "entrant": "in",
}
#: No activity lasts longer: ten days, as the database says.
LONGEST_MINUTES = 14_400


@register
class Activities(Kind):
    name = "activities"
    matched_by = (
        "external id; without one, a line equal to a known activity in everything"
    )
    fields = (
        EXTERNAL_ID,
        Field(
            "kind",
            "kind",
            reading.choice,
            words=KINDS,
            required=True,
            also=("type", "activity", "activity type", "action"),
        ),
        Field(
            "at",
            "when",
            reading.timed_instant,
            shape="date",
            required=True,
            also=("date", "on", "activity date", "done at", "quand", "le"),
            note="without an hour: noon, shown without hour",
        ),
        Field(
            "rep",
            "sales rep",
            finds="people",
            also=("owner", "author", "user", "sales agent", "commercial"),
            note="the prospect's owner when empty",
        ),
        Field(
            "prospect",
            "prospect",
            finds="prospects",
            also=("account", "company", "société", "client"),
        ),
        Field("contact", "contact", longest=200, note="of the prospect"),
        Field(
            "deal",
            "deal",
            longest=200,
            also=("affaire", "opportunity"),
            note="external id or name",
        ),
        Field("product", "product", finds="products", also=("produit",)),
        Field(
            "direction", "direction", reading.choice, words=DIRECTIONS, also=("sens",)
        ),
        Field(
            "status",
            "status",
            reading.choice,
            words=STATUSES,
            also=("statut", "état"),
            note="planned when the date is to come, else held",
        ),
        Field(
            "outcome",
            "outcome",
            reading.choice,
            words=OUTCOMES,
            also=("result", "résultat"),
        ),
        Field(
            "duration",
            "duration (minutes)",
            reading.number,
            shape="number",
            also=("durée", "minutes", "duration", "durée (min)"),
        ),
        Field(
            "method",
            "contact method",
            finds="methods",
            makes=True,
            also=("mode de contact",),
            note="the usual one of its kind when empty",
        ),
        Field("subject", "subject", longest=200, also=("objet", "title")),
        Field(
            "note",
            "note",
            longest=20_000,
            also=("notes", "comment", "commentaire", "compte rendu"),
        ),
    )
    written = (
        "kind",
        "direction",
        "status",
        "outcome",
        "at",
        "all_day",
        "duration_s",
        "rep",
        "prospect",
        "contact",
        "deal",
        "product",
        "method",
        "subject",
        "note",
        "external_id",
    )

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.touched: set[int] = set()
        self.met: set[int] = set()
        self.deals: set[int] = set()

    @cached_property
    def methods(self) -> dict[str, Any]:
        return {row.code: row for row in ContactMethod.objects.exclude(code="")}

    @cached_property
    def people(self) -> dict[int, User]:
        return User.objects.in_bulk()

    # -- checking --------------------------------------------------------------------------

    def complete(self, values: Values) -> None:
        at, timed = values["at"]
        today = self.job.now.astimezone(self.job.reading.zone).date()
        if not timed and at.date() == today and values.get("status") != "planned":
            at = min(at, self.job.now)
        values["at"], values["all_day"] = at, not timed
        future = at > self.job.now
        values["ruled"] = {
            path for path in ("status", "rep", "method") if values.get(path) is None
        }
        if "status" in values["ruled"]:
            values["status"] = "planned" if future else "held"
        if future and values["status"] in ("held", "no_show"):
            reason = _("What is done cannot be in the future. Plan it instead.")
            raise Problem(reason, "at")
        self._duration(values)
        self._belongs(values)
        prospect = values.get("prospect")
        if values.get("rep") is None:
            owner = prospect.owner_id if prospect else UNASSIGNED_ID
            values["rep"] = self.people[owner]
        if values.get("method") is None:
            values["method"] = self.methods.get(METHOD_OF_KIND.get(values["kind"], ""))

    def _duration(self, values: Values) -> None:
        minutes = values.get("duration")
        values["duration_s"] = None
        if minutes is None:
            return
        if not 0 <= minutes <= LONGEST_MINUTES:
            raise Problem(_("A duration in minutes is expected."), "duration")
        values["duration_s"] = int(minutes * 60)

    def _belongs(self, values: Values) -> None:
        """The contact and the deal of a line are those of its prospect."""
        deal = belonging(self.job, values, "deal", "deals")
        if deal is not None and values.get("prospect") is None and deal.prospect_id:
            values["prospect"] = deal.prospect
        belonging(self.job, values, "contact", "contacts")

    # -- matching --------------------------------------------------------------------------

    def key(self, values: Values) -> Hashable:
        return values.get("external_id")

    def load(self, rows: Sequence[Checked]) -> None:
        ids = {
            row.values["external_id"] for row in rows if row.values.get("external_id")
        }
        found = Activity.objects.filter(external_id__in=ids).select_related("prospect")
        self.by_id = {row.external_id: row for row in found}
        moments = {
            row.values["at"] for row in rows if not row.values.get("external_id")
        }
        equal = Activity.objects.filter(external_id="", at__in=moments)
        self.equal: dict[tuple[Any, ...], Activity] = {}
        for row in equal:
            self.equal.setdefault(_identity(row), row)

    def existing(self, values: Values) -> Any:
        external_id = values.get("external_id")
        if external_id:
            found = self.by_id.get(external_id)
            if found and self.job.by and not access.may_change(self.job.by, found):
                raise Problem(_("This external id cannot be used."), "external_id")
            return found
        return self.equal.get(_identity(Activity(**chosen(values, *self.written))))

    # -- writing ---------------------------------------------------------------------------

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        built = [self._built(row.values) for row in rows]
        self._touch(built)
        return Activity.objects.bulk_create(built, batch_size=1_000)

    def _built(self, values: Values) -> Activity:
        planned = values["status"] == "planned"
        return Activity(
            planned_at=values["at"] if planned else None,
            target_kind=target_on(values.get("prospect"), values["at"]),
            logged_by=self.job.by or values["rep"],
            logged_at=self.job.now,
            **chosen(values, *self.written),
        )

    def update(self, row: Activity, values: Values) -> bool:
        before = as_it_is(row)
        given = [path for path in self.written if path not in values["ruled"]]
        changed = put_changes(row, chosen(values, *given))
        if not changed:
            return False
        if {"at", "prospect"} & set(changed):
            row.target_kind = target_on(row.prospect, row.at)
        row.version += 1
        row.save()
        self._touch([before, row])
        announce(before, row)
        return True

    def _touch(self, rows: Sequence[Activity]) -> None:
        self.deals |= {row.deal_id for row in rows if row.deal_id}
        self.met |= {row.prospect_id for row in rows if row.prospect_id}
        self.touched |= {
            row.prospect_id
            for row in rows
            if row.prospect_id and row.kind in CONTACT_KINDS
        }

    def finish(self) -> None:
        """The first outbound contact makes a prospect *contacted*."""
        settling.settle_contacts(self.touched, now=self.job.now, tell=self.job.announce)
        crediting.after_import(deals=self.deals, prospects=self.met)


def belonging(job: Job, values: Values, path: str, what: str) -> Any:
    """The row a cell names among those of the line's prospect; sets and returns it."""
    name = values.get(path)
    if name is None or not isinstance(name, str):
        return name
    prospect = values.get("prospect")
    finder = job.related[what]
    rows = finder.candidates(name)
    if prospect is not None:
        rows = [row for row in rows if row.prospect_id == prospect.pk]
    try:
        row = finder.only(rows, name)
    except Problem as problem:
        raise Problem(problem.reason, path) from problem
    if row is None:
        reason = _("Unknown %(noun)s, or not of this prospect.")
        raise Problem(reason % {"noun": finder.noun}, path)
    values[path] = row
    return row


def _identity(row: Activity) -> tuple[Any, ...]:
    """All that a line can say of an activity."""
    names = [name for name in Activities.written if name != "external_id"]
    return tuple(getattr(row, column_of(row, name)) for name in names)
