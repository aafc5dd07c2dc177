"""Small tables beside a prospect's timeline, in one query: people, deals, steps, tags, files."""

from __future__ import annotations

from typing import Any

from django.db.models import F

from crm.models import Attachment, Prospect, Subscription
from crm.together import together
from crm.views.parts.contracts import contracts_card
from crm.views.parts.files import files_of
from crm.views.parts.mrr_journal import mrr_rows, recurring_card

#: More of them stand in the search.
PEOPLE = 50


def beside_prospect(prospect: Prospect) -> dict[str, Any]:
    """{contacts, tags: names, recurring: subscriptions and their journal, contracts, files, steps, deals}."""
    people = prospect.contacts.filter(archived_at__isnull=True)
    subscriptions = Subscription.objects.filter(prospect=prospect)
    found = together(
        contacts=people.order_by("-is_main", "name", "pk"),
        tags=prospect.tags.order_by("name"),
        subscriptions=subscriptions.annotate(
            reason_name=F("churn_reason__name"), product_name=F("product__name")
        ).order_by("-started_on", "-pk"),
        contracts=prospect.contracts.annotate(
            reason_name=F("end_reason__name")
        ).order_by("-start_on", "-pk"),
        mrr=mrr_rows(prospect),
        files=Attachment.objects.hanging_on("prospect", prospect.pk).annotate(
            by_name=F("by__full_name")
        ),
        steps=prospect.steps.standing().annotate(
            rep_name=F("rep__full_name"),
            disqualified_for=F("disqualify_reason__name"),
            churned_for=F("churn_reason__name"),
        ),
        deals=prospect.deals.annotate(stage_name=F("stage__name")).order_by(
            "-opened_at", "-pk"
        ),
    )
    return {
        "contacts": found["contacts"][:PEOPLE],
        "steps": found["steps"],
        "deals": found["deals"],
        "tags": [tag.name for tag in found["tags"]],
        "recurring": recurring_card(prospect, found["subscriptions"], found["mrr"]),
        "contracts": contracts_card(prospect, found["contracts"]),
        "files": files_of("prospect", prospect.pk, found["files"]),
    }
