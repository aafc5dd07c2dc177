"""What a person did or plans to do with a prospect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.models.base import ExternalId, finite, one_of, unique_external_id
from crm.models.people import User
from crm.models.prospects import optional

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser

ACTIVITY_KINDS = ["call", "email", "meeting", "demo", "onboarding", "note", "task"]
OUTCOMES = [
    "reached",
    "no_answer",
    "voicemail",
    "call_back",
    "not_interested",
    "meeting_booked",
    "positive",
]


class ActivityQuerySet(models.QuerySet["Activity"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """An activity is read with its prospect, or by who did it."""
        from crm import access

        return self.filter(access.readable_by_any(user, "activity"))

    def sees(self, user: User | AnonymousUser, pk: int) -> bool:
        """Whether the row is there for this person."""
        return self.visible_to(user).filter(pk=pk).exists()

    def planned(self) -> Self:
        return self.filter(status=Activity.Status.PLANNED)

    def held(self) -> Self:
        return self.filter(status=Activity.Status.HELD)

    def planned_or_held(self) -> Self:
        """What is or was really there: neither cancelled nor missed."""
        return self.filter(status__in=[Activity.Status.PLANNED, Activity.Status.HELD])

    def done_by(self, rep: User) -> Self:
        return self.filter(rep=rep)

    def between(self, start: datetime, end: datetime) -> Self:
        """Half-open: from ``start`` until before ``end``."""
        return self.filter(at__gte=start, at__lt=end)

    def before(self, end: datetime) -> Self:
        return self.filter(at__lt=end)

    def matching(self, words: str) -> Self:
        from crm.text import plain

        return self.filter(
            Q(subject__icontains=words)
            | Q(note__icontains=words)
            | Q(prospect__name_key__contains=plain(words))
        )

    def overdue(self, now: datetime) -> Self:
        return self.planned().filter(at__lt=now)

    def outbound_contacts(self) -> Self:
        """What counts as reaching out: held calls, emails, meetings and demos, not inbound."""
        return self.held().filter(kind__in=CONTACT_KINDS).exclude(direction="in")

    def for_list(self) -> Self:
        return self.select_related("prospect", "contact", "deal", "rep", "method")


class Activity(ExternalId):
    """One call, email, meeting, demo, onboarding, note or task.

    ``at`` is when it takes or took place; ``planned_at`` keeps the moment it was planned for.
    ``rep`` is who did it; ``target_kind`` is what the prospect was that day, frozen.
    """

    class Kind(models.TextChoices):
        CALL = "call", _("call")
        EMAIL = "email", _("email")
        MEETING = "meeting", _("meeting")
        DEMO = "demo", _("demo")
        ONBOARDING = "onboarding", _("onboarding meeting")
        NOTE = "note", _("note")
        TASK = "task", _("task")

    class Direction(models.TextChoices):
        OUT = "out", _("outbound")
        IN = "in", _("inbound")

    class Status(models.TextChoices):
        PLANNED = "planned", _("planned")
        HELD = "held", _("held")
        NO_SHOW = "no_show", _("no-show")
        CANCELLED = "cancelled", _("cancelled")

    class Outcome(models.TextChoices):
        REACHED = "reached", _("reached")
        NO_ANSWER = "no_answer", _("no answer")
        VOICEMAIL = "voicemail", _("left voicemail")
        CALL_BACK = "call_back", _("asked to be called back")
        NOT_INTERESTED = "not_interested", _("not interested")
        MEETING_BOOKED = "meeting_booked", _("meeting booked")
        POSITIVE = "positive", _("went well")

    class Target(models.TextChoices):
        PROSPECT = "prospect", _("prospect")
        CUSTOMER = "customer", _("customer")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    direction = models.CharField(
        _("direction"), max_length=3, choices=Direction, default=Direction.OUT
    )
    status = models.CharField(_("status"), max_length=9, choices=Status)
    outcome = models.CharField(
        _("outcome"), max_length=14, choices=Outcome, blank=True, default=""
    )
    at = models.DateTimeField(_("when"))
    all_day = models.BooleanField(_("no hour set"), default=False)
    planned_at = models.DateTimeField(_("planned for"), null=True, blank=True)
    duration_s = models.PositiveIntegerField(
        _("duration (seconds)"), null=True, blank=True
    )
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="activities",
        db_index=False,
        verbose_name=_("sales rep"),
    )
    prospect = optional("crm.Prospect", "activities", _("prospect"))
    contact = optional("crm.Contact", "activities", _("contact"))
    deal = optional("crm.Deal", "activities", _("deal"))
    product = optional("crm.Product", "activities", _("product"))
    target_kind = models.CharField(
        pgettext_lazy("target kind", "target"),
        max_length=8,
        choices=Target,
        default=Target.PROSPECT,
    )
    method = optional("crm.ContactMethod", "activities", _("contact method"))
    subject = models.CharField(_("subject"), max_length=200, blank=True, default="")
    note = models.TextField(_("note"), blank=True, default="")
    client_uuid = models.UUIDField(_("client id"), null=True, blank=True)
    in_bulk = models.BooleanField(_("logged in a list"), default=False)
    logged_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="+",
        db_index=False,
        verbose_name=_("logged by"),
    )
    logged_at = models.DateTimeField(_("logged"))
    version = models.PositiveIntegerField(default=1)

    objects = ActivityQuerySet.as_manager()

    class Meta:
        verbose_name = _("activity")
        verbose_name_plural = _("activities")
        constraints = [
            one_of("activity", "kind", ACTIVITY_KINDS),
            one_of("activity", "direction", ["out", "in"]),
            one_of("activity", "status", ["planned", "held", "no_show", "cancelled"]),
            one_of("activity", "outcome", ["", *OUTCOMES]),
            one_of("activity", "target_kind", ["prospect", "customer"]),
            models.CheckConstraint(
                name="activity_duration",
                condition=Q(duration_s__isnull=True) | Q(duration_s__lte=864_000),
            ),
            models.UniqueConstraint(
                fields=["logged_by", "client_uuid"],
                condition=Q(client_uuid__isnull=False),
                name="activity_client_uuid_unique",
            ),
            unique_external_id("activity"),
            *finite("activity", "at", "planned_at"),
        ]
        indexes = [
            models.Index(fields=["at"], name="activity_at"),
            models.Index(fields=["rep", "at"], name="activity_rep_at"),
            models.Index(fields=["prospect", "-at"], name="activity_prospect_at"),
            models.Index(
                fields=["rep", "at"],
                name="activity_planned",
                condition=Q(status="planned"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.prospect or self.subject}"

    @property
    def is_planned(self) -> bool:
        return self.status == self.Status.PLANNED


#: The kinds that reach somebody.
CONTACT_KINDS = ("call", "email", "meeting", "demo")
