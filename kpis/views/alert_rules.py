"""Rules: which there are, a form with its preview, and the end of one."""

from __future__ import annotations

from typing import Any

from django.db.models import Count, Q
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from crm.access import today
from crm.models import Organisation
from crm.templatetags import formats
from crm.views.answers import attempt, done, refused_status
from crm.views.requests import SignedIn
from kpis.alerts import rules as writing
from kpis.alerts.preview import Preview, preview
from kpis.alerts.reading import rules_of
from kpis.catalogue import KPIS
from kpis.forms.alerts import RuleForm, written_rule
from kpis.models import AlertRule
from kpis.subjects import choices_of
from kpis.tiles import presets
from kpis.views.parts import alert_rows
from kpis.views.parts.asking import leader


@require_safe
def alert_rules(request: SignedIn) -> HttpResponse:
    user, organisation = leader(request), Organisation.current()
    open_now = Count("alerts", filter=Q(alerts__closed_at__isnull=True))
    rows = rules_of(user).annotate(open_count=open_now).order_by("kpi", "kind", "pk")
    context = {
        "lines": [alert_rows.rule_line(rule, organisation) for rule in rows],
        "rooms": alert_rows.rooms("kpis:alert-rules", user),
    }
    return render(request, "kpis/alert_rules.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def alert_rule_new(request: SignedIn) -> HttpResponse:
    """``?kpi=`` and ``?whose=`` fill the form in: from a figure, its rule is two fields away."""
    leader(request)
    asked = {n: request.GET[n][:60] for n in ("kpi", "whose") if n in request.GET}
    return _form(request, None, asked)


@require_http_methods(["GET", "HEAD", "POST"])
def alert_rule(request: SignedIn, pk: int) -> HttpResponse:
    rule = rule_or_404(request, pk)
    currency = Organisation.current().base_currency
    return _form(request, rule, written_rule(rule, currency))


@require_POST
def alert_rule_end(request: SignedIn, pk: int) -> HttpResponse:
    rule = rule_or_404(request, pk)
    writing.end_rule(rule=rule, by=request.user, now=timezone.now())
    said = _("The rule ended. Its alerts are in the history.")
    return done(request, reverse("kpis:alert-rules"), said=said, go=True)


def rule_or_404(request: SignedIn, pk: int) -> AlertRule:
    rule = rules_of(leader(request)).filter(pk=pk).first()
    if rule is None:
        raise Http404
    return rule


def _form(
    request: SignedIn, rule: AlertRule | None, initial: dict[str, Any]
) -> HttpResponse:
    """Saved, previewed, or shown; the preview is of what the fields say, saved or not."""
    form = form_of(request, rule, initial)
    seen: dict[str, Any] | None = None
    if request.method == "POST" and form.is_valid():
        if request.POST.get("act") == "preview":
            seen = _previewed(form)
        elif _saved(form, request, rule):
            return redirect("kpis:alert-rules")
    context = {
        "form": form,
        "rule": rule,
        "seen": seen,
        "rooms": alert_rows.rooms("kpis:alert-rules", request.user),
    }
    status = refused_status(form)
    return render(request, "kpis/alert_rule.html", context, status=status)


def form_of(
    request: SignedIn, rule: AlertRule | None, initial: dict[str, Any]
) -> RuleForm:
    user, organisation = request.user, Organisation.current()
    teams, people = choices_of(user)
    kept = rule.kpi if rule else ""
    offered = presets.in_use(KPIS.values(), besides=kept)
    return RuleForm(
        request.POST if request.method == "POST" else None,
        initial=initial,
        kpis=[kpi for kpi in offered if presets.readable(kpi, user)],
        teams=teams,
        people=people,
        everybody=user.is_admin,
        currency=organisation.base_currency,
    )


def _saved(form: RuleForm, request: SignedIn, rule: AlertRule | None) -> bool:
    wanted, now, by = form.wanted(), timezone.now(), request.user

    def write() -> bool:
        if rule is None:
            writing.make_rule(wanted=wanted, by=by, now=now)
        else:
            writing.change_rule(rule=rule, wanted=wanted, by=by, now=now)
        return True

    return attempt(form, write) is not None


def _previewed(form: RuleForm) -> dict[str, Any] | None:
    """The sentence and its table; null when the form was refused."""
    wanted = attempt(form, lambda: writing.checked(form.wanted()))
    if wanted is None:
        return None
    found = preview(wanted.rule(), today())
    if found is None:
        said = _("This rule watches the present: there is nothing to look back on.")
        return {"said": said, "rows": []}
    return {"said": said_of(found), "rows": rows_of(found)}


def said_of(found: Preview) -> str:
    if not found.judged:
        return _(
            "In the last %(periods)s periods there was nothing to judge: too few cases, or no target."
        ) % {"periods": len(found.periods)}
    words = ngettext(
        "With this rule, in the last %(periods)s periods: %(n)s alert.",
        "With this rule, in the last %(periods)s periods: %(n)s alerts.",
        found.total,
    )
    return words % {"periods": len(found.periods), "n": formats.number(found.total)}


def rows_of(found: Preview) -> list[dict[str, Any]]:
    return [
        {"label": formats.period(period.first, period.last), "count": count}
        for period, count in zip(found.periods, found.alerts, strict=True)
    ]
