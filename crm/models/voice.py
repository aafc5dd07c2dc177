"""The voice of the customer: complaints, verbatims, survey answers and public reviews."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Count, F, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from crm.models.base import ExternalId, finite, one_of, owner_key, unique_external_id
from crm.models.people import User
from crm.models.prospects import optional
from crm.models.voice_queries import (
    AnswerQuerySet,
    ReviewQuerySet,
    VerbatimQuerySet,
)

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


#: Sorts after every promise.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


class ComplaintQuerySet(models.QuerySet["Complaint"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.readable(user))

    def unanswered(self) -> Self:
        return self.filter(answered_at__isnull=True, resolved_at__isnull=True)

    def open(self) -> Self:
        return self.filter(resolved_at__isnull=True)

    def answered(self) -> Self:
        return self.open().filter(answered_at__isnull=False)

    def resolved(self) -> Self:
        return self.filter(resolved_at__isnull=False)

    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def of_tab(self, tab: str) -> Self:
        """The rows of a tab of the inbox: open, answered, resolved; anything else is all."""
        rules = {"open": self.unanswered, "answered": self.answered}
        return (rules | {"resolved": self.resolved}).get(tab, self.all)()

    def since(self, at: datetime) -> Self:
        return self.filter(received_at__gte=at)

    def with_due(self, answer: timedelta, resolve: timedelta) -> Self:
        """``due_at``: when the next promise is due, far away once it is resolved."""
        return self.annotate(
            due_at=Case(
                When(resolved_at__isnull=False, then=Value(NEVER)),
                When(answered_at__isnull=True, then=F("received_at") + answer),
                default=F("received_at") + resolve,
                output_field=models.DateTimeField(),
            )
        )

    def by_reason(self) -> QuerySet[Any, Any]:
        """(reason id, how many), the most frequent first."""
        counted = self.order_by().values("reason").annotate(n=Count("pk"))
        return counted.order_by("-n", "reason").values_list("reason", "n")

    def matching(self, words: str) -> Self:
        from crm.text import plain

        return self.filter(
            Q(verbatim__icontains=words) | Q(prospect__name_key__contains=plain(words))
        )

    def saying(self, words: str) -> Self:
        """Complaints that hold the words as they were said."""
        return self.filter(verbatim__icontains=words)

    def for_list(self) -> Self:
        return self.select_related(
            "prospect", "deal", "product", "reason", "owner", "rep"
        )


class Credited(ExternalId):
    """A fact about a customer: ``rep`` was in charge that day, ``owner`` handles it now."""

    prospect = optional("crm.Prospect", "%(class)ss", _("prospect"))
    contact = optional("crm.Contact", "%(class)ss", _("contact"))
    deal = optional("crm.Deal", "%(class)ss", _("deal"))
    product = optional("crm.Product", "%(class)ss", _("product"))
    owner = owner_key("%(class)ss", verbose_name=_("owner"))
    rep = owner_key("credited_%(class)ss", verbose_name=_("sales rep"))

    class Meta:
        abstract = True


class Complaint(Credited):
    class Severity(models.TextChoices):
        LOW = "low", _("minor")
        MEDIUM = "medium", _("serious")
        HIGH = "high", _("critical")

    reason = models.ForeignKey(
        "crm.ComplaintReason",
        on_delete=models.PROTECT,
        related_name="complaints",
        verbose_name=_("reason"),
    )
    severity = models.CharField(
        _("severity"), max_length=6, choices=Severity, default=Severity.MEDIUM
    )
    received_at = models.DateTimeField(_("received"))
    verbatim = models.TextField(_("in the customer's words"), blank=True, default="")
    answered_at = models.DateTimeField(_("first answered"), null=True, blank=True)
    resolved_at = models.DateTimeField(_("resolved"), null=True, blank=True)
    resolution = models.TextField(_("resolution"), blank=True, default="")
    version = models.PositiveIntegerField(default=1)

    objects = ComplaintQuerySet.as_manager()

    class Meta:
        verbose_name = _("complaint")
        verbose_name_plural = _("complaints")
        constraints = [
            one_of("complaint", "severity", ["low", "medium", "high"]),
            models.CheckConstraint(
                name="complaint_resolved_after_receipt",
                condition=Q(resolved_at__isnull=True)
                | Q(resolved_at__gte=F("received_at")),
            ),
            unique_external_id("complaint"),
            *finite("complaint", "received_at", "answered_at", "resolved_at"),
        ]
        indexes = [
            models.Index(fields=["received_at"], name="complaint_received_at"),
            models.Index(fields=["rep", "received_at"], name="complaint_rep_received"),
        ]

    def __str__(self) -> str:
        return f"{self.reason} · {self.prospect or ''}"


class Verbatim(Credited):
    """What a customer said, outside of complaints that are followed up."""

    class Kind(models.TextChoices):
        COMPLAINT = "complaint", _("complaint")
        REFUND = "refund", _("refund request")
        DISSATISFACTION = "dissatisfaction", _("dissatisfaction")
        COMPLIMENT = "compliment", _("compliment")
        QUESTION = "question", _("question")

    kind = models.CharField(_("kind"), max_length=15, choices=Kind)
    text = models.TextField(_("in the customer's words"))
    at = models.DateTimeField(_("on"))
    complaint = models.ForeignKey(
        Complaint,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="verbatims",
        verbose_name=_("complaint"),
    )
    origin = models.CharField(
        _("where it was said"), max_length=60, blank=True, default=""
    )

    objects = VerbatimQuerySet.as_manager()

    class Meta:
        verbose_name = _("verbatim")
        verbose_name_plural = _("verbatims")
        constraints = [
            one_of(
                "verbatim",
                "kind",
                ["complaint", "refund", "dissatisfaction", "compliment", "question"],
            ),
            unique_external_id("verbatim"),
            *finite("verbatim", "at"),
        ]
        indexes = [models.Index(fields=["at"], name="verbatim_at")]

    def __str__(self) -> str:
        return self.text[:60]


class SurveyAnswer(Credited):
    """One answer: NPS on 0-10, CSAT on 1-5. A person's last answer in the period counts."""

    class Survey(models.TextChoices):
        NPS = "nps", "NPS"
        CSAT = "csat", "CSAT"

    survey = models.CharField(_("survey"), max_length=4, choices=Survey)
    score = models.SmallIntegerField(_("score"))
    comment = models.TextField(_("comment"), blank=True, default="")
    at = models.DateTimeField(_("answered"))
    #: Who answered when no contact is known: the key that "one person's last answer" groups by.
    respondent = models.CharField(
        _("respondent"), max_length=200, blank=True, default=""
    )

    objects = AnswerQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey answer")
        verbose_name_plural = _("survey answers")
        constraints = [
            models.CheckConstraint(
                name="surveyanswer_score",
                condition=Q(survey="nps", score__gte=0, score__lte=10)
                | Q(survey="csat", score__gte=1, score__lte=5),
            ),
            unique_external_id("surveyanswer"),
            *finite("surveyanswer", "at"),
        ]
        indexes = [models.Index(fields=["survey", "at"], name="surveyanswer_survey_at")]

    def __str__(self) -> str:
        return f"{self.get_survey_display()} {self.score}"


class Review(Credited):
    """A public review with its stars, on a site anybody can read."""

    site = models.CharField(_("site"), max_length=60)
    rating = models.SmallIntegerField(_("stars"))
    text = models.TextField(_("text"), blank=True, default="")
    at = models.DateTimeField(_("published"))
    region = optional("crm.Region", "reviews", _("region"))
    url = models.URLField(_("address"), blank=True, default="")

    objects = ReviewQuerySet.as_manager()

    class Meta:
        verbose_name = _("review")
        verbose_name_plural = _("reviews")
        constraints = [
            models.CheckConstraint(
                name="review_rating", condition=Q(rating__gte=1, rating__lte=5)
            ),
            unique_external_id("review"),
            *finite("review", "at"),
        ]
        indexes = [models.Index(fields=["at"], name="review_at")]

    def __str__(self) -> str:
        return f"{self.site} {self.rating}/5"
