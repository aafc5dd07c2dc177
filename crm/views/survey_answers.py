"""What customers answered, and the surveys that still wait."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm import access
from crm.filters import ANSWERS
from crm.filters.lists import offered
from crm.forms.surveys import AnswerForm
from crm.models import SurveyAnswer, SurveyInvitation
from crm.services import survey_answers
from crm.services.errors import Refused
from crm.views.answers import (
    done,
    form_sheet,
    list_page,
    made,
    page_of,
    said_no,
)
from crm.views.parts import voice_rows
from crm.views.parts.moods import mood_chip, score_text
from crm.views.parts.offers import undo_of
from crm.views.parts.voice_tabs import places
from crm.views.parts.words import full, why_seen
from crm.views.requests import SignedIn


@require_safe
def answer_list(request: SignedIn) -> HttpResponse:
    if request.GET.get("sent"):
        return _sent(request)
    narrowed = ANSWERS.read(request.GET, offered(request.user, "owner"))
    rows = SurveyAnswer.objects.visible_to(request.user).for_list()
    page = page_of(narrowed.apply(rows), request)
    return list_page(
        request,
        "crm/survey_answers.html",
        narrowed,
        page,
        {
            "columns": narrowed.columns(voice_rows.ANSWER_HEADS),
            "rows": voice_rows.answer_rows(page.object_list, timezone.now()),
            "places": places("crm:survey-answers"),
            "sent": False,
        },
        caption=_("Answers to surveys"),
        empty=(
            _("No answer yet. Send a survey from a customer's page."),
            reverse("crm:survey-answer-new"),
            _("Write an answer down"),
        ),
    )


def _sent(request: SignedIn) -> HttpResponse:
    """The surveys that were sent, the last one first; there is nothing to filter."""
    rows = SurveyInvitation.objects.visible_to(request.user).newest()
    page = page_of(rows, request)
    narrowed = ANSWERS.read(request.GET, {})
    context = {
        "page": page,
        "columns": narrowed.columns(voice_rows.INVITATION_HEADS),
        "rows": voice_rows.invitation_rows(page.object_list, timezone.now()),
        "places": places("crm:survey-answers"),
        "caption": _("Surveys sent"),
        "sent": True,
        "active": False,
        "empty_text": _("No survey was sent. Send one from a customer's page."),
        "empty_url": reverse("crm:prospects"),
        "empty_action": _("Choose a customer"),
    }
    return render(request, "crm/survey_answers.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def new(request: SignedIn) -> HttpResponse:
    action = reverse("crm:survey-answer-new")
    form = AnswerForm(
        request.POST or None,
        user=request.user,
        again=action,
        initial=request.GET.dict(),
    )
    pk = made(
        request,
        form,
        lambda: survey_answers.record_answer(
            by=request.user, now=timezone.now(), **form.given()
        ),
    )
    if pk is not None:
        to = reverse("crm:survey-answers")
        return done(request, to, said=_("Answer recorded."))
    return form_sheet(request, form, _("Write an answer down"), action, _("Record"))


@require_safe
def detail(request: SignedIn, pk: int) -> HttpResponse:
    rows = SurveyAnswer.objects.for_list().select_related("product", "invitation")
    answer = access.get_readable(rows, request.user, pk)
    context = {
        "answer": answer,
        "title": score_text(answer),
        "chip": mood_chip(answer),
        "changeable": access.may_change(request.user, answer),
        "by_link": hasattr(answer, "invitation"),
        "at": full(answer.at, timezone.now()),
        "why": why_seen(answer.owner, request.user),
    }
    return render(request, "crm/survey_answer.html", context)


@require_POST
def delete(request: SignedIn, pk: int) -> HttpResponse:
    access.get_changeable(SurveyAnswer.objects.all(), request.user, pk)
    to = reverse("crm:survey-answers")
    try:
        back = survey_answers.delete_answer(
            answer_id=pk, by=request.user, now=timezone.now()
        )
    except Refused as refusal:
        return said_no(request, reverse("crm:survey-answer", args=[pk]), refusal)
    return done(request, to, said=_("Answer deleted."), undo_url=undo_of(back))
