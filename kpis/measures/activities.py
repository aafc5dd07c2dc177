"""What is done: calls, emails, meetings, demos."""

from __future__ import annotations

from django.db.models import Q, Value, When
from django.utils.translation import gettext_lazy as _

from crm.models import Activity
from kpis.measures.describing import OF_PROSPECT, WorkedOut
from kpis.spec import Measure, Source

#: Kinds where somebody answers, or not: without an outcome nobody knows what came of it.
WITH_OUTCOME = ("call", "meeting", "demo")
#: How a held activity came into the books: one by one and told, several at once, or without outcome.
LOGGED = WorkedOut(
    When(Q(status="held", in_bulk=True), then=Value("bulk")),
    When(Q(status="held", outcome="", kind__in=WITH_OUTCOME), then=Value("untold")),
    default=Value("told"),
    choices=(
        ("told", _("one by one, with an outcome")),
        ("bulk", _("several at once")),
        ("untold", _("without outcome")),
    ),
)

SOURCE = Source(
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
        "logging": LOGGED,
    },
)

OUT = Q(status="held", direction="out")
TO_PROSPECT = Q(target_kind="prospect")
TO_CUSTOMER = Q(target_kind="customer")
MEASURES = (
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
        "onboardings",
        _("onboarding meetings held"),
        "activities",
        Q(kind="onboarding", status="held"),
    ),
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
)
