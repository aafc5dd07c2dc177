"""The lists an admin keeps, each by the word its page has in an address."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from crm.models import lists


@dataclass(frozen=True)
class Kept:
    """One list; ``extra`` are the columns it has besides a name, said under ``about``."""

    key: str
    model: type[lists.ListValue]
    title: Any
    intro: Any
    extra: tuple[str, ...] = ()
    about: Any = ""


KEPT: dict[str, Kept] = {
    each.key: each
    for each in (
        Kept("sources", lists.Source, _("Sources"),
             _("Where prospects come from, each with the channel its costs are counted in."),
             ("channel",), _("Channel")),
        Kept("channels", lists.Channel, _("Channels"),
             _("Where money is spent and visitors come from.")),
        Kept("regions", lists.Region, _("Regions"), _("Where customers are.")),
        Kept("industries", lists.Sector, _("Industries"), _("What customers do.")),
        Kept("customer-types", lists.ClientType, _("Customer types"),
             _("What size or sort of customer it is.")),
        Kept("tags", lists.Tag, _("Tags"), _("Words to find prospects by.")),
        Kept("methods", lists.ContactMethod, _("Contact methods"),
             _("How customers are reached: what a sale is credited to.")),
        Kept("lost-reasons", lists.LossReason, _("Lost reasons"),
             _("Why deals are lost: asked each time."), ("needs_competitor",), _("Competitor")),
        Kept("competitors", lists.Competitor, _("Competitors"),
             _("To whom deals are lost.")),
        Kept("churn-reasons", lists.ChurnReason, _("Churn reasons"),
             _("Why customers leave.")),
        Kept("disqualification-reasons", lists.DisqualifyReason,
             _("Disqualification reasons"), _("Why a prospect is not pursued.")),
        Kept("complaint-reasons", lists.ComplaintReason, _("Complaint reasons"),
             _("What customers complain about.")),
        Kept("categories", lists.Category, _("Product categories"),
             _("Families of products, in which revenue is split.")),
        Kept("vat-rates", lists.VatRate, _("VAT rates"),
             _("What a quote adds to its lines."), ("rate_bp",), _("Rate")),
    )
}  # fmt: skip
