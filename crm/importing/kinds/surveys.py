"""Answers to surveys (NPS, CSAT), credited to the person in charge of the customer."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Job, Kind, Values, chosen, put_changes
from crm.importing.kinds.activities import belonging
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.kinds.voice_rows import Credit, known_by_id, same_as
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import Contact, SurveyAnswer
from crm.satisfaction import SCALES
from crm.services.follow_ups import FRESH, follow_answer

WORDS = {"nps": "nps", "csat": "csat", "satisfaction": "csat", "recommendation": "nps"}


@register
class SurveyAnswers(Kind):
    name = "nps"
    matched_by = (
        "external id; without one, a line equal to a known answer in everything"
    )
    fields = (
        EXTERNAL_ID,
        Field(
            "at",
            "answered",
            reading.instant,
            shape="date",
            required=True,
            also=("date", "answered at", "répondu le", "submitted at", "timestamp"),
        ),
        Field(
            "score",
            "score",
            reading.whole,
            longest=10,
            required=True,
            vital=True,
            also=("note", "rating", "nps score", "satisfaction score"),
            note="0 to 10 for NPS, 1 to 5 for CSAT; a line without one is skipped",
        ),
        Field(
            "survey",
            "survey",
            reading.choice,
            words=WORDS,
            also=("enquête", "type"),
            note="nps when empty",
        ),
        Field(
            "comment",
            "comment",
            longest=10_000,
            also=("commentaire", "feedback", "verbatim", "reason"),
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
        Field(
            "respondent",
            "respondent",
            longest=200,
            also=("email", "répondant", "e-mail"),
            note="who answered, when no contact is known; an address is best",
        ),
        Field(
            "rep",
            "sales rep",
            finds="people",
            also=("owner", "commercial"),
            note="in charge that day: the prospect's owner when empty",
        ),
    )
    written = (
        *("at", "score", "survey", "comment", "prospect", "contact", "deal"),
        *("respondent", "rep", "external_id"),
    )

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.credit = Credit(job)

    def complete(self, values: Values) -> None:
        if values["at"] > self.job.now:
            raise Problem(_("This date is in the future."), "at")
        values["survey"] = values.get("survey") or "nps"
        low, high = SCALES[values["survey"]]
        if not low <= values["score"] <= high:
            said = _("Write a score from %(low)d to %(high)d.")
            raise Problem(said % {"low": low, "high": high}, "score")
        self._whose(values)
        self.credit.give(values)

    def _whose(self, values: Values) -> None:
        """The deal or the contact says the prospect, when the line does not."""
        deal = belonging(self.job, values, "deal", "deals")
        contact = belonging(self.job, values, "contact", "contacts")
        contact = contact or self._by_address(values)
        for row in (deal, contact):
            if row is not None and values.get("prospect") is None:
                values["prospect"] = row.prospect

    def _by_address(self, values: Values) -> Contact | None:
        """The contact whose mail address the respondent gave."""
        address = (values.get("respondent") or "").lower()
        if "@" not in address:
            return None
        found = self.job.related["contacts"].candidates(address, "email")
        if prospect := values.get("prospect"):
            found = [row for row in found if row.prospect_id == prospect.pk]
        values["contact"] = found[0] if len(found) == 1 else None
        values["respondent"] = None if values["contact"] else address
        contact: Contact | None = values["contact"]
        return contact

    def key(self, values: Values) -> Hashable:
        return values.get("external_id")

    def load(self, rows: Sequence[Checked]) -> None:
        self.by_id = known_by_id(SurveyAnswer, rows)
        self.equal = same_as(SurveyAnswer, rows, self.written)

    def existing(self, values: Values) -> Any:
        if external_id := values.get("external_id"):
            return self.by_id.allowed(external_id, self.job.by)
        return self.equal.get(SurveyAnswer(**chosen(values, *self.written)))

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        built = [
            SurveyAnswer(owner=row.values["rep"], **chosen(row.values, *self.written))
            for row in rows
        ]
        made = SurveyAnswer.objects.bulk_create(built, batch_size=1_000)
        for answer in made:
            self._follow(answer)
        return made

    def _follow(self, answer: SurveyAnswer) -> None:
        if answer.at > self.job.now - FRESH:
            follow_answer(answer, by=self.job.by, now=self.job.now)

    def update(self, row: SurveyAnswer, values: Values) -> bool:
        before = as_it_is(row)
        given = chosen(values, *self.written)
        if not values["rep_given"]:
            given.pop("rep")
        if not put_changes(row, given):
            return False
        row.save()
        announce(before, row)
        self._follow(row)
        return True
