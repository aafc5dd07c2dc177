"""The list of activities, as a page and as a file."""

from __future__ import annotations

from typing import Any

from django.db.models import QuerySet
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from crm.filters import ACTIVITIES, Narrowed
from crm.models import Activity, User
from crm.views.columns import ACTIVITY_COLUMNS
from crm.views.exports import gently
from crm.views.lists import Worked, answer, as_file, takes
from crm.views.requests import SignedIn


def _rows(user: User, _narrowed: Narrowed) -> QuerySet[Any, Any]:
    return Activity.objects.visible_to(user)


WORK = takes(
    Worked(
        page="activities",
        template="crm/activities.html",
        narrowing=ACTIVITIES,
        columns=ACTIVITY_COLUMNS,
        lists=("rep", "method"),
        rows=_rows,
        row="crm:activity",
        caption=_("Activities"),
        empty=(
            _("Calls, emails, meetings and demos stand here once logged."),
            "crm:log",
            _("Log the first one"),
        ),
    )
)


@require_safe
def activity_list(request: SignedIn) -> HttpResponse:
    return answer(request, WORK)


@require_safe
@gently
def activities_csv(request: SignedIn) -> HttpResponseBase:
    return as_file(request, WORK)
