"""What the application says by itself: mails to send, and notices shown on the page.

Both carry a ``key`` of their own, so that a job run twice says a thing once.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.base import finite, one_of
from crm.models.people import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class LetterQuerySet(models.QuerySet["Letter"]):
    def waiting(self) -> Self:
        return self.filter(sent_at__isnull=True, given_up_at__isnull=True)


class Letter(models.Model):
    """One mail, written in the transaction of what it tells, sent by a job afterwards."""

    key = models.CharField(_("key"), max_length=150, unique=True)
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="letters",
        verbose_name=_("person"),
    )
    to = models.EmailField(_("to"), max_length=254)
    subject = models.CharField(_("subject"), max_length=200)
    text = models.TextField(_("text"))
    html = models.TextField(_("formatted text"), blank=True, default="")
    #: Where one press stops mails of this kind (RFC 8058); empty for those nobody can stop.
    stop_url = models.CharField(_("stopped at"), max_length=500, blank=True, default="")
    created_at = models.DateTimeField(_("written"))
    sent_at = models.DateTimeField(_("sent"), null=True, blank=True)
    tries = models.PositiveSmallIntegerField(_("tries"), default=0)
    next_try_at = models.DateTimeField(_("next try"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up"), null=True, blank=True)
    error = models.CharField(_("error"), max_length=300, blank=True, default="")

    objects = LetterQuerySet.as_manager()

    class Meta:
        verbose_name = _("mail")
        constraints = [*finite("letter", "created_at", "sent_at", "next_try_at")]
        indexes = [
            models.Index(
                fields=["created_at"],
                name="letter_waiting",
                condition=models.Q(sent_at__isnull=True, given_up_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"{self.to} · {self.subject}"


class NoticeQuerySet(models.QuerySet["Notice"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """Nobody reads what somebody else is told."""
        return self.filter(user_id=user.pk)

    def unread(self) -> Self:
        return self.filter(read_at__isnull=True)


class Notice(models.Model):
    """Something a person is told on the page: a reminder, a detractor, work that ended."""

    class Kind(models.TextChoices):
        REMINDER = "reminder", _("reminder")
        COMPLAINT = "complaint", _("complaint")
        DETRACTOR = "detractor", _("detractor")
        REASSIGNED = "reassigned", _("given to you")
        JOB = "job", _("background work")
        FIGURE = "figure", _("alert")
        PLAN = "plan", _("action plan")

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="notices", verbose_name=_("person")
    )
    key = models.CharField(_("key"), max_length=150)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    #: What it is about, as a name: the sentence around it is written in the reader's language.
    label = models.CharField(_("about"), max_length=200)
    address = models.CharField(_("page"), max_length=300)
    due_at = models.DateTimeField(_("due"), null=True, blank=True)
    at = models.DateTimeField(_("on"))
    read_at = models.DateTimeField(_("read"), null=True, blank=True)

    objects = NoticeQuerySet.as_manager()

    class Meta:
        verbose_name = _("notice")
        constraints = [
            one_of(
                "notice",
                "kind",
                [
                    "reminder",
                    "complaint",
                    "detractor",
                    "reassigned",
                    "job",
                    "figure",
                    "plan",
                ],
            ),
            models.UniqueConstraint(fields=["user", "key"], name="notice_once"),
            *finite("notice", "at", "due_at"),
        ]
        indexes = [models.Index(fields=["user", "read_at"], name="notice_unread")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.label}"
