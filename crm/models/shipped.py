"""Names an installation starts with, said in the reader's language until somebody renames them.

Lists and stages are rows: their names belong to the organisation, in whatever language it
writes. The ones below were not written by anybody, they came with the application or its
demo, so a colleague who reads French sees « Prix » where another one sees "Price".
"""

from __future__ import annotations

from functools import lru_cache

from django.utils.functional import Promise
from django.utils.translation import get_language, pgettext_lazy

#: The stages a pipeline starts with: name, kind, probability, days before stale, forecast category.
FIRST_STAGES = (
    ("Qualification", "open", 10, 14, "pipeline"),
    ("Demo", "open", 30, 14, "pipeline"),
    ("Proposal", "open", 50, 10, "best"),
    ("Negotiation", "open", 80, 7, "commit"),
    ("Won", "won", 100, None, "commit"),
    ("Lost", "lost", 0, None, "omitted"),
)
NAMES: dict[str, Promise] = {
    # The first pipeline. In French they agree with « affaire ».
    "Sales": pgettext_lazy("shipped name", "Sales"),
    "Qualification": pgettext_lazy("shipped name", "Qualification"),
    "Demo": pgettext_lazy("shipped name", "Demo"),
    "Proposal": pgettext_lazy("shipped name", "Proposal"),
    "Negotiation": pgettext_lazy("shipped name", "Negotiation"),
    "Won": pgettext_lazy("shipped name", "Won"),
    "Lost": pgettext_lazy("shipped name", "Lost"),
    # Ways of contact
    "Phone": pgettext_lazy("shipped name", "Phone"),
    "Email": pgettext_lazy("shipped name", "Email"),
    "Visit": pgettext_lazy("shipped name", "Visit"),
    "Video call": pgettext_lazy("shipped name", "Video call"),
    "Trade show": pgettext_lazy("shipped name", "Trade show"),
    # Origins and channels
    "Referral": pgettext_lazy("shipped name", "Referral"),
    "Website": pgettext_lazy("shipped name", "Website"),
    "Inbound call": pgettext_lazy("shipped name", "Inbound call"),
    "Phone prospecting": pgettext_lazy("shipped name", "Phone prospecting"),
    "Partner": pgettext_lazy("shipped name", "Partner"),
    "Search ads": pgettext_lazy("shipped name", "Search ads"),
    "Trade shows": pgettext_lazy("shipped name", "Trade shows"),
    # Industries and kinds of customers
    "Hospitality": pgettext_lazy("shipped name", "Hospitality"),
    "Health": pgettext_lazy("shipped name", "Health"),
    "Industry": pgettext_lazy("shipped name", "Industry"),
    "Logistics": pgettext_lazy("shipped name", "Logistics"),
    "Education": pgettext_lazy("shipped name", "Education"),
    "Retail": pgettext_lazy("shipped name", "Retail"),
    "Services": pgettext_lazy("shipped name", "Services"),
    "Construction": pgettext_lazy("shipped name", "Construction"),
    "Public sector": pgettext_lazy("shipped name", "Public sector"),
    "Micro-business": pgettext_lazy("shipped name", "Micro-business"),
    "SME": pgettext_lazy("shipped name", "SME"),
    "Mid-size company": pgettext_lazy("shipped name", "Mid-size company"),
    "Large account": pgettext_lazy("shipped name", "Large account"),
    "Private individual": pgettext_lazy("shipped name", "Private individual"),
    # Reasons
    "Not recorded": pgettext_lazy("shipped name", "Not recorded"),
    "Price": pgettext_lazy("shipped name", "Price"),
    "Competitor": pgettext_lazy("shipped name", "Competitor"),
    "No budget": pgettext_lazy("shipped name", "No budget"),
    "Project postponed": pgettext_lazy("shipped name", "Project postponed"),
    "No answer": pgettext_lazy("shipped name", "No answer"),
    "Need not covered": pgettext_lazy("shipped name", "Need not covered"),
    "Delay": pgettext_lazy("shipped name", "Delay"),
    "Quality": pgettext_lazy("shipped name", "Quality"),
    "Billing": pgettext_lazy("shipped name", "Billing"),
    "Relationship": pgettext_lazy("shipped name", "Relationship"),
    "Order error": pgettext_lazy("shipped name", "Order error"),
    "Quality of service": pgettext_lazy("shipped name", "Quality of service"),
    "Competition": pgettext_lazy("shipped name", "Competition"),
    "Closed down": pgettext_lazy("shipped name", "Closed down"),
    "Too small": pgettext_lazy("shipped name", "Too small"),
    "Out of our area": pgettext_lazy("shipped name", "Out of our area"),
    "Not a real need": pgettext_lazy("shipped name", "Not a real need"),
    "Duplicate": pgettext_lazy("shipped name", "Duplicate"),
    # Categories of products
    "Shelving": pgettext_lazy("shipped name", "Shelving"),
    "Workstations": pgettext_lazy("shipped name", "Workstations"),
    "Acoustics": pgettext_lazy("shipped name", "Acoustics"),
    "Lighting": pgettext_lazy("shipped name", "Lighting"),
}


def shown(name: str) -> str:
    """The name as this reader says it; a name of the organisation's own stays as written."""
    return _said(name, get_language()) if name in NAMES else name


@lru_cache(maxsize=512)
def _said(name: str, _language: str | None) -> str:
    """A list of fifty rows says the same few names: looking one up takes longer than the row."""
    return str(NAMES[name])
