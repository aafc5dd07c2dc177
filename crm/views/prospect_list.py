"""The list of prospects, as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crm.filters import PROSPECTS, Narrowed
from crm.models import Prospect, User
from crm.views.columns import PROSPECT_COLUMNS
from crm.views.exports import gently
from crm.views.lists import Worked, answer, as_file, takes
from crm.views.requests import SignedIn


def _rows(user: User, narrowed: Narrowed) -> QuerySet[Any, Any]:
    rows = Prospect.objects.visible_to(user)
    # Archived prospects are shown to who asks for them.
    return rows if narrowed.values["waiting"] == "archived" else rows.current()


WORK = takes(
    Worked(
        page="prospects",
        template="crm/prospects.html",
        narrowing=PROSPECTS,
        columns=PROSPECT_COLUMNS,
        lists=("owner", "source", "region", "sector", "type", "tag"),
        rows=_rows,
        row="crm:prospect",
        bulk="crm:prospects-bulk",
        searched="search_text",
        caption=_("Prospects"),
        empty=(
            _("Whom you sell to stands here."),
            "crm:prospect-new",
            _("Add the first prospect"),
        ),
    )
)


@require_safe
def prospect_list(request: SignedIn) -> HttpResponse:
    return answer(request, WORK)


@require_safe
@gently
def prospects_csv(request: SignedIn) -> HttpResponseBase:
    return as_file(request, WORK)
