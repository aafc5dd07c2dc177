"""The quick log as a sheet, and as a page of its own that reads the line live all the same."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse
from django.utils.translation import gettext as _

from crm.views.answers import sheet, wants_fragment
from crm.views.requests import SignedIn


def log_sheet(
    request: SignedIn, context: dict[str, Any], status: int = 200
) -> HttpResponse:
    """On a page the form is sent as any form is: there is no sheet to answer into."""
    context = context | {"alone": not wants_fragment(request)}
    title = _("Log an activity")
    return sheet(
        request, "crm/_log.html", context, title=title, status=status, live=True
    )
