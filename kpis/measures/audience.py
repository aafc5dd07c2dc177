"""Who was reached before anybody was a prospect: visitors, and the people a campaign went to.

Nobody sells to them yet: these rows belong to no person, and only the organisation has the figure.
"""

from __future__ import annotations

from django.db.models import Value
from django.utils.translation import gettext_lazy as _

from crm.models import UNASSIGNED_ID, Campaign, VisitorCount
from kpis.spec import Measure, Source

NOBODY = {"rep_id": Value(UNASSIGNED_ID)}

VISITORS = Source(
    key="visitors",
    label=_("visitors by day"),
    rows=lambda: VisitorCount.objects.annotate(**NOBODY),
    at="day",
    civil=True,
    subject="channel",
    dims={"channel": "channel"},
)
CAMPAIGNS = Source(
    key="campaigns",
    label=_("campaigns"),
    rows=lambda: Campaign.objects.annotate(**NOBODY),
    at="started_on",
    civil=True,
    subject="",
    dims={"channel": "channel", "source": "source", "campaign": "id"},
)
SOURCES = (VISITORS, CAMPAIGNS)
MEASURES = (
    Measure("visitors", _("visitors"), "visitors", value="visitors", stored=False),
    Measure(
        "campaign_audience",
        _("people who received the campaign"),
        "campaigns",
        value="audience",
        stored=False,
    ),
    Measure(
        "campaign_responses",
        _("people who acted on it"),
        "campaigns",
        value="responses",
        stored=False,
    ),
)
