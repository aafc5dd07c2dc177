"""Sending a survey, and the link that was sent."""

from __future__ import annotations

from django.conf import settings
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from crm import access
from crm.forms.surveys import SendForm
from crm.models import Prospect, SurveyInvitation
from crm.services import surveys
from crm.views.answers import done, form_sheet, made, said_no, sheet
from crm.views.parts.moods import invitation_chip
from crm.views.requests import SignedIn


@require_http_methods(["GET", "HEAD", "POST"])
def send(request: SignedIn, pk: int) -> HttpResponse:
    """Ask a prospect, one of its contacts, or about one of its won deals."""
    rows = Prospect.objects.select_related("owner")
    prospect = access.get_changeable(rows, request.user, pk)
    if reason := surveys.why_not(prospect):
        return _no(request, prospect, reason)
    first = {"language": (get_language() or "en")[:2]} | request.GET.dict()
    form = SendForm(request.POST or None, prospect=prospect, initial=first)
    asked = made(request, form, lambda: _send(request, prospect, form))
    if asked is not None:
        return _sent(request, asked)
    action = reverse("crm:survey-send", args=[pk])
    intro = "" if settings.MAIL_URL else _("No mail server: you get a link to copy.")
    return form_sheet(request, form, _("Send a survey"), action, _("Send"), intro)


def _send(request: SignedIn, prospect: Prospect, form: SendForm) -> SurveyInvitation:
    return surveys.send_survey(
        by=request.user,
        now=timezone.now(),
        prospect=prospect,
        by_mail=bool(settings.MAIL_URL),
        address=lambda secret: _link(request, secret),
        **form.sent(),
    )


def _link(request: SignedIn, secret: str) -> str:
    return request.build_absolute_uri(reverse("crm:survey", args=[secret]))


def _no(request: SignedIn, prospect: Prospect, reason: str) -> HttpResponse:
    """Not to be asked: the reason stands where the form would."""
    if request.method == "POST":
        to = reverse("crm:prospect", args=[prospect.pk])
        return said_no(request, to, ValidationError(reason))
    context = {"reason": reason}
    return sheet(request, "crm/_survey_refused.html", context, title=_("Send a survey"))


def _sent(request: SignedIn, asked_id: int) -> HttpResponse:
    """By mail a strip says so; without a mail server the sheet shows the link to copy."""
    rows = SurveyInvitation.objects.visible_to(request.user)
    asked = rows.filter(pk=asked_id).first()
    if asked is None or settings.MAIL_URL:
        to = reverse("crm:survey-answers") + "?sent=1"
        return done(request, to, said=_("Survey sent."))
    to = reverse("crm:survey-invitation", args=[asked.pk])
    if not request.htmx:
        return done(request, to, said=_("Survey ready: copy its link."))
    answer = render(request, "crm/_survey_link.html", _shown(request, asked))
    answer["HX-Trigger"] = "facts-moved"
    return answer


@require_safe
def invitation(request: SignedIn, pk: int) -> HttpResponse:
    """One survey that was sent: to whom, answered or not, its link to copy again."""
    rows = SurveyInvitation.objects.select_related("prospect", "contact", "deal", "by")
    asked = access.get_readable(rows, request.user, pk)
    return render(request, "crm/survey_invitation.html", _shown(request, asked))


def _shown(request: SignedIn, asked: SurveyInvitation) -> dict[str, object]:
    now = timezone.now()
    usable = asked.answered_at is None and asked.expires_at > now
    secret = surveys.secret_of(asked) if usable else ""
    mine = access.may_change(request.user, asked)
    return {
        "asked": asked,
        "chip": invitation_chip(asked, now),
        "link": _link(request, secret) if secret and mine else "",
        "by_mail": bool(settings.MAIL_URL),
    }
