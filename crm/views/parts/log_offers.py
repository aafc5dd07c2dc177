"""What a saved line only hinted at, offered as a button: never done silently."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Activity, ComplaintReason
from crm.text import plain

#: How an organisation's list may call the kind of reason that was heard.
CALLED = {
    "delay": ("delay", "late", "delai", "retard"),
    "quality": ("quality", "qualite"),
    "billing": ("billing", "invoice", "factur"),
    "relation": ("relation", "contact", "service"),
    "order": ("order", "commande"),
}


def offers(data: QueryDict, activity: Activity) -> list[tuple[str, str]]:
    """[(what the button says, address of the sheet)] after this activity was logged."""
    found = []
    if data.get("complaint") and activity.prospect_id:
        asked = {
            "prospect": activity.prospect_id,
            "verbatim": data["complaint"][:1000],
            "reason": _reason(data.get("complaint_reason", "")),
        }
        address = f"{reverse('crm:complaint-new')}?{urlencode(asked)}"
        found.append((_("Record the complaint"), address))
    if data.get("win") and activity.deal_id:
        address = reverse("crm:deal-win", args=[activity.deal_id])
        found.append((_("Win the deal"), address))
    if data.get("lose") and activity.deal_id:
        address = reverse("crm:deal-lose", args=[activity.deal_id])
        found.append((_("Lose the deal"), address))
    if data.get("amount") and activity.prospect_id and not activity.deal_id:
        asked = {"prospect": activity.prospect_id, "amount": data["amount"][:40]}
        address = f"{reverse('crm:deal-new')}?{urlencode(asked)}"
        found.append((_("Open a deal of this amount"), address))
    return found


def _reason(code: str) -> int | str:
    """The reason of the list that is called so; none when it has another word for it."""
    words = CALLED.get(code, ())
    for pk, name in ComplaintReason.objects.current().values_list("pk", "name"):
        if any(word in plain(name) for word in words):
            return int(pk)
    return ""
