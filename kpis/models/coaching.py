"""What a manager and a person say to each other: notes on the work, and what they agree on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar, Self

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.models import User
from crm.models.base import finite

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class CoachingQuerySet(models.QuerySet[Any]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """For whom they concern: the person, who manages their team today, an admin."""
        return self.filter(access.changeable(user, "person"))

    def about(self, person: User) -> Self:
        return self.filter(person=person)

    def written_by(self, user: User) -> Self:
        return self.filter(by=user)

    def with_people(self) -> Self:
        return self.select_related("person", "by")


class Coaching(models.Model):
    """Said about one person, by one person, at one moment."""

    person = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="%(class)ss",
        verbose_name=_("person"),
    )
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("author")
    )
    text = models.TextField(_("text"), max_length=2000)
    at = models.DateTimeField(_("written"))
    edited_at = models.DateTimeField(_("changed"), null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.person}: {self.text[:60]}"


class CoachingNote(Coaching):
    """A note, about one indicator or none. The person it is about always reads it."""

    kpi = models.CharField(_("indicator"), max_length=63, blank=True, default="")

    objects = CoachingQuerySet.as_manager()

    class Meta:
        verbose_name = _("coaching note")
        verbose_name_plural = _("coaching notes")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="coachingnote_says_something", condition=~Q(text="")
            ),
            *finite("coachingnote", "at", "edited_at"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "at"], name="coachingnote_person_at")
        ]


class AgreementQuerySet(CoachingQuerySet):
    def waiting(self) -> Self:
        return self.filter(done_at__isnull=True)

    def open_first(self) -> Self:
        """What is still to do, the earliest due first; then what is done, the last first."""
        return self.order_by(
            F("done_at").desc(nulls_first=True),
            F("due_on").asc(nulls_last=True),
            "at",
            "pk",
        )


class Agreement(Coaching):
    """What was agreed in a one-to-one, by when, and when it was done."""

    due_on = models.DateField(_("due on"), null=True, blank=True)
    done_at = models.DateTimeField(_("done"), null=True, blank=True)

    objects = AgreementQuerySet.as_manager()

    class Meta:
        verbose_name = _("agreement")
        verbose_name_plural = _("agreements")
        constraints: ClassVar = [
            models.CheckConstraint(
                name="agreement_says_something", condition=~Q(text="")
            ),
            models.CheckConstraint(
                name="agreement_done_after_made",
                condition=Q(done_at__isnull=True) | Q(done_at__gte=F("at")),
            ),
            *finite("agreement", "at", "edited_at", "due_on", "done_at"),
        ]
        indexes: ClassVar = [
            models.Index(fields=["person", "done_at"], name="agreement_person_done")
        ]
