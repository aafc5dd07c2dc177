"""Public reviews with their stars."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.db.models import Model
from django.utils.translation import gettext as _

from crm.announce import announce, as_it_is
from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Job, Kind, Values, chosen, put_changes
from crm.importing.kinds.people import EXTERNAL_ID
from crm.importing.kinds.voice_rows import Credit, known_by_id, same_as
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import Review

STARS = (1, 5)


@register
class Reviews(Kind):
    name = "reviews"
    matched_by = (
        "external id; without one, a line equal to a known review in everything"
    )
    fields = (
        EXTERNAL_ID,
        Field("site", "site", longest=60, required=True, also=("source", "platform")),
        Field(
            "rating",
            "stars",
            reading.whole,
            longest=5,
            required=True,
            also=("note", "étoiles", "score"),
            note="1 to 5",
        ),
        Field(
            "at",
            "published",
            reading.instant,
            shape="date",
            required=True,
            also=("date", "publié le", "posted"),
        ),
        Field(
            "text",
            "text",
            longest=50_000,
            also=("review", "comment", "avis", "commentaire", "texte"),
        ),
        Field("url", "address", reading.website, longest=200, also=("link", "lien")),
        Field("region", "region", finds="regions", makes=True, also=("région",)),
        Field(
            "prospect",
            "prospect",
            finds="prospects",
            also=("account", "company", "customer", "société", "client"),
            note="when the author is known",
        ),
        Field(
            "rep",
            "sales rep",
            finds="people",
            also=("owner", "commercial"),
            note="the prospect's owner when empty",
        ),
    )
    written = (
        *("site", "rating", "at", "text", "url", "region", "prospect", "rep"),
        "external_id",
    )

    def __init__(self, job: Job) -> None:
        super().__init__(job)
        self.credit = Credit(job)

    def complete(self, values: Values) -> None:
        if values["at"] > self.job.now:
            raise Problem(_("This date is in the future."), "at")
        low, high = STARS
        if not low <= values["rating"] <= high:
            said = _("Write a score from %(low)d to %(high)d.")
            raise Problem(said % {"low": low, "high": high}, "rating")
        self.credit.give(values)

    def key(self, values: Values) -> Hashable:
        return values.get("external_id")

    def load(self, rows: Sequence[Checked]) -> None:
        self.by_id = known_by_id(Review, rows)
        self.equal = same_as(Review, rows, self.written)

    def existing(self, values: Values) -> Any:
        if external_id := values.get("external_id"):
            return self.by_id.allowed(external_id, self.job.by)
        return self.equal.get(Review(**chosen(values, *self.written)))

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        built = [
            Review(owner=row.values["rep"], **chosen(row.values, *self.written))
            for row in rows
        ]
        return Review.objects.bulk_create(built, batch_size=1_000)

    def update(self, row: Review, values: Values) -> bool:
        before = as_it_is(row)
        given = chosen(values, *self.written)
        if not values["rep_given"]:
            given.pop("rep")
        if not put_changes(row, given):
            return False
        row.save()
        announce(before, row)
        return True
