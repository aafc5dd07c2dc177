"""Search over everything: a list under the field while typing, the same as a page."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from crm.search import search as found_in
from crm.views.answers import wants_fragment
from crm.views.requests import SignedIn


@require_safe
def search(request: SignedIn) -> HttpResponse:
    words = request.GET.get("q", "").replace("\0", "").strip()[:100]
    groups = found_in(request.user, words)
    context = {"q": words, "groups": groups, "hits": sum(len(g.hits) for g in groups)}
    page = "crm/_search_hits.html" if wants_fragment(request) else "crm/search.html"
    return render(request, page, context)
