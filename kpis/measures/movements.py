"""What deals do: opened, won, lost, and what is open."""

from __future__ import annotations

from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models import DealMovement
from kpis.measures.describing import OF_LINE, OF_MOVEMENT
from kpis.spec import Measure, Source, Unit

SOURCE = Source(
    key="movements",
    label=_("movements of deals"),
    rows=DealMovement.objects.all,
    at="at",
    subject="deal",
    dims=OF_MOVEMENT,
    line_dims=OF_LINE,
    shares={"method": "credits"},
    rare=frozenset({"method"}),
)

#: An outcome that a reopening withdrew counts no more; its pipeline row does.
WON = Q(kind="won", withdrawn_at__isnull=True)
LOST = Q(kind="lost", withdrawn_at__isnull=True)
COSTED = WON & Q(outcome_amount__isnull=False, outcome_cost__isnull=False)
FROM_CAMPAIGN = Q(deal__campaign__isnull=False) | Q(
    deal__prospect__campaign__isnull=False
)
MEASURES = (
    Measure("opps_created", _("deals opened"), "movements", Q(kind="opened")),
    Measure("deals_won", _("deals won"), "movements", WON, rare=("method",)),
    Measure("deals_lost", _("deals lost"), "movements", LOST),
    Measure(
        "deals_priced",
        _("deals won that have a price"),
        "movements",
        WON & Q(outcome_amount__isnull=False),
        line_value="deal__lines__base_amount",
        rare=("method",),
    ),
    Measure(
        "won_amount",
        _("amount won, excl. tax"),
        "movements",
        WON,
        value="outcome_amount",
        line_value="deal__lines__base_amount",
        unit=Unit.MONEY,
        rare=("method",),
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
    Measure(
        "won_costed",
        _("amount won whose cost is known, excl. tax"),
        "movements",
        COSTED,
        value="outcome_amount",
        line_value="deal__lines__base_amount",
        unit=Unit.MONEY,
        rare=("method",),
    ),
    Measure(
        "won_from_customers",
        _("amount won from customers whose name is known, excl. tax"),
        "movements",
        WON & Q(outcome_amount__isnull=False, deal__prospect__isnull=False),
        value="outcome_amount",
        unit=Unit.MONEY,
        stored=False,
    ),
    Measure(
        "costed_from_customers",
        _("of these, amount won whose cost is known"),
        "movements",
        COSTED & Q(deal__prospect__isnull=False),
        value="outcome_amount",
        unit=Unit.MONEY,
        stored=False,
    ),
    Measure(
        "cost_from_customers",
        _("cost of what they bought"),
        "movements",
        COSTED & Q(deal__prospect__isnull=False),
        value="outcome_cost",
        unit=Unit.MONEY,
        stored=False,
    ),
    Measure(
        "campaign_won",
        _("amount won from campaigns whose cost of goods is known, excl. tax"),
        "movements",
        COSTED & FROM_CAMPAIGN,
        value="outcome_amount",
        unit=Unit.MONEY,
        stored=False,
    ),
    Measure(
        "campaign_goods",
        _("cost of what campaigns sold"),
        "movements",
        COSTED & FROM_CAMPAIGN,
        value="outcome_cost",
        unit=Unit.MONEY,
        stored=False,
    ),
    Measure(
        "won_at_list",
        _("amount won at list price, excl. tax"),
        "movements",
        WON & Q(outcome_amount__isnull=False, outcome_list__isnull=False),
        value="outcome_list",
        line_value="deal__lines__base_list",
        unit=Unit.MONEY,
        stored=False,
    ),
    Measure(
        "won_with_list",
        _("amount won whose list price is known, excl. tax"),
        "movements",
        WON & Q(outcome_amount__isnull=False, outcome_list__isnull=False),
        value="outcome_amount",
        line_value="deal__lines__base_amount",
        unit=Unit.MONEY,
        stored=False,
    ),
    Measure(
        "won_cost",
        _("cost of what was won"),
        "movements",
        COSTED,
        value="outcome_cost",
        line_value="deal__lines__base_cost",
        unit=Unit.MONEY,
        rare=("method",),
    ),
)
