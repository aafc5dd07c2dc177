"""The page where a customer answers: no sign-in, no cookie, one answer a link.

Mail scanners open every link they see, so opening it (GET) answers nothing. The request is
authorised by the secret in its address alone, which is why it needs no CSRF token.
"""

from __future__ import annotations

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from crm.forms.surveys import CustomerForm
from crm.models import Organisation, SurveyInvitation
from crm.services.survey_answers import (
    AlreadyAnswered,
    LinkGone,
    answer_by_link,
    invitation_of,
)
from crm.services.survey_words import ends, question
from crm.views.by_link import by_link

#: Long enough for any secret of ours; what is longer is nobody's.
LONGEST = 64


@csrf_exempt
@login_not_required
@require_http_methods(["GET", "HEAD", "POST"])
@by_link("survey")
def survey(request: HttpRequest, secret: str) -> HttpResponse:
    """Show the question, take the one answer, say thank you ever after."""
    try:
        return _survey(request, secret[:LONGEST])
    except LinkGone:
        return render(request, "crm/survey_gone.html", status=404)


def _survey(request: HttpRequest, secret: str) -> HttpResponse:
    asked = invitation_of(secret=secret, now=timezone.now())
    with translation.override(asked.language):
        if asked.answered_at is not None:
            return _thanks(request, asked)
        form = CustomerForm(request.POST or None, survey=asked.survey)
        if request.method == "POST" and form.is_valid():
            return _take(request, secret, form)
        return _ask(request, asked, form)


def _take(request: HttpRequest, secret: str, form: CustomerForm) -> HttpResponse:
    try:
        answer_by_link(secret=secret, now=timezone.now(), **form.cleaned_data)
    except AlreadyAnswered:
        return HttpResponseRedirect(request.path, status=303)
    return HttpResponseRedirect(f"{request.path}?thanks=1", status=303)


def _ask(
    request: HttpRequest, asked: SurveyInvitation, form: CustomerForm
) -> HttpResponse:
    lowest, highest = ends(asked.survey)
    context = {
        "form": form,
        "question": question(asked.survey),
        "lowest": lowest,
        "highest": highest,
        "organisation": Organisation.current().name,
        "wide": asked.survey == "nps",
    }
    status = 422 if form.is_bound else 200
    return render(request, "crm/survey.html", context, status=status)


def _thanks(request: HttpRequest, asked: SurveyInvitation) -> HttpResponse:
    context = {
        "fresh": "thanks" in request.GET,
        "organisation": Organisation.current().name,
    }
    return render(request, "crm/survey_thanks.html", context)
