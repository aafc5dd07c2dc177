"""An admin takes an indicator out of what people choose from, and brings it back."""

from __future__ import annotations

from django.http import HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from crm.views.answers import attempt, done, form_sheet
from crm.views.requests import SignedIn
from kpis.forms.retiring import RetireForm
from kpis.tiles.retiring import bring_back
from kpis.tiles.retiring import retire as take_out
from kpis.views.parts.asking import admin, kpi_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def retire(request: SignedIn, key: str) -> HttpResponse:
    by = admin(request)
    kpi = kpi_or_404(key, by)
    form = RetireForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        now = timezone.now()
        if attempt(form, lambda: take_out(kpi=kpi, reason=reason, by=by, now=now)):
            said = _("Retired. Its page, its history and its targets stay.")
            return done(request, reverse("kpis:catalogue"), said=said, go=True)
    title = _("Retire “%(name)s”") % {"name": kpi.label}
    intro = _(
        "It leaves presets, dashboards, pickers and target forms. Its page, its history and its targets"
        " stay readable, and you can bring it back."
    )
    action = reverse("kpis:retire", args=[key])
    return form_sheet(request, form, title, action, _("Retire"), intro=intro)


@require_POST
def restore(request: SignedIn, key: str) -> HttpResponse:
    by = admin(request)
    kpi = kpi_or_404(key, by)
    back = bring_back(kpi=kpi, by=by, now=timezone.now())
    said = _("It is offered again.") if back else _("It was not retired.")
    return done(request, reverse("kpis:catalogue"), said=said, go=True)
