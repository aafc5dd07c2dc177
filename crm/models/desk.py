"""What one person keeps on their own desk: saved views, snoozed rows, a private calendar address."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models.base import finite, one_of
from crm.models.people import Membership, Team, User
from crm.models.prospects import optional

if TYPE_CHECKING:
    from datetime import date


class SavedViewQuerySet(models.QuerySet["SavedView"]):
    def usable_by(self, user: User, today: date) -> Self:
        """Own views, and those shared with a team the person is in or manages."""
        mine = Membership.objects.on(today).filter(user=user).values("team")
        return self.filter(
            Q(owner=user)
            | Q(team__in=mine)
            | Q(team__in=user.managed_teams.values("pk"))
        )


class SavedView(models.Model):
    """A list as somebody wants to find it again: its filters, order and columns."""

    class Page(models.TextChoices):
        PROSPECTS = "prospects", _("prospects")
        DEALS = "deals", _("deals")
        ACTIVITIES = "activities", _("activities")
        VOICE = "voice", _("voice of the customer")
        CUSTOMERS = "customers", _("customers by their figures")

    owner = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="saved_views",
        verbose_name=_("owner"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="saved_views",
        verbose_name=_("shared with the team"),
    )
    page = models.CharField(_("list"), max_length=10, choices=Page)
    name = models.CharField(_("name"), max_length=80)
    #: The query of the address, without page number: ``source=3&sort=-detected``.
    query = models.CharField(_("filters"), max_length=1000, blank=True, default="")
    columns = models.JSONField(_("columns"), default=list, blank=True)
    is_default = models.BooleanField(_("opens first"), default=False)
    created_at = models.DateTimeField(_("created"))

    objects = SavedViewQuerySet.as_manager()

    class Meta:
        verbose_name = _("saved view")
        verbose_name_plural = _("saved views")
        ordering = ["name", "id"]
        constraints = [
            one_of(
                "savedview",
                "page",
                ["prospects", "deals", "activities", "voice", "customers"],
            ),
            models.UniqueConstraint(
                fields=["owner", "page", "name"], name="savedview_name_unique"
            ),
            models.UniqueConstraint(
                fields=["owner", "page"],
                condition=Q(is_default=True),
                name="savedview_one_default",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class SnoozeQuerySet(models.QuerySet["Snooze"]):
    def asleep(self, user: User, name: str, day: date) -> Any:
        """Ids of the prospects, deals or complaints (``name``) this person does not want to see yet."""
        rows = self.filter(user=user, until_on__gt=day)
        return rows.filter(**{f"{name}__isnull": False}).values(name)


class Snooze(models.Model):
    """A row of the Today queue that a person does not want to see before ``until_on``."""

    user = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="snoozes", verbose_name=_("person")
    )
    prospect = optional("crm.Prospect", "snoozes", _("prospect"))
    deal = optional("crm.Deal", "snoozes", _("deal"))
    complaint = optional("crm.Complaint", "snoozes", _("complaint"))
    until_on = models.DateField(_("until"))

    objects = SnoozeQuerySet.as_manager()

    class Meta:
        verbose_name = _("snoozed row")
        constraints = [
            models.CheckConstraint(
                name="snooze_one_row",
                condition=Q(
                    prospect__isnull=False, deal__isnull=True, complaint__isnull=True
                )
                | Q(prospect__isnull=True, deal__isnull=False, complaint__isnull=True)
                | Q(prospect__isnull=True, deal__isnull=True, complaint__isnull=False),
            ),
            models.UniqueConstraint(
                fields=["user", "prospect"], name="snooze_prospect_once"
            ),
            models.UniqueConstraint(fields=["user", "deal"], name="snooze_deal_once"),
            models.UniqueConstraint(
                fields=["user", "complaint"], name="snooze_complaint_once"
            ),
            *finite("snooze", "until_on"),
        ]

    def __str__(self) -> str:
        return f"{self.prospect or self.deal or self.complaint} · {self.until_on}"


class CalendarFeed(models.Model):
    """The private address of a person's calendar; only its digest is kept, so it is shown once."""

    user = models.OneToOneField(
        User,
        on_delete=models.CASCADE,
        related_name="calendar_feed",
        verbose_name=_("person"),
    )
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    created_at = models.DateTimeField(_("created"))
    read_at = models.DateTimeField(_("last read"), null=True, blank=True)

    class Meta:
        verbose_name = _("calendar feed")

    def __str__(self) -> str:
        return str(self.user)
