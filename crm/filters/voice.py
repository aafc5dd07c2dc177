"""What the lists of the voice may be narrowed and sorted by."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from django.db.models import F
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from crm.filters.declared import Narrowing, Select
from crm.forms.choices import capitalised
from crm.models import Complaint, SurveyAnswer, Verbatim

#: The tabs of the inbox, the first one by default.
TABS = {
    "open": _("Awaiting an answer"),
    "answered": pgettext_lazy("complaints", "Answered"),
    "resolved": pgettext_lazy("complaints", "Resolved"),
    "all": pgettext_lazy("complaints", "All"),
}
#: Beside at least one "More filters": that is what opens the others on a phone.
_OWNER = Select("owner", _("Owner"), column="owner_id", more=True)

COMPLAINTS = Narrowing(
    search_label=_("Search the words and customers"),
    selects=(
        Select("reason", _("Reason"), column="reason_id"),
        Select(
            "severity",
            _("Severity"),
            rule=lambda rows, value: rows.filter(severity=value),
            choices=capitalised(Complaint.Severity.choices),
        ),
        Select("product", _("Product"), column="product_id", more=True),
        Select("source", _("Source"), column="prospect__source_id", more=True),
        _OWNER,
    ),
    sorts={"due": F("due_at"), "received": "received_at", "owner": "owner__full_name"},
    default_sort="due",
)
ANSWERS = Narrowing(
    search_label=_("Search the words and customers"),
    selects=(
        Select(
            "survey",
            _("Question"),
            rule=lambda rows, value: rows.of(value),  # type: ignore[attr-defined]
            choices=SurveyAnswer.Survey.choices,
        ),
        Select(
            "mood",
            _("Says"),
            rule=lambda rows, value: rows.at_mood(value),  # type: ignore[attr-defined]
            choices=(
                ("happy", _("Promoter or satisfied")),
                ("between", _("Passive")),
                ("unhappy", _("Detractor or dissatisfied")),
            ),
        ),
        _OWNER,
    ),
    sorts={"at": "at", "score": "score", "owner": "owner__full_name"},
    default_sort="-at",
)
VERBATIMS = Narrowing(
    search_label=_("Search the words and customers"),
    selects=(
        Select(
            "kind",
            pgettext_lazy("of words", "Kind"),
            rule=lambda rows, value: rows.filter(kind=value),
            choices=capitalised(Verbatim.Kind.choices),
        ),
        _OWNER,
    ),
    sorts={"at": "at", "owner": "owner__full_name"},
    default_sort="-at",
)
REVIEWS = Narrowing(
    search_label=_("Search the words and customers"),
    selects=(
        Select(
            "stars",
            _("Stars"),
            rule=lambda rows, value: rows.filter(rating=int(value)),
            choices=[(str(n), "★" * n) for n in range(5, 0, -1)],
        ),
        Select("region", _("Region"), column="region_id"),
        _OWNER,
    ),
    sorts={"at": "at", "stars": "rating", "site": "site"},
    default_sort="-at",
)


def tab_of(address: Mapping[str, str]) -> str:
    """The tab an address asks for."""
    tab = address.get("tab", "")
    return tab if tab in TABS else "open"


def complaints_of(tab: str) -> Narrowing:
    """What is still open comes in the order it is due, what is over by its age."""
    if tab in ("open", "answered"):
        return COMPLAINTS
    return replace(COMPLAINTS, default_sort="-received")
