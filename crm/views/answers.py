"""How views answer: a page or its fragment, a redirect or an event for htmx, a conflict, a table."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms
from django.contrib import messages
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.core.paginator import Page, Paginator
from django.db.models import Model, QuerySet
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.functional import cached_property
from django.utils.http import url_has_allowed_host_and_scheme

from crm.forms.choices import as_on_a_page
from crm.templatetags.formats import number
from crm.views.requests import SignedIn

Written = TypeVar("Written")

PAGE = 50
#: A list says "5,000+" rather than count further: nobody pages that far.
COUNTED = 5_000
#: What every page listens to after a write: its live part is fetched again.
MOVED = ("facts-moved", "figures-moved")


def wants_fragment(request: SignedIn) -> bool:
    """Whether htmx asks for a piece of the page."""
    return bool(request.htmx)


def sheet(
    request: SignedIn,
    fragment: str,
    context: dict[str, Any],
    *,
    title: str,
    status: int = 200,
    live: bool = False,
) -> HttpResponse:
    """A sheet's content for htmx, the same in a page of its own otherwise.

    ``live``: its parts ask the server there too; its form must then not be htmx's on a page.
    """
    if wants_fragment(request):
        return render(request, fragment, context, status=status)
    context = context | {"fragment": fragment, "page_title": title, "live": live}
    return render(request, "sheet_page.html", context, status=status)


def form_sheet(
    request: SignedIn,
    form: forms.BaseForm,
    title: str,
    action: str,
    save: str,
    intro: str = "",
) -> HttpResponse:
    """A plain form as a sheet or a page, with its errors when it was refused (422)."""
    as_on_a_page(form)
    context = {"form": form, "title": title, "action_url": action, "save": save}
    context |= {"intro": intro, "next": request.POST.get("next", "")}
    fragment, status = "crm/_form_sheet.html", refused_status(form)
    return sheet(request, fragment, context, title=title, status=status)


def refused_status(form: forms.BaseForm) -> int:
    return 422 if form.is_bound and not form.is_valid() else 200


def done(
    request: SignedIn,
    to: str,
    *,
    said: str,
    undo_url: str = "",
    undo_id: str = "",
    offer: tuple[str, str] | None = None,
    events: tuple[str, ...] = MOVED,
    go: bool = False,
) -> HttpResponse:
    """After a write: a strip with its events for htmx, else back to where the person was (303).

    ``offer`` is one more thing to do from the strip, as (address to post to, words on the button).
    ``go`` leaves the page in htmx too, for what was just created.
    """
    target = next_address(request) or to
    if wants_fragment(request) and not go:
        strip = {"text": said, "undo_url": undo_url, "undo_id": undo_id, "offer": offer}
        context = strip | {"oob": True, "tone": ""}
        answer = render(request, "components/_toast.html", context)
        names = dict.fromkeys(("sheet-close", *events), True)
        answer["HX-Trigger"] = json.dumps(names)
        return answer
    messages.success(request, said, extra_tags=undo_url)
    return leave(request, target)


def leave(request: SignedIn, to: str) -> HttpResponse:
    """Go to another page: HX-Redirect for htmx, 303 otherwise."""
    if wants_fragment(request):
        answer = HttpResponse(status=204)
        answer["HX-Redirect"] = to
        return answer
    return HttpResponseRedirect(to, status=303)


def said_no(request: SignedIn, to: str, refusal: ValidationError) -> HttpResponse:
    """A button that cannot do what it says: the reason in a strip, nothing changed."""
    text = " ".join(refusal.messages)
    if wants_fragment(request):
        context = {"text": text, "tone": "error", "oob": True}
        context |= {"undo_url": "", "undo_id": ""}
        return render(request, "components/_toast.html", context)
    messages.error(request, text)
    return HttpResponseRedirect(next_address(request) or to, status=303)


def next_address(request: SignedIn) -> str:
    """Where the form says to go on, when that is one of our own pages."""
    address = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(
        address, allowed_hosts={request.get_host()}, require_https=request.is_secure()
    )
    return address if safe else ""


def attempt(form: forms.BaseForm, write: Callable[[], Written]) -> Written | None:
    """Call a service; what it refuses becomes errors of the form."""
    try:
        return write()
    except ValidationError as refusal:
        add_refusal(form, refusal)
        return None


def add_refusal(form: forms.BaseForm, refusal: ValidationError) -> None:
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal.messages)
        return
    for name, errors in refusal.message_dict.items():
        form.add_error(name if name in form.fields else None, errors)


def once(
    request: SignedIn, token: str, write: Callable[[], Model | None]
) -> int | None:
    """Write at most once per token of a form; returns the row's id, None when refused.

    A form sent twice gets the row of the first time: ``cache.add`` is atomic.
    """
    key = _key(request, token)
    if token and not cache.add(key, 0, 3600):
        return cache.get(key) or 0
    try:
        row = write()
    except BaseException:
        cache.delete(key)
        raise
    if row is None:
        cache.delete(key)
        return None
    cache.set(key, row.pk, 3600)
    return int(row.pk)


def made(
    request: SignedIn, form: forms.BaseForm, write: Callable[[], Model | None]
) -> int | None:
    """The id of the row a form makes, once a token; None when nothing was sent or it was refused.

    Sent again it gives the row of the first time before anything is checked: what it asks may be
    taken by then, by itself.
    """
    if request.method != "POST":
        return None
    valid = form.is_valid()
    token = str(form.cleaned_data.get("token") or "")
    if token and (known := cache.get(_key(request, token))):
        return int(known)
    return once(request, token, lambda: attempt(form, write)) if valid else None


def _key(request: SignedIn, token: str) -> str:
    # As long as a UUID: what somebody else sends is no longer a key.
    return f"once:{request.user.pk}:{token[:36]}"


class CappedPaginator(Paginator[Any]):
    """Counts no further than anybody pages."""

    @cached_property
    def count(self) -> int:
        rows: Any = self.object_list
        if isinstance(rows, list):
            return len(rows)
        if isinstance(rows, QuerySet):
            rows = rows.order_by()
        return int(rows[:COUNTED].count())

    @property
    def said(self) -> str:
        """How many there are, as the page says it: 204, or 5,000+ where counting stopped."""
        return number(self.count) + ("+" if self.count == COUNTED else "")


def page_of(rows: Any, request: SignedIn) -> Page[Any]:
    """The page the address asks for, the nearest one when there is no such page.

    ``rows`` is a queryset, or counted and cut as one.
    """
    page = CappedPaginator(rows, PAGE).get_page(request.GET.get("page"))
    page.object_list = list(page.object_list)
    return page


def list_page(
    request: SignedIn,
    template: str,
    narrowed: Any,
    page: Page[Any],
    context: dict[str, Any],
    *,
    caption: str,
    empty: tuple[str, str, str],
) -> HttpResponse:
    """A list with its filter bar; ``empty`` is (sentence, address, action) for no row at all."""
    text, url, action = empty
    context = context | {
        "page": page,
        "bar": narrowed.bar(),
        "active": narrowed.active,
        "caption": caption,
        "empty_text": text,
        "empty_url": url,
        "empty_action": action,
    }
    return render(request, template, context)
