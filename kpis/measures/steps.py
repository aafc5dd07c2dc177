"""The life of a prospect, step by step."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import ProspectStep
from kpis.measures.describing import OF_PROSPECT
from kpis.spec import Measure, Source

SOURCE = Source(
    key="steps",
    label=_("steps of prospects"),
    rows=ProspectStep.objects.standing,
    at="at",
    subject="prospect",
    dims={
        **OF_PROSPECT,
        "reason": "churn_reason",
        "product": "product",
        "category": "product__category",
    },
    # What became of a prospect is told on the days of its earlier steps.
    echo=("prospect_id", Q(step__in=["detected", "mql", "sql"])),
    rare=frozenset({"reason", "product", "category"}),
)
MEASURES = (
    Measure("leads_created", _("leads detected"), "steps", Q(step="detected")),
    Measure("leads_qualified", _("leads qualified"), "steps", Q(step="sql")),
    Measure("conversions", _("new customers"), "steps", Q(step="converted")),
    Measure(
        "leads_converted",
        _("of these leads, customers today"),
        "steps",
        Q(step="detected", prospect__converted_at__isnull=False),
    ),
    Measure(
        "leads_contacted",
        _("of these leads, contacted since"),
        "steps",
        Q(step="detected", prospect__contacted_at__isnull=False),
    ),
    Measure(
        "leads_turned_qualified",
        _("of these leads, qualified today"),
        "steps",
        Q(step="detected", prospect__sql_at__isnull=False),
    ),
    Measure(
        "leads_turned_marketing",
        _("of these leads, marketing leads since"),
        "steps",
        Q(step="detected", prospect__mql_at__isnull=False),
        stored=False,
    ),
    Measure("leads_marketing", _("marketing leads"), "steps", Q(step="mql")),
    Measure(
        "marketing_turned_qualified",
        _("of these marketing leads, qualified today"),
        "steps",
        Q(step="mql", prospect__sql_at__isnull=False),
    ),
    Measure(
        "qualified_converted",
        _("of these qualified leads, customers today"),
        "steps",
        Q(step="sql", prospect__converted_at__isnull=False),
    ),
    Measure(
        "trials",
        _("trials started"),
        "steps",
        Q(step="trial"),
        rare=("product", "category"),
    ),
    # New ones, and those who came back after they were lost for not ordering.
    Measure(
        "customer_stays",
        _("customers, new or back"),
        "steps",
        Q(step__in=["converted", "returned"]),
        stored=False,
    ),
    Measure(
        "customers_lost",
        _("customers lost"),
        "steps",
        Q(step="churned"),
        rare=("reason",),
    ),
)
