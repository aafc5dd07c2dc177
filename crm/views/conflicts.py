"""Two people changed one thing: both values side by side, choose one. Nothing was written."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpResponse
from django.utils.translation import gettext as _

from crm.models import AuditEntry
from crm.services.errors import Conflict
from crm.views.answers import sheet
from crm.views.requests import SignedIn

Pair = dict[str, Any]


def conflict_sheet(
    request: SignedIn, conflict: Conflict, *, action: str, pairs: list[Pair]
) -> HttpResponse:
    """409 with a form that posts the chosen values again, at the version that stands now.

    A pair is {name, label, mine, theirs, mine_value, theirs_value}.
    """
    row: Any = conflict.row
    who = _last_writer(row)
    sentence = _("%(who)s changed this meanwhile: choose the value to keep.") % {
        "who": who or _("Somebody")
    }
    context = {
        "sentence": sentence,
        "who": who or _("Somebody else"),
        "action_url": action,
        "pairs": pairs,
        "version": row.version,
        "kept": _kept(request, pairs),
    }
    title = _("Changed meanwhile")
    return sheet(request, "crm/_conflict.html", context, title=title, status=409)


def _last_writer(row: Any) -> str:
    entry = (
        AuditEntry.objects.filter(kind=row._meta.model_name, object_id=row.pk)
        .select_related("by")
        .order_by("-at", "-pk")
        .first()
    )
    return str(entry.by) if entry and entry.by else ""


def _kept(request: SignedIn, pairs: list[Pair]) -> list[tuple[str, str]]:
    """What the person sent besides: it travels along, so that nothing typed is lost."""
    asked = {pair["name"] for pair in pairs} | {"version", "csrfmiddlewaretoken"}
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in asked
        for value in values
    ]


def pairs_of(form: forms.BaseForm, row: Any) -> list[Pair]:
    """The fields where what was typed differs from what stands now."""
    fresh = type(form)(instance=row) if isinstance(form, forms.ModelForm) else None
    found = []
    for bound in form:
        if bound.is_hidden or bound.name not in form.changed_data:
            continue
        standing = fresh[bound.name].value() if fresh else getattr(row, bound.name, "")
        mine, theirs = bound.value(), standing
        if _text(mine) == _text(theirs):
            continue
        found.append(
            {
                "name": bound.html_name,
                "label": bound.label,
                "mine": _shown(bound, mine),
                "theirs": _shown(bound, theirs),
                "mine_value": _text(mine),
                "theirs_value": _text(theirs),
            }
        )
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    return str(value.isoformat() if hasattr(value, "isoformat") else value)


def _shown(bound: forms.BoundField, value: Any) -> str:
    choices = getattr(bound.field, "choices", None)
    if choices is not None:
        for key, label in choices:
            if str(key) == _text(value):
                return str(label)
    return _text(value) or "–"
