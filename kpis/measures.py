"""(1) What is counted: additive daily quantities over the facts.

A new measure is one entry here, ``makemigrations`` and ``snapshots build``. The order is free.
"""

from __future__ import annotations

from django.db.models import Case, F, Q, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from crm.models import Activity, Complaint, DealMovement, ProspectStep
from kpis.spec import Measure, Source, Unit

OF_PROSPECT = {
    "source": "prospect__source",
    "region": "prospect__region",
    "sector": "prospect__sector",
    "client_type": "prospect__client_type",
    "campaign": "prospect__campaign",
}

#: Where the sales cycle may start; the organisation chooses, and an empty start is the opening.
FIRST_WIN = Q(deal__prospect__converted_at__isnull=True) | Q(
    at__lte=F("deal__prospect__converted_at")
)
CYCLE_STARTS = {
    "opened": F("deal__opened_at"),
    "first_contact": Case(
        When(
            FIRST_WIN & Q(deal__prospect__contacted_at__lte=F("at")),
            then=F("deal__prospect__contacted_at"),
        ),
        default=F("deal__opened_at"),
    ),
    "detected": Case(
        When(
            FIRST_WIN & Q(deal__prospect__detected_at__lte=F("at")),
            then=F("deal__prospect__detected_at"),
        ),
        default=F("deal__opened_at"),
    ),
}

SOURCES = {
    source.key: source
    for source in (
        Source(
            key="activities",
            label=_("activities"),
            rows=Activity.objects.all,
            at="at",
            subject="prospect",
            dims={
                **OF_PROSPECT,
                "method": "method",
                "kind": "kind",
                "product": "product",
                "category": "product__category",
            },
        ),
        Source(
            key="steps",
            label=_("steps of prospects"),
            rows=ProspectStep.objects.standing,
            at="at",
            subject="prospect",
            dims=OF_PROSPECT,
            echo=("prospect_id", Q(step="detected")),
        ),
        Source(
            key="movements",
            label=_("movements of deals"),
            rows=DealMovement.objects.all,
            at="at",
            subject="deal",
            dims={
                "source": Coalesce("deal__source", "deal__prospect__source"),
                "region": "deal__prospect__region",
                "sector": "deal__prospect__sector",
                "client_type": "deal__prospect__client_type",
                "campaign": Coalesce("deal__campaign", "deal__prospect__campaign"),
                "product": "deal__main_product",
                "category": "deal__main_product__category",
                "method": "deal__winning_method",
                "stage": "stage",
                "pipeline": "stage__pipeline",
                "reason": Coalesce("deal__lost_reason_confirmed", "deal__lost_reason"),
                "kind": "deal__kind",
                "currency": "deal__currency",
            },
            line_dims={
                "product": "deal__lines__product",
                "category": "deal__lines__product__category",
            },
        ),
        Source(
            key="complaints",
            label=_("complaints"),
            rows=Complaint.objects.all,
            at="received_at",
            subject="prospect",
            dims={
                **OF_PROSPECT,
                "product": "product",
                "category": "product__category",
                "reason": "reason",
                "kind": "severity",
            },
        ),
    )
}

#: An outcome that a reopening withdrew counts no more; its pipeline row does.
WON = Q(kind="won", withdrawn_at__isnull=True)
LOST = Q(kind="lost", withdrawn_at__isnull=True)
OUT = Q(status="held", direction="out")
TO_PROSPECT = Q(target_kind="prospect")
TO_CUSTOMER = Q(target_kind="customer")

_ALL = (
    Measure("leads_created", _("leads detected"), "steps", Q(step="detected")),
    Measure("leads_qualified", _("leads qualified"), "steps", Q(step="sql")),
    Measure("conversions", _("new customers"), "steps", Q(step="converted")),
    Measure(
        "leads_converted",
        _("of these leads, customers today"),
        "steps",
        Q(step="detected", prospect__converted_at__isnull=False),
    ),
    Measure("calls", _("calls made"), "activities", OUT & Q(kind="call")),
    Measure(
        "calls_to_prospects",
        _("calls to prospects"),
        "activities",
        OUT & Q(kind="call") & TO_PROSPECT,
    ),
    Measure(
        "calls_reached",
        _("calls reached"),
        "activities",
        OUT & Q(kind="call") & ~Q(outcome__in=["", "no_answer", "voicemail"]),
    ),
    Measure("emails", _("emails sent"), "activities", OUT & Q(kind="email")),
    Measure(
        "meetings_prospect",
        _("meetings held with prospects"),
        "activities",
        Q(kind="meeting", status="held") & TO_PROSPECT,
    ),
    Measure(
        "meetings_customer",
        _("meetings held with customers"),
        "activities",
        Q(kind="meeting", status="held") & TO_CUSTOMER,
    ),
    Measure("demos", _("demos held"), "activities", Q(kind="demo", status="held")),
    Measure(
        "demo_no_shows",
        _("demos missed"),
        "activities",
        Q(kind="demo", status="no_show"),
    ),
    Measure(
        "contacts",
        _("outbound contacts held with prospects"),
        "activities",
        OUT & Q(kind__in=["call", "email", "meeting", "demo"], prospect__isnull=False),
    ),
    Measure("opps_created", _("deals opened"), "movements", Q(kind="opened")),
    Measure("deals_won", _("deals won"), "movements", WON),
    Measure("deals_lost", _("deals lost"), "movements", LOST),
    Measure(
        "deals_priced",
        _("deals won that have a price"),
        "movements",
        WON & Q(outcome_amount__isnull=False),
        line_value="deal__lines__base_amount",
    ),
    Measure(
        "won_amount",
        _("amount won, excl. tax"),
        "movements",
        WON,
        value="outcome_amount",
        line_value="deal__lines__base_amount",
        unit=Unit.MONEY,
    ),
    Measure(
        "lost_amount",
        _("amount lost, excl. tax"),
        "movements",
        LOST,
        value="outcome_amount",
        line_value="deal__lines__base_amount",
        unit=Unit.MONEY,
    ),
    Measure(
        "pipeline_count", _("open deals"), "movements", value="count", balance=True
    ),
    Measure(
        "pipeline_amount",
        _("open amount, excl. tax"),
        "movements",
        value="amount",
        balance=True,
        unit=Unit.MONEY,
    ),
    Measure(
        "pipeline_weighted",
        _("weighted open amount, excl. tax"),
        "movements",
        value="weighted",
        balance=True,
        unit=Unit.MONEY,
    ),
    Measure("complaints", _("complaints"), "complaints"),
)
MEASURES = {measure.key: measure for measure in _ALL}
