"""One value of a list: renamed, moved, retired, merged, deleted."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from crm.forms.lists import MergeForm, ValueForm
from crm.models.lists import ListValue
from crm.services import list_merging, lists
from crm.services.errors import Refused
from crm.services.list_uses import uses
from crm.setup.lists import Kept
from crm.templatetags.formats import number
from crm.views.answers import attempt, done, form_sheet, said_no
from crm.views.lists_setup import kept_of
from crm.views.parts.offers import undo_of
from crm.views.requests import SignedIn

FORM = ["GET", "HEAD", "POST"]


def _found(request: SignedIn, kind: str, value: int) -> tuple[Kept, ListValue, str]:
    """(the list, its value, the page of the list)."""
    kept = kept_of(request, kind)
    row = get_object_or_404(kept.model.objects.all(), pk=value)
    return kept, row, reverse("crm:setup-list", args=[kind])


@require_http_methods(FORM)
def edit(request: SignedIn, kind: str, value: int) -> HttpResponse:
    kept, row, page = _found(request, kind, value)
    form = ValueForm(request.POST or None, kept=kept, value=row)
    if request.method == "POST" and form.is_valid():
        saved = attempt(
            form,
            lambda: lists.edit_value(
                model=kept.model,
                value_id=row.pk,
                by=request.user,
                now=timezone.now(),
                **form.written(),
            ),
        )
        if saved:
            return done(request, page, said=_("Saved."))
    action = reverse("crm:setup-list-value", args=[kind, value])
    return form_sheet(request, form, _("Change the value"), action, _("Save"))


@require_POST
def place(request: SignedIn, kind: str, value: int) -> HttpResponse:
    """One place up or down."""
    kept, row, page = _found(request, kind, value)
    step = -1 if request.POST.get("to") == "up" else 1
    try:
        lists.move_value(
            model=kept.model,
            value_id=row.pk,
            step=step,
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refusal:
        return said_no(request, page, refusal)
    return done(request, page, said=_("Moved."))


@require_POST
def retire(request: SignedIn, kind: str, value: int) -> HttpResponse:
    """Retire the value, or restore it with ``restore``."""
    kept, row, page = _found(request, kind, value)
    retired = not request.POST.get("restore")
    lists.retire_value(
        model=kept.model,
        value_id=row.pk,
        retired=retired,
        by=request.user,
        now=timezone.now(),
    )
    said = _("Retired: what names it keeps it.") if retired else _("Restored.")
    return done(request, page, said=said)


@require_POST
def delete(request: SignedIn, kind: str, value: int) -> HttpResponse:
    kept, row, page = _found(request, kind, value)
    try:
        back = lists.delete_value(
            model=kept.model, value_id=row.pk, by=request.user, now=timezone.now()
        )
    except Refused as refusal:
        return said_no(request, page, refusal)
    return done(request, page, said=_("Deleted."), undo_url=undo_of(back))


@require_http_methods(FORM)
def merge(request: SignedIn, kind: str, value: int) -> HttpResponse:
    kept, row, page = _found(request, kind, value)
    form = MergeForm(request.POST or None, value=row)
    if request.method == "POST" and form.is_valid():
        try:
            back = list_merging.merge_values(
                model=kept.model,
                value_id=row.pk,
                into_id=form.cleaned_data["into"].pk,
                by=request.user,
                now=timezone.now(),
            )
        except Refused as refusal:
            return said_no(request, page, refusal)
        said = _("Merged into %(name)s.") % {"name": form.cleaned_data["into"]}
        return done(request, page, said=said, undo_url=undo_of(back))
    title = _("Merge “%(name)s” into another") % {"name": row}
    action = reverse("crm:setup-list-merge", args=[kind, value])
    return form_sheet(request, form, title, action, _("Merge"), _before(row))


def _before(row: ListValue) -> str:
    """What merging will do, said before it is done."""
    n = uses(row)
    if n > list_merging.MOST_UNDONE:
        return ngettext(
            "%(shown)s row will name the other value. This cannot be undone.",
            "%(shown)s rows will name the other value. This cannot be undone.",
            n,
        ) % {"shown": number(n)}
    return ngettext(
        "%(shown)s row will name the other value. You can undo it.",
        "%(shown)s rows will name the other value. You can undo it.",
        n,
    ) % {"shown": number(n)}
