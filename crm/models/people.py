"""Who works here: the organisation, its people and their teams."""

from __future__ import annotations

import functools
from datetime import date
from typing import Any, ClassVar, Self
from zoneinfo import ZoneInfo, available_timezones

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from crm.models.base import (
    ExternalId,
    finite,
    known_currency,
    one_of,
    unique_external_id,
)
from crm.remember import remembered

#: The person and the team that stand for "nobody yet", so that totals lose nothing.
UNASSIGNED_ID = 0
NO_TEAM_ID = 0


def validate_time_zone(name: str) -> None:
    if name not in available_timezones():
        raise ValidationError(_("Not a time zone: %(name)s"), params={"name": name})


class Organisation(models.Model):
    """The one organisation of this installation, with the choices that its figures depend on."""

    class CycleStart(models.TextChoices):
        OPENED = "opened", _("deal opened")
        FIRST_CONTACT = "first_contact", _("first contact")
        DETECTED = "detected", _("prospect detected")

    class RecordsSeen(models.TextChoices):
        OWN = "own", _("own records")
        TEAM = "team", _("own team's records")
        ALL = "all", _("everyone's records")

    class FiguresSeen(models.TextChoices):
        NOTHING = "nothing", _("own figures only")
        RANK = "rank", _("team total, own rank and neighbours' names")
        ALL = "all", _("everyone's figures")

    class MethodRule(models.TextChoices):
        FIRST = "first", _("first effective method")
        LAST = "last", _("last held before the win")
        EQUAL = "equal", _("equal shares")

    class ComplaintBasis(models.TextChoices):
        ORDERS = "orders", _("orders")
        CONTRACTS = "contracts", _("contracts")

    class RevenueBasis(models.TextChoices):
        WON = "won", _("the day the deal is won")
        DELIVERED = "delivered", _("the day the order is delivered")

    name = models.CharField(_("name"), max_length=200, default="Boussole")
    base_currency = models.CharField(_("base currency"), max_length=3, default="EUR")
    time_zone = models.CharField(
        _("time zone"),
        max_length=64,
        default="Europe/Paris",
        validators=[validate_time_zone],
    )
    country = models.CharField(_("country for holidays"), max_length=2, default="FR")
    working_week = models.CharField(
        _("working days, Monday = 1"), max_length=7, default="12345"
    )
    fiscal_first_month = models.PositiveSmallIntegerField(
        _("first month of the fiscal year"), default=1
    )
    cycle_start = models.CharField(
        _("start of the sales cycle"),
        max_length=20,
        choices=CycleStart,
        default=CycleStart.FIRST_CONTACT,
    )
    records_seen_by_reps = models.CharField(
        _("records a rep reads"),
        max_length=10,
        choices=RecordsSeen,
        default=RecordsSeen.OWN,
    )
    figures_seen_by_reps = models.CharField(
        _("colleagues' figures a rep sees"),
        max_length=10,
        choices=FiguresSeen,
        default=FiguresSeen.RANK,
    )
    method_rule = models.CharField(
        _("contact method credited with a sale"),
        max_length=10,
        choices=MethodRule,
        default=MethodRule.LAST,
    )
    revenue_basis = models.CharField(
        _("revenue counts on"),
        max_length=10,
        choices=RevenueBasis,
        default=RevenueBasis.WON,
        help_text=_(
            "Deals won, margin, win rate and the pipeline stay with the win. What is won and not"
            " delivered yet is not revenue yet."
        ),
    )
    complaint_basis = models.CharField(
        _("complaint rate divides by"),
        max_length=10,
        choices=ComplaintBasis,
        default=ComplaintBasis.ORDERS,
    )
    uses_mql = models.BooleanField(_("tells MQL and SQL apart"), default=False)
    minimum_sample = models.PositiveSmallIntegerField(
        _("not judged below n"), default=10
    )
    maturing_days = models.PositiveSmallIntegerField(
        _("a cohort is too early under (days)"), default=30
    )
    churn_after_months = models.PositiveSmallIntegerField(
        _("a customer without order is lost after (months)"), default=12
    )
    silent_after_days = models.PositiveSmallIntegerField(
        _("a customer is silent after (days)"), default=90
    )
    first_contact_hours = models.PositiveSmallIntegerField(
        _("first contact promised within (hours)"), default=24
    )
    discount_rate_bp = models.PositiveIntegerField(
        _("yearly discount rate (basis points)"), default=1000
    )
    cost_lag_months = models.PositiveSmallIntegerField(
        _("months between cost and customer"), default=0
    )

    complaint_answer_hours = models.PositiveSmallIntegerField(
        _("complaint answered within (hours)"), default=24
    )
    complaint_resolve_days = models.PositiveSmallIntegerField(
        _("complaint resolved within (days)"), default=5
    )
    # What a printed quote says of us.
    address = models.CharField(_("address"), max_length=300, blank=True, default="")
    registration = models.CharField(
        _("registration number"), max_length=80, blank=True, default=""
    )
    vat_number = models.CharField(
        _("VAT number"), max_length=40, blank=True, default=""
    )
    quote_valid_days = models.PositiveSmallIntegerField(
        _("a quote is valid for (days)"), default=30
    )
    quote_terms = models.TextField(_("terms on quotes"), blank=True, default="")

    class Meta:
        verbose_name = _("organisation")
        constraints = [
            models.CheckConstraint(name="organisation_single", condition=Q(id=1)),
            known_currency("organisation", "base_currency"),
            models.CheckConstraint(
                name="organisation_fiscal_first_month",
                condition=Q(fiscal_first_month__gte=1, fiscal_first_month__lte=12),
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @classmethod
    def current(cls) -> Organisation:
        """The installation's organisation; made with defaults on first use."""
        return remembered("organisation", cls._read)

    @classmethod
    def _read(cls) -> Organisation:
        found = cls.objects.filter(pk=1).first()
        if found:
            return found
        zone = getattr(settings, "ORGANISATION_TIME_ZONE", "Europe/Paris")
        return cls.objects.get_or_create(pk=1, defaults={"time_zone": zone})[0]

    @functools.cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.time_zone)


class Team(ExternalId):
    name = models.CharField(_("name"), max_length=120)
    parent = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="children",
        verbose_name=_("parent team"),
    )
    managers: models.ManyToManyField[User, Any] = models.ManyToManyField(
        "crm.User", blank=True, related_name="managed_teams", verbose_name=_("managers")
    )
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    class Meta:
        verbose_name = _("team")
        verbose_name_plural = _("teams")
        constraints = [
            models.UniqueConstraint(Lower("name"), name="team_name_unique"),
            models.CheckConstraint(
                name="team_not_own_parent",
                condition=Q(parent__isnull=True) | ~Q(parent=F("id")),
            ),
            unique_external_id("team"),
        ]

    def __str__(self) -> str:
        return self.name if self.pk != NO_TEAM_ID else str(_("No team"))


class UserQuerySet(models.QuerySet["User"]):
    def people(self) -> Self:
        """Real people, without *Unassigned*."""
        return self.exclude(pk=UNASSIGNED_ID)

    def active(self) -> Self:
        return self.filter(is_active=True)

    def sellers(self) -> Self:
        return self.people().filter(sells=True)

    def visible_to(self, user: User) -> Self:
        from crm import access

        return self.filter(access.visible_people(user))


class UserManager(BaseUserManager["User"]):
    def get_queryset(self) -> UserQuerySet:
        return UserQuerySet(self.model, using=self._db)

    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email__iexact=username)

    def create_user(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        """A person who can sign in; without password, one who must be invited first."""
        fields.setdefault("language", settings.FIRST_LANGUAGE)
        user = self.model(email=self.normalize_email(email).lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def create_superuser(
        self, email: str, password: str | None = None, **fields: Any
    ) -> User:
        return self.create_user(email, password, role=User.Role.ADMIN, **fields)


class User(AbstractBaseUser, ExternalId):
    """A person. ``sells`` marks everyone who owns facts, whatever the role."""

    class Role(models.TextChoices):
        REP = "rep", _("sales rep")
        MANAGER = "manager", _("sales manager")
        ADMIN = "admin", _("administrator")

    class Theme(models.TextChoices):
        AUTO = "auto", _("as the device")
        LIGHT = "light", _("light")
        DARK = "dark", _("dark")

    email = models.EmailField(_("email"), max_length=254)
    full_name = models.CharField(_("name"), max_length=150)
    role = models.CharField(_("role"), max_length=10, choices=Role, default=Role.REP)
    sells = models.BooleanField(_("sells"), default=True)
    language = models.CharField(_("language"), max_length=8, default="en")
    theme = models.CharField(
        _("theme"), max_length=5, choices=Theme, default=Theme.AUTO
    )
    shortcuts_on = models.BooleanField(_("single-key shortcuts"), default=True)
    remind_minutes = models.PositiveSmallIntegerField(
        _("reminded before (minutes)"), null=True, blank=True, default=15
    )
    reminded_by_mail = models.BooleanField(_("reminders by email too"), default=False)
    hourly_cost = models.BigIntegerField(
        _("hourly cost, base currency, minor units"), null=True, blank=True
    )
    is_active = models.BooleanField(_("may sign in"), default=True)
    deactivated_at = models.DateTimeField(_("deactivated"), null=True, blank=True)
    anonymised_at = models.DateTimeField(_("anonymised"), null=True, blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True)

    objects: ClassVar[UserManager] = UserManager.from_queryset(UserQuerySet)()

    #: A way back holds neither, and undoing leaves both as they are.
    NEVER_KEPT = ("password", "last_login")
    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["full_name"]

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(Lower("email"), name="user_email_unique"),
            one_of("user", "role", ["rep", "manager", "admin"]),
            unique_external_id("user"),
        ]

    def __str__(self) -> str:
        return self.full_name if self.pk != UNASSIGNED_ID else str(_("Unassigned"))

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name.split(" ")[0]

    @property
    def is_admin(self) -> bool:
        return self.role == self.Role.ADMIN

    @property
    def is_manager(self) -> bool:
        return self.role == self.Role.MANAGER


class MembershipQuerySet(models.QuerySet["Membership"]):
    def on(self, day: date) -> Self:
        """Memberships that hold on the civil day."""
        return self.overlapping(day, day)

    def overlapping(self, first: date, last: date) -> Self:
        """Memberships that hold on at least one day of first..last, both included."""
        return self.filter(
            Q(from_on__isnull=True) | Q(from_on__lte=last),
            Q(to_on__isnull=True) | Q(to_on__gt=first),
        )


class Membership(models.Model):
    """In which team a person is, from ``from_on`` (null: since always) until before ``to_on``.

    Half-open like every period here. Two memberships of one person never overlap: an exclusion
    constraint on PostgreSQL, triggers on SQLite (migration 0002).
    """

    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        related_name="memberships",
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.PROTECT,
        related_name="memberships",
        verbose_name=_("team"),
    )
    from_on = models.DateField(_("from"), null=True, blank=True)
    to_on = models.DateField(_("until before"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                name="membership_not_empty",
                condition=Q(from_on__isnull=True)
                | Q(to_on__isnull=True)
                | Q(from_on__lt=F("to_on")),
            ),
            *finite("membership", "from_on", "to_on"),
        ]
        indexes = [
            models.Index(fields=["team", "from_on"], name="membership_team_from")
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.team}"
