"""Whom we sell to: prospects, the people inside them, and the journal of their life."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, SmallIntegerField, Value, When
from django.utils.translation import gettext_lazy as _

from crm.models.base import ExternalId, finite, one_of, owner_key, unique_external_id
from crm.models.contact_queries import ContactQuerySet
from crm.models.people import User

if TYPE_CHECKING:
    from datetime import datetime

    from django.contrib.auth.models import AnonymousUser


def optional(to: str, related_name: str, label: Any) -> models.ForeignKey[Any, Any]:
    """A description that may be missing; a list value in use is retired, never deleted."""
    return models.ForeignKey(
        to,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name=related_name,
        verbose_name=label,
    )


_BUYING = ["detected", "contacted", "mql", "sql", "trial"]
_STEPS = [*_BUYING, "converted", "churned", "returned", "disqualified"]
#: How far a prospect has come: the furthest step, then what ended it.
_NOT_ENDED = Q(disqualified_at__isnull=True, converted_at__isnull=True)
STANDING_AT = {
    "detected": _NOT_ENDED & Q(contacted_at__isnull=True, sql_at__isnull=True),
    "contacted": _NOT_ENDED & Q(contacted_at__isnull=False, sql_at__isnull=True),
    "sql": _NOT_ENDED & Q(sql_at__isnull=False),
    "converted": Q(converted_at__isnull=False, churned_at__isnull=True),
    "churned": Q(churned_at__isnull=False),
    "disqualified": Q(disqualified_at__isnull=False, converted_at__isnull=True),
}


def standing_rank() -> Case:
    """The place of each prospect among the steps, as an expression to order by."""
    ranks = [When(where, then=Value(n)) for n, where in enumerate(STANDING_AT.values())]
    return Case(*ranks, output_field=SmallIntegerField())


class ProspectQuerySet(models.QuerySet["Prospect"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.readable(user))

    def current(self) -> Self:
        return self.filter(archived_at__isnull=True)

    def changeable_by(self, user: User | AnonymousUser) -> Self:
        from crm import access

        return self.filter(access.changeable(user))

    def owned_by(self, user: User) -> Self:
        return self.filter(owner=user)

    def carrying(self, words: str) -> Self:
        """Prospects found by every one of the words: name, city, mail, phones, contacts."""
        from crm.text import searched

        found = self
        for word in searched(words):
            found = found.filter(search_text__contains=word)
        return found

    def matching(self, words: str) -> Self:
        """What carries the words; when nothing does, what nearly does (at most twenty rows)."""
        found = self.carrying(words)
        if not words.strip() or found.exists():
            return found
        return self.nearly(words)

    def nearly(self, words: str) -> Self:
        """At most twenty rows that nearly carry the words."""
        from crm.resembling import nearest
        from crm.text import searched

        return self.filter(pk__in=nearest(self, searched(words), "search_text"))

    def at_step(self, step: str) -> Self:
        """Prospects whose life stands at this step: ``detected`` to ``disqualified``."""
        return self.filter(STANDING_AT.get(step, Q(pk__in=[])))

    def customers(self) -> Self:
        return self.filter(converted_at__isnull=False, churned_at__isnull=True)

    def never_contacted(self) -> Self:
        return self.current().filter(
            contacted_at__isnull=True, disqualified_at__isnull=True
        )

    def archived(self) -> Self:
        """Put away by a person; one that was merged into another is not there at all."""
        return self.filter(archived_at__isnull=False, merged_into__isnull=True)

    def without_next_step(self) -> Self:
        """Not ended, no next step written, nothing planned."""
        from crm.models.activities import Activity

        planned = Activity.objects.planned().filter(prospect=OuterRef("pk"))
        return self.filter(
            ~Exists(planned),
            next_step="",
            next_step_on__isnull=True,
            disqualified_at__isnull=True,
            churned_at__isnull=True,
        )

    def silent_since(self, moment: datetime) -> Self:
        """Known before, and nothing was held with them since."""
        from crm.models.activities import Activity

        held = Activity.objects.held().filter(prospect=OuterRef("pk"), at__gte=moment)
        return self.filter(
            ~Exists(held), detected_at__lt=moment, disqualified_at__isnull=True
        )

    def in_city(self, name: str) -> Self:
        return self.filter(city__icontains=name)

    def for_list(self) -> Self:
        return self.select_related("owner", "source", "region", "sector", "client_type")


class Prospect(ExternalId):
    """An organisation or person we sell to, for its whole life. Customer once converted.

    The ``*_at`` columns are the current state; what is counted are its ``ProspectStep`` rows.
    """

    class Kind(models.TextChoices):
        ORGANISATION = "organisation", _("organisation")
        PERSON = "person", _("person")

    class Consent(models.TextChoices):
        UNKNOWN = "unknown", _("not asked")
        INTEREST = "interest", _("legitimate interest")
        GIVEN = "given", _("given")
        WITHDRAWN = "withdrawn", _("withdrawn")

    name = models.CharField(_("name"), max_length=200)
    name_key = models.CharField(_("search key"), max_length=200, editable=False)
    kind = models.CharField(
        _("kind"), max_length=12, choices=Kind, default=Kind.ORGANISATION
    )
    owner = owner_key("prospects", verbose_name=_("owner"))
    source = optional("crm.Source", "prospects", _("source"))
    region = optional("crm.Region", "prospects", _("region"))
    sector = optional("crm.Sector", "prospects", _("industry"))
    client_type = optional("crm.ClientType", "prospects", _("customer type"))
    campaign = optional("crm.Campaign", "prospects", _("campaign"))
    parent = optional("crm.Prospect", "subsidiaries", _("parent company"))
    email = models.EmailField(_("email"), blank=True, default="")
    email_domain = models.CharField(
        max_length=120, blank=True, default="", editable=False
    )
    phone = models.CharField(_("phone"), max_length=32, blank=True, default="")
    #: The number in its international form, when it can be read: what calls and duplicates use.
    phone_e164 = models.CharField(max_length=20, blank=True, default="", editable=False)
    website = models.URLField(_("website"), blank=True, default="")
    address = models.CharField(_("address"), max_length=300, blank=True, default="")
    postcode = models.CharField(_("postcode"), max_length=16, blank=True, default="")
    city = models.CharField(_("city"), max_length=120, blank=True, default="")
    country = models.CharField(_("country"), max_length=2, blank=True, default="")
    next_step = models.CharField(_("next step"), max_length=200, blank=True, default="")
    next_step_on = models.DateField(_("next step on"), null=True, blank=True)
    consent = models.CharField(
        _("consent"), max_length=10, choices=Consent, default=Consent.UNKNOWN
    )
    data_origin = models.CharField(
        _("where the data comes from"), max_length=200, blank=True, default=""
    )
    objected_at = models.DateTimeField(
        _("objected to prospecting"), null=True, blank=True
    )
    detected_at = models.DateTimeField(_("detected"))
    contacted_at = models.DateTimeField(_("first contacted"), null=True, blank=True)
    mql_at = models.DateTimeField(_("marketing-qualified"), null=True, blank=True)
    sql_at = models.DateTimeField(_("sales-qualified"), null=True, blank=True)
    trial_started_at = models.DateTimeField(_("trial started"), null=True, blank=True)
    converted_at = models.DateTimeField(_("became a customer"), null=True, blank=True)
    churned_at = models.DateTimeField(
        _("stopped being a customer"), null=True, blank=True
    )
    churn_reason = optional("crm.ChurnReason", "prospects", _("churn reason"))
    churn_note = models.TextField(_("churn note"), blank=True, default="")
    disqualified_at = models.DateTimeField(_("disqualified"), null=True, blank=True)
    disqualify_reason = optional(
        "crm.DisqualifyReason", "prospects", _("disqualification reason")
    )
    tags: models.ManyToManyField[Any, Any] = models.ManyToManyField(
        "crm.Tag", blank=True, related_name="prospects", verbose_name=_("tags")
    )
    merged_into = optional("crm.Prospect", "merged", _("merged into"))
    #: Everything a search should find it by, as plain words: names, city, mail, phones, contacts.
    search_text = models.TextField(blank=True, default="", editable=False)
    created_at = models.DateTimeField(_("created"))
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)
    version = models.PositiveIntegerField(default=1)

    objects = ProspectQuerySet.as_manager()

    class Meta:
        verbose_name = _("prospect")
        verbose_name_plural = _("prospects")
        constraints = [
            unique_external_id("prospect"),
            one_of(
                "prospect", "consent", ["unknown", "interest", "given", "withdrawn"]
            ),
            *finite(
                "prospect",
                "detected_at",
                "contacted_at",
                "sql_at",
                "converted_at",
                "churned_at",
                "next_step_on",
            ),
        ]
        indexes = [
            models.Index(fields=["owner", "name_key"], name="prospect_owner_name"),
            models.Index(fields=["name_key"], name="prospect_name_key"),
            models.Index(fields=["email_domain"], name="prospect_domain"),
            models.Index(
                fields=["phone_e164"],
                name="prospect_phone",
                condition=~Q(phone_e164=""),
            ),
            models.Index(fields=["-detected_at", "-id"], name="prospect_newest"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def standing(self) -> str:
        """How far it has come: a key of ``STANDING_AT``."""
        if self.churned_at is not None:
            return "churned"
        if self.converted_at is not None:
            return "converted"
        if self.disqualified_at is not None:
            return "disqualified"
        if self.sql_at is not None:
            return "sql"
        return "contacted" if self.contacted_at is not None else "detected"

    @property
    def is_customer(self) -> bool:
        return self.converted_at is not None and self.churned_at is None


class ProspectStepQuerySet(models.QuerySet["ProspectStep"]):
    def standing(self) -> Self:
        """Steps that still count: not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def of(self, step: str) -> Self:
        return self.standing().filter(step=step)


class ProspectStep(models.Model):
    """One dated step of a prospect's life, credited to the person who made it happen.

    Append-only. A step that proves wrong (the only win was reopened) is *withdrawn* by a service,
    which restates the day it was counted on; the row stays for the history.
    """

    class Step(models.TextChoices):
        DETECTED = "detected", _("detected")
        CONTACTED = "contacted", _("contacted")
        MQL = "mql", _("marketing-qualified")
        SQL = "sql", _("sales-qualified")
        TRIAL = "trial", _("trial started")
        CONVERTED = "converted", _("converted")
        CHURNED = "churned", _("churned")
        RETURNED = "returned", _("customer again")
        DISQUALIFIED = "disqualified", _("disqualified")

    prospect = models.ForeignKey(
        Prospect,
        on_delete=models.CASCADE,
        related_name="steps",
        verbose_name=_("prospect"),
    )
    step = models.CharField(_("step"), max_length=12, choices=Step)
    at = models.DateTimeField(_("on"))
    rep = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        related_name="prospect_steps",
        db_index=False,
        verbose_name=_("sales rep"),
    )
    deal = optional("crm.Deal", "prospect_steps", _("deal"))
    product = optional("crm.Product", "prospect_steps", _("product"))
    churn_reason = optional("crm.ChurnReason", "steps", _("churn reason"))
    disqualify_reason = optional(
        "crm.DisqualifyReason", "steps", _("disqualification reason")
    )
    note = models.CharField(_("note"), max_length=300, blank=True, default="")
    #: Written by the rule of the organisation (services/departures.py), not by a person.
    automatic = models.BooleanField(_("by the rule"), default=False)
    #: When the time as a customer that this step began was over, for who came back since.
    ended_at = models.DateTimeField(_("over"), null=True, blank=True)
    withdrawn_at = models.DateTimeField(_("withdrawn"), null=True, blank=True)
    recorded_at = models.DateTimeField(_("recorded"), auto_now_add=True)

    objects = ProspectStepQuerySet.as_manager()

    class Meta:
        verbose_name = _("step")
        constraints = [
            one_of("prospectstep", "step", _STEPS),
            models.UniqueConstraint(
                fields=["prospect"],
                condition=Q(step="detected", withdrawn_at__isnull=True),
                name="prospectstep_detected_once",
            ),
            *finite("prospectstep", "at"),
        ]
        indexes = [
            models.Index(fields=["step", "at"], name="prospectstep_step_at"),
            models.Index(fields=["rep", "at"], name="prospectstep_rep_at"),
        ]

    def __str__(self) -> str:
        return f"{self.prospect} · {self.get_step_display()}"


class Contact(ExternalId):
    """A person inside a prospect."""

    prospect = models.ForeignKey(
        Prospect,
        on_delete=models.CASCADE,
        related_name="contacts",
        verbose_name=_("prospect"),
    )
    name = models.CharField(_("name"), max_length=150)
    name_key = models.CharField(max_length=150, blank=True, default="", editable=False)
    job_title = models.CharField(_("job title"), max_length=150, blank=True, default="")
    email = models.EmailField(_("email"), blank=True, default="")
    phone = models.CharField(_("phone"), max_length=32, blank=True, default="")
    phone_e164 = models.CharField(max_length=20, blank=True, default="", editable=False)
    mobile = models.CharField(_("mobile"), max_length=32, blank=True, default="")
    mobile_e164 = models.CharField(
        max_length=20, blank=True, default="", editable=False
    )
    preferred_method = optional("crm.ContactMethod", "contacts", _("preferred method"))
    is_main = models.BooleanField(_("main contact"), default=False)
    archived_at = models.DateTimeField(_("archived"), null=True, blank=True)

    objects = ContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("contact")
        verbose_name_plural = _("contacts")
        constraints = [
            unique_external_id("contact"),
            models.UniqueConstraint(
                fields=["prospect"], condition=Q(is_main=True), name="contact_one_main"
            ),
        ]
        indexes = [
            models.Index(fields=["name_key"], name="contact_name_key"),
            models.Index(
                fields=["phone_e164"], name="contact_phone", condition=~Q(phone_e164="")
            ),
            models.Index(
                fields=["mobile_e164"],
                name="contact_mobile",
                condition=~Q(mobile_e164=""),
            ),
        ]

    def __str__(self) -> str:
        return self.name
