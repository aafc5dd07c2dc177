"""Which answers, words and reviews: the named questions that lists ask of the voice."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, F, Q, Value, When, Window
from django.db.models.functions import Cast, Concat, RowNumber

from crm.satisfaction import MOODS, at_mood

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from crm.models.people import User


class VoiceQuerySet(models.QuerySet[Any]):
    #: The column that holds the customer's words.
    words_in = "text"

    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.readable(user))

    def matching(self, words: str) -> Self:
        from crm.text import plain

        said = Q(**{f"{self.words_in}__icontains": words})
        return self.filter(said | Q(prospect__name_key__contains=plain(words)))

    def for_list(self) -> Self:
        return self.select_related("prospect", "contact", "deal", "owner", "rep")


class AnswerQuerySet(VoiceQuerySet):
    words_in = "comment"

    def at_mood(self, mood: str) -> Self:
        """happy, between or unhappy: see ``crm.satisfaction``."""
        return self.filter(at_mood(mood))

    def of(self, survey: str) -> Self:
        return self.filter(survey=survey)

    def since(self, at: datetime) -> Self:
        return self.filter(at__gte=at)

    def last_of_each(self) -> Self:
        """One person's last answer: persons are contacts, else who they said they were."""
        return self.annotate(
            place=Window(
                RowNumber(),
                partition_by=[F("survey"), _person()],
                order_by=[F("at").desc(), F("pk").desc()],
            )
        ).filter(place=1)

    def moods(self) -> dict[str, int]:
        """{happy, between, unhappy: how many people}, counting one person's last answer."""
        counts = {mood: Count("pk", filter=at_mood(mood)) for mood in MOODS}
        return self.last_of_each().aggregate(**counts)


def _person() -> Case:
    """A text that is the same for two answers of one person."""
    text = models.CharField()

    def named(letter: str, column: str) -> Concat:
        return Concat(Value(letter), Cast(column, text), output_field=text)

    return Case(
        When(contact__isnull=False, then=named("c", "contact_id")),
        When(~Q(respondent=""), then=named("r", "respondent")),
        When(prospect__isnull=False, then=named("p", "prospect_id")),
        default=named("a", "pk"),
    )


class ReviewQuerySet(VoiceQuerySet):
    def for_list(self) -> Self:
        return super().for_list().select_related("region")


class VerbatimQuerySet(VoiceQuerySet):
    def for_list(self) -> Self:
        return super().for_list().select_related("complaint")
