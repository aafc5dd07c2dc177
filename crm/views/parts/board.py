"""The pipeline as a board: columns with count, sum and weighted sum; what lies still is marked."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from crm.civil import civil_day, starts_at
from crm.models import (
    AuditEntry,
    Organisation,
    Pipeline,
    Stage,
    User,
)
from crm.models.deal_queries import DealQuerySet
from crm.models.shipped import shown
from crm.money import to_major
from crm.services.deal_journal import weigh
from crm.templatetags.formats import day, money, money_minor, percent, since
from crm.views.parts import words

#: A column is a place to work, not an archive: more is in the list.
CARDS = 20
WON_CARDS = 3
#: How long a card keeps the line that says who moved it.
FRESH = timedelta(minutes=30)


def board_of(
    deals: DealQuerySet, pipeline: Pipeline, *, reader: User, now: datetime
) -> dict[str, Any]:
    """{columns, summary} of the deals this person asked for in the pipeline."""
    mine = deals.in_pipeline(pipeline.pk)
    stages = list(pipeline.stages.current())
    base = Organisation.current().base_currency
    open_deals = list(mine.open().for_list().with_life().order_by("-stage_entered_at"))
    by_stage: dict[int, list[Any]] = defaultdict(list)
    for deal in open_deals:
        by_stage[deal.stage_id].append(deal)
    moved = _moved_by_others(open_deals, reader, now)
    columns = [
        _column(stage, by_stage[stage.pk], moved, base, now)
        for stage in stages
        if stage.kind == Stage.Kind.OPEN
    ]
    if columns:
        columns[0]["shown"] = True
    won = next((stage for stage in stages if stage.kind == Stage.Kind.WON), None)
    if won:
        columns.append(_won_column(won, mine, base, now))
    return {"columns": columns, "summary": _summary(open_deals, base)}


def _summary(deals: list[Any], base: str) -> dict[str, Any]:
    lonely = [d for d in deals if d.next_at is None and d.next_step_on is None]
    amount = sum(deal.base_amount or 0 for deal in deals)
    weighted = sum(_weighted(deal) for deal in deals)
    return {
        "count": len(deals),
        "sum": whole(amount, base),
        "weighted": whole(weighted, base),
        "without_next": len(lonely),
    }


def whole(amount: int, base: str) -> str:
    """A sum without decimals: a column is read at a glance."""
    return money(to_major(amount, base), base, 0)


def _weighted(deal: Any) -> int:
    return weigh(deal.base_amount, deal.stage.probability) or 0


def _column(
    stage: Stage, deals: list[Any], moved: dict[int, str], base: str, now: datetime
) -> dict[str, Any]:
    amount = sum(deal.base_amount or 0 for deal in deals)
    weighted = whole(sum(_weighted(deal) for deal in deals), base)
    hidden = len(deals) - CARDS
    more = _("%(n)s more") % {"n": hidden} if hidden > 0 else ""
    return _shape(stage) | {
        "count": len(deals),
        "probability": percent(Decimal(stage.probability) / 100),
        "sum": whole(amount, base),
        "weighted": _("weighted %(sum)s") % {"sum": weighted},
        "deals": [card(deal, now, moved.get(deal.pk, "")) for deal in deals[:CARDS]],
        "add_url": f"{reverse('crm:deal-new')}?stage={stage.pk}",
        "more": more,
        "more_url": f"?view=list&state=open&stage={stage.pk}" if more else "",
    }


def _shape(stage: Stage) -> dict[str, Any]:
    return {
        "id": stage.pk,
        "name": str(stage),
        "glyph": "",
        "shown": False,
        "lost_reason_url": "",
        "tail": None,
        "add_url": "",
        "more_url": "",
    }


def _won_column(
    stage: Stage, deals: DealQuerySet, base: str, now: datetime
) -> dict[str, Any]:
    """The wins of the month, its losses beneath with their reasons."""
    zone = Organisation.current().zone
    first = civil_day(now, zone).replace(day=1)
    start = starts_at(first, zone)
    won = list(deals.won_since(start).for_list().order_by("-won_at"))
    amount = sum(deal.base_amount or 0 for deal in won)
    average = whole(round(amount / len(won)), base) if won else ""
    hidden = len(won) - WON_CARDS
    month = day(timezone.localtime(now), "month").rpartition(" ")[0]
    return _shape(stage) | {
        "glyph": "✓",
        "count": len(won),
        "probability": month,
        "sum": whole(amount, base),
        "weighted": _("average %(sum)s") % {"sum": average} if average else "",
        "deals": [card(deal, now) for deal in won[:WON_CARDS]],
        "more": _("%(n)s more") % {"n": hidden},
        "more_url": "?view=list&state=won" if hidden > 0 else "",
        "tail": _lost(deals.lost_since(start), base),
    }


def _lost(deals: DealQuerySet, base: str) -> dict[str, Any]:
    totals = deals.totals_by_stage().values()
    reasons = [
        f"{shown(name).lower()} {n}" for name, n in deals.reasons_counted()[:3] if name
    ]
    amount = sum(row["amount"] for row in totals)
    return {
        "name": _("Lost"),
        "count": sum(row["count"] for row in totals),
        "text": words.joined(whole(amount, base), *reasons),
        "url": "?view=list&state=lost",
    }


def card(deal: Any, now: datetime, moved: str = "") -> dict[str, Any]:
    """A deal as ``components/_deal_card.html`` shows it."""
    closes = deal.expected_close_on if deal.is_open else deal.ended_at
    here = reverse("crm:deal", args=[deal.pk])
    plan = f"{reverse('crm:log')}?deal={deal.pk}"
    stale = deal.is_open and words.is_stale(deal, now)
    return {
        "id": deal.pk,
        "version": deal.version,
        "url": here,
        "prospect": deal.prospect.name if deal.prospect else deal.name,
        "title": deal.name if deal.prospect and deal.is_open else "",
        "amount": money_minor(deal.amount, deal.currency),
        "closes": day(closes) if closes else "",
        "next": _next(deal, now),
        "rot": words.still_text(words.days_still(deal, now)) if stale else "",
        "moved": moved,
        "movable": deal.is_open,
        "urls": {
            "move": f"{here}move/",
            "next": f"{plan}&plan=1",
            "log": plan,
            "won": f"{here}win/",
            "lost": f"{here}lose/",
        }
        if deal.is_open
        else None,
    }


def _next(deal: Any, now: datetime) -> dict[str, str] | None:
    if not deal.is_open:
        return None
    if deal.next_at is not None:
        text = words.next_text(
            deal.next_kind, deal.next_at, all_day=bool(deal.next_all_day), now=now
        )
        if deal.next_at < now and words.days_apart(deal.next_at, now) < 0:
            kind = words.kind_name(deal.next_kind)
            text = _("%(kind)s, overdue") % {"kind": kind}
        return {"icon": words.KIND_ICONS[deal.next_kind], "text": text}
    if deal.next_step_on is not None:
        said = words.joined(deal.next_step or _("Next step"), day(deal.next_step_on))
        return {"icon": "arrow-right", "text": said}
    return None


def _moved_by_others(
    deals: Iterable[Any], reader: User, now: datetime
) -> dict[int, str]:
    """{deal id: 'Sophie moved it, 2 min ago'} for recent moves of other people."""
    entries = (
        AuditEntry.objects.filter(
            kind="deal",
            action="moved",
            object_id__in=[deal.pk for deal in deals],
            at__gte=now - FRESH,
        )
        .exclude(by=reader)
        .exclude(by=None)
        .select_related("by")
        .order_by("at")
    )
    return {
        entry.object_id: _("%(name)s moved it, %(when)s")
        % {"name": entry.by.get_short_name(), "when": since(entry.at, now)}
        for entry in entries
        if entry.by and entry.object_id
    }
