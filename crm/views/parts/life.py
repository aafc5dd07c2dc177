"""One prospect as its page shows it: life line, timeline, deals, people, what it brought."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db.models import Count, Sum
from django.urls import reverse
from django.utils.translation import gettext as _

from crm import access
from crm.models import (
    Activity,
    AuditEntry,
    Complaint,
    DealMovement,
    Organisation,
    Prospect,
    ProspectStep,
    Quote,
    SurveyAnswer,
    User,
)
from crm.templatetags.formats import day, duration, money_minor, percent
from crm.views.parts import timeline, words

#: One page of history: the rest of a very long life is in the lists.
READ = 300


def page_of_prospect(
    prospect: Prospect, *, reader: User, now: datetime, show: str, older: bool
) -> dict[str, Any]:
    changeable = access.may_change(reader, prospect)
    deals = list(prospect.deals.select_related("stage", "owner").order_by("-opened_at"))
    entries = _entries(prospect, show, changeable)
    return {
        "prospect": prospect,
        "changeable": changeable,
        "chip": words.standing_chip(prospect),
        "place": words.joined(prospect.city, prospect.region),
        "why": words.why_seen(prospect.owner, reader),
        "steps": life_line(prospect, Organisation.current().uses_mql),
        "to_first_order": _to_first_order(prospect),
        "timeline": timeline.grouped(entries, now, older=older),
        "show": show,
        "tabs": _tabs(show),
        "deals": [_deal(deal) for deal in deals],
        "contacts": prospect.contacts.filter(archived_at__isnull=True).order_by(
            "-is_main", "name"
        ),
        "brought": brought(prospect),
    }


def _tabs(show: str) -> list[dict[str, Any]]:
    tabs = (
        ("", _("All")),
        ("activities", _("Activities")),
        ("deals", _("Deals")),
        ("voice", _("Voice")),
    )
    return [{"key": key, "label": label, "current": key == show} for key, label in tabs]


def _entries(prospect: Prospect, show: str, changeable: bool) -> list[timeline.Entry]:
    found: list[timeline.Entry] = []
    if show in ("", "activities"):
        rows = Activity.objects.filter(prospect=prospect).select_related("contact")
        found += timeline.of_activities(
            rows.order_by("-at")[:READ], changeable=changeable
        )
    if show in ("", "deals"):
        moves = DealMovement.objects.filter(deal__prospect=prospect)
        moves = moves.select_related("deal__lost_reason", "stage", "rep")
        found += timeline.of_movements(moves.order_by("-at", "-pk")[:READ])
        quotes = Quote.objects.filter(deal__prospect=prospect, sent_at__isnull=False)
        found += timeline.of_quotes(quotes.order_by("-sent_at")[:READ])
    if show in ("", "voice"):
        complaints = Complaint.objects.filter(prospect=prospect)
        found += timeline.of_complaints(
            complaints.select_related("reason").order_by("-received_at")[:READ]
        )
        answers: Any = SurveyAnswer.objects.filter(prospect=prospect)
        found += timeline.of_answers(answers.order_by("-at")[:READ])
    if not show:
        steps = ProspectStep.objects.standing().filter(prospect=prospect)
        found += timeline.of_steps(
            steps.select_related("disqualify_reason", "churn_reason")
        )
        audit = AuditEntry.objects.filter(kind="prospect", object_id=prospect.pk)
        audit = audit.filter(action__in=["edited", "assigned"]).select_related("by")
        found += timeline.of_audit(audit.order_by("-at")[:READ])
    return found


def life_line(prospect: Prospect, uses_mql: bool) -> list[dict[str, str]]:
    """Detected, contacted, (MQL,) qualified, customer: each with its date and the time between."""
    names = [
        (_("Detected"), prospect.detected_at),
        (_("Contacted"), prospect.contacted_at),
        (_("Marketing lead"), prospect.mql_at),
        (_("Qualified"), prospect.sql_at),
        (_("Customer"), prospect.converted_at),
    ]
    if prospect.mql_at is None and (prospect.sql_at or not uses_mql):
        del names[2]
    if prospect.churned_at:
        names.append((_("Former customer"), prospect.churned_at))
    if prospect.disqualified_at:
        names.append((_("Disqualified"), prospect.disqualified_at))
    reached = [at for _name, at in names if at]
    last = max(reached)
    steps, before = [], None
    for name, at in names:
        state = "ahead" if at is None else "now" if at == last else "done"
        steps.append(
            {
                "name": name,
                "on": day(at) if at else "",
                "note": _note(prospect, at, before),
                "state": state,
            }
        )
        before = at or before
    return steps


def _note(prospect: Prospect, at: datetime | None, before: datetime | None) -> str:
    if at is None:
        return ""
    if before is None:
        return words.joined(prospect.source, prospect.city)
    if at < before:
        return ""
    apart = words.days_apart(at, before)
    if apart == 0:
        return _("%(time)s later") % {"time": duration(at - before)}
    return words.days_text(apart)


def _to_first_order(prospect: Prospect) -> int | None:
    if prospect.converted_at is None:
        return None
    return words.days_apart(prospect.converted_at, prospect.detected_at)


def _deal(deal: Any) -> dict[str, Any]:
    if deal.is_open:
        close = day(deal.expected_close_on) if deal.expected_close_on else ""
        expects = _("close expected %(day)s") % {"day": close} if close else ""
        about = words.joined(deal.stage, expects)
    else:
        said = _("✓ Won on %(day)s") if deal.won_at else _("✕ Lost on %(day)s")
        about = said % {"day": day(deal.ended_at)}
    return {
        "url": reverse("crm:deal", args=[deal.pk]),
        "name": deal.name,
        "amount": money_minor(deal.amount, deal.currency),
        "about": about,
    }


def brought(prospect: Prospect) -> list[dict[str, str]]:
    """What the customer brought: revenue, margin, orders, satisfaction. Base currency."""
    base = Organisation.current().base_currency
    wins = DealMovement.objects.of("won").filter(deal__prospect=prospect)
    sums = wins.aggregate(
        n=Count("pk"), revenue=Sum("outcome_amount"), cost=Sum("outcome_cost")
    )
    facts = []
    if sums["n"]:
        revenue, cost = sums["revenue"] or 0, sums["cost"]
        facts.append(_fact(_("Revenue, excl. tax"), money_minor(revenue, base)))
        if cost is not None:
            share = (revenue - cost) / revenue if revenue else None
            note = _("%(rate)s of revenue") % {"rate": percent(share)}
            facts.append(_fact(_("Margin"), money_minor(revenue - cost, base), note))
        facts.append(_fact(_("Orders"), str(sums["n"])))
    scores = SurveyAnswer.objects.filter(prospect=prospect, survey="nps")
    last: Any = scores.order_by("-at").first()
    if last:
        facts.append(_fact(_("Satisfaction"), _("%(n)s out of 10") % {"n": last.score}))
    return facts


def _fact(label: str, value: str, note: str = "") -> dict[str, str]:
    return {"label": label, "value": value, "note": note}
