"""The tables an admin keeps: one list, one sheet, one delete for all of them (crm/setup/tables.py)."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm.forms.reference import RateForm
from crm.services import reference
from crm.services.errors import Refused
from crm.services.rates.missing import missing
from crm.setup.tables import TABLES, Table
from crm.views.answers import (
    attempt,
    done,
    form_sheet,
    made,
    page_of,
    said_no,
)
from crm.views.rates import saved, write_rate
from crm.views.requests import SignedIn


def _table(request: SignedIn, kind: str) -> Table:
    if not request.user.is_admin:
        raise PermissionDenied
    return TABLES[kind]


@require_safe
def rows(request: SignedIn, kind: str) -> HttpResponse:
    table = _table(request, kind)
    page = page_of(table.rows(), request)
    shown = [
        {
            "row": row,
            "cells": [column.value(row) for column in table.columns],
            "url": reverse(f"crm:setup-{kind}-edit", args=[row.pk]),
        }
        for row in page.object_list
    ]
    context = {"table": table, "page": page, "rows": shown}
    context["new_url"] = reverse(f"crm:setup-{kind}-new")
    context["missing"] = missing() if kind == "rates" else []
    return render(request, "crm/setup_table.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn, kind: str) -> HttpResponse:
    table = _table(request, kind)
    form = table.form(request.POST or None, initial=_asked(request, kind))
    if made(request, form, lambda: _write(request, form)) is not None:
        return saved(request, form, reverse(f"crm:setup-{kind}"))
    here = reverse(f"crm:setup-{kind}-new")
    return form_sheet(request, form, str(table.add), here, _("Save"))


@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    table = _table(request, kind)
    row = get_object_or_404(table.rows(), pk=pk)
    form = table.form(request.POST or None, instance=row)
    if (
        request.method == "POST"
        and form.is_valid()
        and attempt(form, lambda: _write(request, form))
    ):
        return saved(request, form, reverse(f"crm:setup-{kind}"))
    here = reverse(f"crm:setup-{kind}-edit", args=[pk])
    return form_sheet(request, form, str(row), here, _("Save"))


@require_POST
def delete(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """Delete; a row that is in use is archived instead, or comes back when it was."""
    table = _table(request, kind)
    row = get_object_or_404(table.rows(), pk=pk)
    here, now = reverse(f"crm:setup-{kind}"), timezone.now()
    if table.archives:
        archived = row.archived_at is None
        reference.archive_row(row=row, archived=archived, by=request.user, now=now)
        return done(request, here, said=_("Archived.") if archived else _("Restored."))
    try:
        reference.delete_row(row=row, by=request.user, now=now)
    except Refused as refusal:
        return said_no(request, here, refusal)
    return done(request, here, said=_("Deleted."))


def _asked(request: SignedIn, kind: str) -> dict[str, str]:
    """What the rate is wanted of, when the page of rates says so."""
    names = ("currency", "day") if kind == "rates" else ()
    return {name: request.GET[name] for name in names if name in request.GET}


def _write(request: SignedIn, form: Any) -> Any:
    if isinstance(form, RateForm):
        return write_rate(request, form)
    return reference.save_row(
        row=form.instance, values=form.values(), by=request.user, now=timezone.now()
    )
