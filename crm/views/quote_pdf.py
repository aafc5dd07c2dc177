"""A quote as a file, in the language of whoever will read it."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from crm import access
from crm.models import Quote
from crm.printing.quote import quote_pdf, unprintable
from crm.printing.quote_words import quote_words
from crm.views.requests import SignedIn


@require_safe
def pdf(request: SignedIn, pk: int) -> HttpResponse:
    """``?language=fr``; the reader's own when it is none of ours.

    A quote with signs the typeface lacks is shown first: its page says which, and prints ``anyway``.
    """
    quote = access.get_readable(Quote.objects.for_page(), request.user, pk)
    if "anyway" not in request.GET and unprintable(quote_words(quote)):
        return HttpResponseRedirect(reverse("crm:quote", args=[pk]), status=303)
    asked = request.GET.get("language", "")
    language = asked if asked in dict(settings.LANGUAGES) else get_language() or "en"
    answer = HttpResponse(quote_pdf(quote, language), content_type="application/pdf")
    name = f"{quote.number}-v{quote.version}-{language}.pdf"
    answer["Content-Disposition"] = f'attachment; filename="{_plain(name)}"'
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer


def _plain(name: str) -> str:
    """A number may come from another system: nothing but what a file name holds everywhere."""
    kept = (c if c.isascii() and (c.isalnum() or c in "-._") else "_" for c in name)
    return "".join(kept)
