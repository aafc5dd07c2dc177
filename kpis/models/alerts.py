"""What is watched, and what was raised: a rule over one figure, an alert a cause."""

from __future__ import annotations

from typing import ClassVar, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import Team, User
from crm.models.base import finite, one_of


def whose(model: str) -> models.CheckConstraint:
    """A person, a team, or neither: the whole company."""
    return models.CheckConstraint(
        name=f"{model}_one_subject",
        condition=Q(user__isnull=True) | Q(team__isnull=True),
    )


class AlertRuleQuerySet(models.QuerySet["AlertRule"]):
    def running(self) -> Self:
        return self.filter(ended_at__isnull=True)


class AlertRule(models.Model):
    """One figure, for whom, over which period, and what of it is worth an alert.

    ``level`` counts steps of the figure's unit (below, above), percent (target) or points (pace).
    ``count`` is a number of changes (run) or of working days (silent). ``margin`` is how far the
    figure must be back before the alert closes: percent of the level, or points.
    """

    class Kind(models.TextChoices):
        BELOW = "below", _("falls below a value")
        ABOVE = "above", _("rises above a value")
        RUN = "run", _("gets worse several times in a row")
        UNUSUAL = "unusual", _("leaves its usual range")
        TARGET = "target", _("stays below a share of its target")
        PACE = "pace", _("falls behind its pace")
        SILENT = "silent", _("stays at nothing for some working days")
        LATE = "late", _("figures are late")

    class Who(models.TextChoices):
        COMPANY = "company", _("the whole company")
        TEAM = "team", _("a team")
        EACH = "each", _("each person of a team")
        PERSON = "person", _("a person")

    class Span(models.TextChoices):
        DAY = "day", _("day")
        WEEK = "week", _("week")
        MONTH = "month", _("month")

    kpi = models.CharField(_("indicator"), max_length=63, blank=True, default="")
    kind = models.CharField(_("when it"), max_length=7, choices=Kind)
    period = models.CharField(
        _("over a"), max_length=5, choices=Span, default=Span.MONTH
    )
    level = models.BigIntegerField(_("value"), null=True, blank=True)
    count = models.PositiveSmallIntegerField(_("how many"), null=True, blank=True)
    margin = models.PositiveSmallIntegerField(_("back by"), default=5)
    cooldown_days = models.PositiveSmallIntegerField(_("quiet days"), default=7)
    who = models.CharField(_("whose"), max_length=7, choices=Who)
    #: With ``each``, no team is everybody.
    team = models.ForeignKey(
        Team,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("team"),
    )
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("person"),
    )
    made_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    made_at = models.DateTimeField(_("made"))
    updated_at = models.DateTimeField(_("changed"))
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    objects = AlertRuleQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert rule")
        verbose_name_plural = _("alert rules")
        constraints: ClassVar = [
            one_of(
                "alertrule",
                "kind",
                [
                    "below",
                    "above",
                    "run",
                    "unusual",
                    "target",
                    "pace",
                    "silent",
                    "late",
                ],
            ),
            one_of("alertrule", "period", ["day", "week", "month"]),
            models.CheckConstraint(
                name="alertrule_whose",
                condition=Q(who="company", team__isnull=True, user__isnull=True)
                | Q(who="team", team__isnull=False, user__isnull=True)
                | Q(who="each", user__isnull=True)
                | Q(who="person", team__isnull=True, user__isnull=False),
            ),
            models.CheckConstraint(
                name="alertrule_complete",
                condition=Q(kind__in=["below", "above", "target", "pace"])
                & Q(level__isnull=False)
                | Q(kind__in=["run", "silent"], count__gte=1, count__lte=60)
                | Q(kind__in=["unusual", "late"]),
            ),
            models.CheckConstraint(
                name="alertrule_figure", condition=~Q(kpi="") | Q(kind="late")
            ),
            models.CheckConstraint(
                name="alertrule_bounds",
                condition=Q(margin__lte=100, cooldown_days__lte=365),
            ),
            *finite("alertrule", "made_at", "updated_at", "ended_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kpi or self.kind} {self.kind} {self.team or self.user or ''}".strip()


class AlertQuerySet(models.QuerySet["Alert"]):
    def open(self) -> Self:
        return self.filter(closed_at__isnull=True)

    def closed(self) -> Self:
        return self.filter(closed_at__isnull=False)


class Alert(models.Model):
    """A rule that holds for somebody: one open alert a cause, until the cause is gone.

    ``seen`` is what was judged last: {value, against, share: [over, under] or null, n}.
    """

    class Why(models.TextChoices):
        GONE = "gone", _("the cause is gone")
        HAND = "hand", _("closed by hand")
        ENDED = "ended", _("the rule ended")

    rule = models.ForeignKey(
        AlertRule,
        on_delete=models.CASCADE,
        related_name="alerts",
        verbose_name=_("rule"),
    )
    user = models.ForeignKey(
        User,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
        verbose_name=_("person"),
    )
    team = models.ForeignKey(
        Team,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="alerts",
        verbose_name=_("team"),
    )
    #: rep:3, team:2 or company: what the database holds to one open alert.
    subject = models.CharField(_("about"), max_length=30)
    #: The figure is for managers: the person it is about does not read it.
    for_leaders = models.BooleanField(_("for managers"), default=False)
    seen = models.JSONField(_("figure"), default=dict)
    opened_at = models.DateTimeField(_("since"))
    checked_at = models.DateTimeField(_("last looked at"))
    told_at = models.DateTimeField(_("told"), null=True, blank=True)
    acknowledged_at = models.DateTimeField(_("acknowledged"), null=True, blank=True)
    snoozed_until = models.DateField(_("snoozed until"), null=True, blank=True)
    reason = models.CharField(_("reason"), max_length=300, blank=True, default="")
    acted_by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    closed_at = models.DateTimeField(_("closed"), null=True, blank=True)
    why = models.CharField(_("why"), max_length=5, choices=Why, blank=True, default="")

    objects = AlertQuerySet.as_manager()

    class Meta:
        verbose_name = _("alert")
        verbose_name_plural = _("alerts")
        constraints: ClassVar = [
            models.UniqueConstraint(
                fields=["rule", "subject"],
                condition=Q(closed_at__isnull=True),
                name="alert_one_open_a_cause",
            ),
            whose("alert"),
            models.CheckConstraint(
                name="alert_closed_says_why",
                condition=Q(closed_at__isnull=True, why="")
                | Q(closed_at__isnull=False, why__in=["gone", "hand", "ended"]),
            ),
            *finite("alert", "opened_at", "closed_at", "snoozed_until"),
        ]
        indexes: ClassVar = [
            models.Index(
                fields=["user", "team"],
                name="alert_open",
                condition=Q(closed_at__isnull=True),
            ),
            models.Index(fields=["rule", "subject", "closed_at"], name="alert_cause"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"
