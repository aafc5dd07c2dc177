"""Import in the browser: drop a file, confirm what it is, check, write, mend what was refused."""

from __future__ import annotations

from typing import Any

from django.http import HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from crm.forms.imports import ColumnsForm, DropForm
from crm.importing.mapping import Mapping
from crm.importing.problems import Unreadable
from crm.importing.proposing import propose
from crm.models import ImportRun
from crm.services import imports
from crm.services.errors import Refused
from crm.views.answers import add_refusal, leave, made
from crm.views.exports import csv_answer
from crm.views.requests import SignedIn

#: Inputs that say how a value of the file is to be read: ``as|header|value``.
RENAMED = "as|"


@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: SignedIn) -> HttpResponse:
    form = DropForm(
        request.POST or None,
        request.FILES or None,
        user=request.user,
        initial={"kind": request.GET.get("kind", "prospects")},
    )
    run = made(request, form, lambda: _received(request, form))
    if run:
        return leave(request, reverse("crm:import", args=[run]))
    runs = ImportRun.objects.visible_to(request.user).select_related("job")
    context = {"form": form, "runs": runs.order_by("-pk")[:20]}
    status = 422 if form.is_bound else 200
    return render(request, "crm/imports.html", context, status=status)


def _received(request: SignedIn, form: DropForm) -> ImportRun:
    file = form.cleaned_data["file"]
    return imports.receive(
        kind=form.cleaned_data["kind"],
        file_name=file.name,
        data=file.read(),
        by=request.user,
        now=timezone.now(),
    )


@require_http_methods(["GET", "HEAD", "POST"])
def one(request: SignedIn, pk: int) -> HttpResponse:
    """One file: its columns while it is only looked at, then what came of it."""
    run = get_object_or_404(
        ImportRun.objects.visible_to(request.user).select_related("job"), pk=pk
    )
    if run.finished_at:
        return render(request, "crm/import_done.html", {"run": run})
    try:
        form = _columns(request, run)
    except Unreadable as refusal:
        context = {"run": run, "problem": str(refusal)}
        return render(request, "crm/import_done.html", context)
    if request.method == "POST" and form.is_valid() and _started(request, run, form):
        return leave(request, reverse("crm:import", args=[pk]))
    context = _page(run, form)
    status = 422 if form.is_bound and form.errors else 200
    return render(request, "crm/import.html", context, status=status)


def _columns(request: SignedIn, run: ImportRun) -> ColumnsForm:
    """The form with what the person chose, else with what is proposed."""
    encoding, delimiter = (
        request.POST.get(name, "") for name in ("encoding", "delimiter")
    )
    saved = Mapping.of(run.mapping) if run.mapping else Mapping()
    asked = saved
    if request.method == "POST":
        asked = Mapping(encoding=encoding, delimiter=delimiter)
    try:
        proposal = propose(run.kind, imports.content(run), asked)
    except Unreadable:
        if not (encoding or delimiter):
            raise
        proposal = propose(run.kind, imports.content(run))
    initial: dict[str, Any] = {
        "encoding": proposal.encoding,
        "delimiter": proposal.delimiter,
        "decimal": saved.decimal,
        "date_format": saved.date_format,
    }
    if run.mapping:
        for index, column in enumerate(proposal.columns):
            initial[f"column_{index}"] = saved.columns.get(column.header, "")
    return ColumnsForm(
        request.POST or None, proposal=proposal, kind=run.kind, initial=initial
    )


def _started(request: SignedIn, run: ImportRun, form: ColumnsForm) -> bool:
    if request.POST.get("act") not in ("check", "write"):
        return False
    try:
        imports.start(
            run=run,
            mapping=form.mapping(_renamed(request)),
            on_match=form.cleaned_data["on_match"],
            write=request.POST["act"] == "write",
            make_prospects=bool(form.cleaned_data.get("make_prospects")),
            by=request.user,
            now=timezone.now(),
        )
    except Refused as refusal:
        if imports.under_way(run):
            return True  # pressed twice: the page shows how far it is
        add_refusal(form, refusal)
        return False
    return True


def _renamed(request: SignedIn) -> dict[str, dict[str, str]]:
    found: dict[str, dict[str, str]] = {}
    for name, value in request.POST.items():
        if name.startswith(RENAMED) and str(value).strip():
            header, _bar, was = name[len(RENAMED) :].partition("|")
            found.setdefault(header, {})[was] = str(value).strip()[:200]
    return found


def _page(run: ImportRun, form: ColumnsForm) -> dict[str, Any]:
    saved = run.mapping.get("values", {}) if run.mapping else {}
    fields = run.mapping.get("columns", {}) if run.mapping else {}
    unread = imports.unread_values(run)
    for each in unread:
        each["name"] = f"{RENAMED}{each['column']}|{each['value']}"
        each["to"] = saved.get(fields.get(each["column"], ""), {}).get(each["value"])
    kept = [
        (f"{RENAMED}{header}|{was}", to)
        for header, field in fields.items()
        for was, to in saved.get(field, {}).items()
        if f"{RENAMED}{header}|{was}" not in {each["name"] for each in unread}
    ]
    return {"run": run, "form": form, "unread": unread, "kept": kept}


@require_safe
def rejected(request: SignedIn, pk: int) -> StreamingHttpResponse:
    """The refused lines with their reasons, to be mended in a spreadsheet."""
    run = get_object_or_404(ImportRun.objects.visible_to(request.user), pk=pk)
    try:
        header, *rows = imports.rejected_lines(run)
    except Unreadable:
        header, rows = [], []
    return csv_answer(f"rejected-{run.pk}", header, rows)
