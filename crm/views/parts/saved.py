"""The saved views above a list: which there are, which one stands open, whether it was changed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.http import QueryDict
from django.urls import reverse

from crm import access
from crm.models import SavedView, User
from crm.services.saved_views import tidy


def list_url(page: str) -> str:
    """The list's own address, ready for parameters."""
    if page == SavedView.Page.DEALS:
        return reverse("crm:pipeline") + "?view=list&"
    return reverse(f"crm:{page}") + "?"


def address_of(view: SavedView) -> str:
    return f"{list_url(view.page)}{view.query}&saved={view.pk}".replace("?&", "?")


def views_of(user: User, page: str) -> list[SavedView]:
    """Own views first, then those colleagues share."""
    rows = SavedView.objects.usable_by(user, access.today()).filter(page=page)
    found = rows.select_related("owner").distinct()
    return sorted(found, key=lambda view: (view.owner_id != user.pk, view.name.lower()))


def opening(
    user: User, views: Sequence[SavedView], address: QueryDict
) -> SavedView | None:
    """The view to open for who comes without asking for anything."""
    if set(address) - {"view"}:
        return None
    own = [view for view in views if view.is_default and view.owner_id == user.pk]
    return own[0] if own else None


def strip(
    user: User, page: str, views: Sequence[SavedView], address: QueryDict
) -> dict[str, Any]:
    """The context of ``crm/_views.html``."""
    asked, now = address.get("saved", ""), tidy(address)
    current = next((view for view in views if str(view.pk) == asked), None)
    shown = [
        {
            "name": view.name,
            "url": address_of(view),
            "current": view is current,
            "shared_by": "" if view.owner_id == user.pk else str(view.owner),
        }
        for view in views
    ]
    own = current is not None and current.owner_id == user.pk
    return {
        "items": shown,
        "all_url": f"{list_url(page)}saved=0",
        "current": current,
        "own": own,
        "changed": current is not None and tidy(QueryDict(current.query)) != now,
        "query": now,
        "save_url": f"{reverse('crm:view-new', args=[page])}?{now}",
    }
