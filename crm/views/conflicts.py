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

    A pair is {name, label, mine, theirs, mine_value, theirs_value} and, when it is known who changed
    the field, only_mine or only_theirs: the latter is kept without asking.
    """
    row: Any = conflict.row
    last = _last_write(row)
    who = str(last.by) if last and last.by else ""
    sentence = _("%(who)s changed this meanwhile: choose the value to keep.") % {
        "who": who or _("Somebody")
    }
    context = {
        "sentence": sentence,
        "changed": _what_changed(row, last),
        "who": who or _("Somebody else"),
        "action_url": action,
        "pairs": [pair for pair in pairs if not pair.get("only_theirs")],
        "version": row.version,
        "kept": _kept(request, pairs),
    }
    title = _("Changed meanwhile")
    return sheet(request, "crm/_conflict.html", context, title=title, status=409)


def _last_write(row: Any) -> AuditEntry | None:
    return (
        AuditEntry.objects.filter(kind=row._meta.model_name, object_id=row.pk)
        .select_related("by")
        .order_by("-at", "-pk")
        .first()
    )


def _what_changed(row: Any, entry: AuditEntry | None) -> str:
    """The fields the last write changed, by their names: amount, next step."""
    names = entry.changes if entry and isinstance(entry.changes, dict) else {}
    known = {field.name: field for field in row._meta.concrete_fields}
    said = [str(known[name].verbose_name) for name in names if name in known]
    return ", ".join(said)


def stage_pair(row: Any, mine: Any) -> Pair:
    """Where a deal stands, beside where this person put it."""
    return {
        "name": "stage",
        "label": _("Stage"),
        "mine": str(mine),
        "theirs": str(row.stage),
        "mine_value": mine.pk,
        "theirs_value": row.stage_id,
    }


def owner_pair(row: Any, mine: Any) -> Pair:
    """Whose a record is, beside whom this person gave it to."""
    return {
        "name": "owner",
        "label": _("Owner"),
        "mine": str(mine),
        "theirs": str(row.owner),
        "mine_value": mine.pk,
        "theirs_value": row.owner_id,
    }


def _kept(request: SignedIn, pairs: list[Pair]) -> list[tuple[str, str]]:
    """What the person sent besides: it travels along, so that nothing typed is lost."""
    asked = {pair["name"] for pair in pairs} | {"version", "csrfmiddlewaretoken"}
    sent = [
        (name, value)
        for name, values in request.POST.lists()
        if name not in asked and not name.startswith("initial-")
        for value in values
    ]
    untouched = [pair for pair in pairs if pair.get("only_theirs")]
    return sent + [(pair["name"], str(pair["theirs_value"])) for pair in untouched]


def pairs_of(form: forms.BaseForm, row: Any) -> list[Pair]:
    """The fields where what was typed differs from what stands now.

    A form that carries what it started from (``show_hidden_initial``) tells who changed a field: one that
    only the others changed keeps their value, one that only this person changed is theirs to keep.
    """
    fresh = type(form)(instance=row) if isinstance(form, forms.ModelForm) else None
    found = []
    for bound in form:
        if bound.is_hidden:
            continue
        theirs = fresh[bound.name].value() if fresh else getattr(row, bound.name, "")
        mine, seen = bound.value(), _seen(form, bound)
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
                "only_mine": seen == _text(theirs),
                "only_theirs": seen == _text(mine),
            }
        )
    return found


def _seen(form: forms.BaseForm, bound: forms.BoundField) -> str | None:
    """The value this person's form started from, when the form carries it."""
    return form.data.get(bound.html_initial_name) if form.is_bound else None


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
