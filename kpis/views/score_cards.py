"""Score cards, references and the rules of rankings: an admin sets what people are compared by."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm.models import Organisation
from crm.services.errors import Refused
from crm.views.answers import add_refusal, attempt, done, said_no
from crm.views.requests import SignedIn
from kpis import wording
from kpis.catalogue import KPIS
from kpis.forms.score_cards import ReferenceForm, ScoreCardForm
from kpis.forms.targets import write_steps
from kpis.models import Reference, ScoreCard
from kpis.ranking.choices import keep_for_leaders, leaders_only, set_reference
from kpis.ranking.score_cards import (
    Card,
    archive_card,
    choose_productivity,
    every_card,
    of_row,
    restore_card,
    save_card,
    weighable,
)
from kpis.targets.attainment import targetable
from kpis.tiles import presets
from kpis.views.parts.asking import admin, asked
from kpis.views.parts.card_preview import preview_of


@require_safe
def score_cards(request: SignedIn) -> HttpResponse:
    admin(request)
    return page(request, reference_form(request))


def page(request: SignedIn, form: ReferenceForm, status: int = 200) -> HttpResponse:
    currency = Organisation.current().base_currency
    cards = every_card()
    context = {
        "cards": [_shown(card) for card in cards if not card.is_archived],
        "archived": [_shown(card) for card in cards if card.is_archived],
        "references": _references(currency),
        "form": form,
        "leaders_only": leaders_only(),
    }
    return render(request, "kpis/score_cards.html", context, status=status)


def _shown(card: Card) -> dict[str, Any]:
    missing = ScoreCard.Missing.MEDIAN if card.by_median else ScoreCard.Missing.LEFT_OUT
    return {
        "pk": card.pk,
        "name": card.label,
        "parts": [
            f"{KPIS[key].label} × {weight}" for key, weight in card.weights.items()
        ],
        "missing": missing.label,
        "is_productivity": card.is_productivity,
    }


def _references(currency: str) -> list[dict[str, str]]:
    rows = Reference.objects.order_by("kpi")
    return [
        {
            "kpi": row.kpi,
            "label": str(KPIS[row.kpi].label),
            "value": wording.written(
                KPIS[row.kpi].unit,
                Fraction(row.value, KPIS[row.kpi].unit.step),
                currency,
                fixed=False,
            ),
            "source": row.source,
        }
        for row in rows
        if row.kpi in KPIS
    ]


def reference_form(request: SignedIn, data: Any = None) -> ReferenceForm:
    currency = Organisation.current().base_currency
    kpi = request.GET.get("kpi", "")
    row = Reference.objects.filter(kpi=kpi).first() if kpi in KPIS else None
    initial = {"kpi": kpi}
    if row is not None:
        initial |= {
            "value": write_steps(row.value, KPIS[kpi], currency),
            "source": row.source,
        }
    kpis = presets.in_use(targetable(), besides=kpi)
    return ReferenceForm(data, kpis=kpis, currency=currency, initial=initial)


@require_POST
def reference(request: SignedIn) -> HttpResponse:
    by = admin(request)
    form = reference_form(request, request.POST)
    if form.is_valid():
        data = form.cleaned_data
        steps = data["steps"]

        def write() -> bool:
            set_reference(
                kpi=data["kpi"],
                value=steps,
                source=data["source"],
                by=by,
                now=timezone.now(),
            )
            return True

        if attempt(form, write):
            said = (
                _("Reference saved.")
                if steps is not None
                else _("Reference taken away.")
            )
            return done(request, reverse("kpis:score-cards"), said=said, go=True)
    return page(request, form, status=422)


@require_POST
def rules(request: SignedIn) -> HttpResponse:
    """Whether rankings are for managers only."""
    by, kept = admin(request), request.POST.get("leaders_only") == "1"
    keep_for_leaders(leaders_only=kept, by=by, now=timezone.now())
    said = (
        _("Rankings are for managers only: everybody else sees own figures.")
        if kept
        else _("Rankings are shown again, as far as the organisation shows figures.")
    )
    return done(request, reverse("kpis:score-cards"), said=said, go=True)


@require_http_methods(["GET", "HEAD", "POST"])
def score_card_new(request: SignedIn) -> HttpResponse:
    admin(request)
    return edit(request, None)


@require_http_methods(["GET", "HEAD", "POST"])
def score_card(request: SignedIn, pk: int) -> HttpResponse:
    admin(request)
    return edit(request, row_or_404(pk))


def row_or_404(pk: int) -> ScoreCard:
    row = ScoreCard.objects.prefetch_related("weights").filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def edit(request: SignedIn, row: ScoreCard | None) -> HttpResponse:
    """The form of a card beside the board it would make; ``preview`` shows it without saving."""
    held = of_row(row) if row else None
    form = form_of(request, row, held)
    card = held
    if request.method == "POST" and form.is_valid():
        card = form.card(row.pk if row else 0)
        if "preview" not in request.POST and saved(request, form, row):
            return done(
                request,
                reverse("kpis:score-cards"),
                said=_("Score card saved."),
                go=True,
            )
    context = {
        "form": form,
        "row": row,
        "title": held.label if held else _("New score card"),
        "preview": preview_of(asked(request), card, held)
        if card and card.weights
        else None,
    }
    refused = form.is_bound and not form.is_valid()
    return render(
        request, "kpis/score_card.html", context, status=422 if refused else 200
    )


def form_of(
    request: HttpRequest, row: ScoreCard | None, held: Card | None
) -> ScoreCardForm:
    kept = set(held.weights) if held else set()
    kpis = [
        kpi
        for kpi in weighable()
        if kpi.key in kept or kpi.key not in presets.retired()
    ]
    initial = {"name": of_row(row).label, "missing": row.missing} if row else None
    return ScoreCardForm(request.POST or None, kpis=kpis, card=held, initial=initial)


def saved(request: SignedIn, form: ScoreCardForm, row: ScoreCard | None) -> bool:
    card = form.card()
    try:
        save_card(
            by=admin(request),
            now=timezone.now(),
            name=card.name,
            weights=card.weights,
            by_median=card.by_median,
            row=row,
        )
    except Refused as refusal:
        add_refusal(form, refusal)
        return False
    return True


@require_POST
def score_card_archive(request: SignedIn, pk: int) -> HttpResponse:
    """Off the boards, or back on them."""
    by, row, now = admin(request), row_or_404(pk), timezone.now()
    to = reverse("kpis:score-cards")
    try:
        if request.POST.get("back") == "1":
            restore_card(row=row, by=by, now=now)
            return done(
                request, to, said=_("The card is on the boards again."), go=True
            )
        archive_card(row=row, by=by, now=now)
    except Refused as refusal:
        return said_no(request, to, refusal)
    return done(request, to, said=_("The card is off the boards."), go=True)


@require_POST
def score_card_productivity(request: SignedIn, pk: int) -> HttpResponse:
    by, row = admin(request), row_or_404(pk)
    to = reverse("kpis:score-cards")
    try:
        choose_productivity(row=row, by=by, now=timezone.now())
    except Refused as refusal:
        return said_no(request, to, refusal)
    said = _("The productivity score is read by this card from now on.")
    return done(request, to, said=said, go=True)
