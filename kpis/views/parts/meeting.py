"""A one-to-one in words: the week, the month, deals to talk about, what was agreed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.civil import civil_day
from crm.models import Complaint, Deal, Organisation, Team, User
from crm.templatetags import formats
from crm.views.parts.words import full, joined
from kpis import meetings, showing, wording
from kpis.benchmarks import Past
from kpis.catalogue import KPIS
from kpis.dashboard import too_few
from kpis.medians import Mark
from kpis.meetings import DealsToSee, Looked, Pushed
from kpis.models import Agreement, CoachingNote
from kpis.periods import Period
from kpis.sheets import Column, Sheet
from kpis.spec import Kpi
from kpis.targets import TargetBook
from kpis.values import Value
from kpis.views.parts import people
from kpis.views.parts.asking import Asked
from kpis.views.parts.meeting_topics import topics_of

#: Notes, agreements and complaints shown.
MOST = 20
#: Deals of a kind shown.
DEALS = 6


@dataclass(frozen=True)
class Seen:
    """What the figures say of one person; ``marks`` is empty where the reader may not compare."""

    asked_for: Asked
    person: User
    team: Team | None
    held: TargetBook
    columns: list[Kpi]
    values: Mapping[str, Value]
    pasts: Mapping[str, Past | None]
    marks: Mapping[str, Mark]
    week: list[Looked]
    deals: DealsToSee

    @property
    def currency(self) -> str:
        return self.asked_for.organisation.base_currency

    @property
    def shows_medians(self) -> bool:
        """A median of few people tells a colleague's figure: a rep reads it only where all do."""
        reader, organisation = self.asked_for.user, self.asked_for.organisation
        everyone = organisation.figures_seen_by_reps == Organisation.FiguresSeen.ALL
        return reader.is_manager or reader.is_admin or everyone


def context_of(seen: Seen) -> dict[str, Any]:
    """The figures: of the week, of the month, strong and weak."""
    picked, person = seen.asked_for.picked, seen.person
    week = meetings.last_week(picked.today)
    marks = list(seen.marks.values())
    return {
        "person": person,
        "mine": person == seen.asked_for.user,
        "team": seen.team,
        "picked": picked,
        "picker": picked.shown(),
        "week_name": formats.period(week.first, week.last),
        "month_name": showing.period_name(picked),
        "week": [week_row(each, seen, week) for each in seen.week],
        "figures": [figure_row(kpi, seen) for kpi in seen.columns],
        "compares": bool(marks),
        "shows_medians": seen.shows_medians and bool(marks),
        "profile": people.profile(marks, seen.currency),
        "figures_url": reverse("kpis:my-figures") + picked.address(rep=person.pk),
    }


def week_row(each: Looked, seen: Seen, week: Period) -> dict[str, Any]:
    """Calls made 41, 38 the week before, usually 44.2."""
    kpi, currency = each.kpi, seen.currency
    span = {"from": week.first, "to": week.last, "period": None, "on": None}
    return {
        "label": str(kpi.label),
        "url": showing.explain_url(
            kpi, seen.asked_for.picked, rep=seen.person.pk, **span
        ),
        "value": wording.figure(kpi, each.value, currency),
        "before": wording.figure(kpi, each.before, currency),
        "usual": past_text(kpi, each.usual, currency),
    }


def past_text(kpi: Kpi, past: Past | None, currency: str) -> str:
    return wording.written(kpi.unit, past.mean if past else None, currency)


def figure_row(kpi: Kpi, seen: Seen) -> dict[str, Any]:
    """A figure of the period: target and judgement, own past, median of the team."""
    picked, currency, value = seen.asked_for.picked, seen.currency, seen.values[kpi.key]
    aim = seen.held.aim_of_person(kpi, seen.person.pk, picked.around)
    standing = seen.held.standing(kpi, value, aim, [seen.person.pk], picked.around)
    small = too_few(kpi, value, seen.asked_for.organisation.minimum_sample)
    said = None if small else wording.judged(kpi, value, standing, currency)
    mark = seen.marks.get(kpi.key)
    return {
        "key": kpi.key,
        "label": str(kpi.label),
        "url": showing.explain_url(kpi, picked, rep=seen.person.pk),
        "value": wording.figure(kpi, value, currency),
        "small": small,
        "base": showing.cell_base(kpi, value, standing, small=small, currency=currency),
        "target": wording.written(kpi.unit, aim, currency, fixed=False) if aim else "",
        "said": said.shown() if said else None,
        "past": past_text(kpi, seen.pasts[kpi.key], currency),
        "median": wording.written(kpi.unit, mark.middle.median, currency)
        if mark and seen.shows_medians
        else "",
        "band": mark.band if mark else None,
        "words": str(showing.WORDS[mark.band]) if mark else "",
    }


# -- deals, agreements, notes -----------------------------------------------------------------


def said(
    seen: Seen,
    *,
    agreements: Sequence[Agreement],
    notes: Sequence[CoachingNote],
    complaints: Sequence[Complaint],
) -> dict[str, Any]:
    """What is talked about besides the figures, and the topics it all suggests."""
    asked_for = seen.asked_for
    today, reader = asked_for.picked.today, asked_for.user
    late = [a for a in agreements if _late(a, asked_for)]
    return {
        "deals": deal_groups(seen.deals, seen),
        "deal_count": seen.deals.count,
        "complaints": [complaint_row(row, seen) for row in complaints],
        "agreements": [agreement_row(row, asked_for, reader) for row in agreements],
        "notes": [note_row(row, asked_for, reader) for row in notes],
        "topics": topics_of(
            late=len(late),
            marks=list(seen.marks.values()),
            medians=seen.shows_medians,
            deals=seen.deals,
            complaints=len(complaints),
            currency=seen.currency,
        ),
        "today": today,
    }


def _late(row: Agreement, asked_for: Asked) -> bool:
    due = row.due_on
    return row.done_at is None and due is not None and due < asked_for.picked.today


def deal_groups(found: DealsToSee, seen: Seen) -> list[dict[str, Any]]:
    """Pushed back, standing still, nothing next: each with its sentence and its largest deals."""
    groups = [
        (
            _("Pushed back"),
            _("Expected later than first said."),
            [(each.deal, pushed_text(each)) for each in found.pushed],
        ),
        (
            _("Standing still"),
            _("Longer in their stage than it allows, with nothing ahead."),
            [(deal, stood_text(deal, seen)) for deal in found.still],
        ),
        (
            _("Nothing next"),
            _("No planned activity and no next step."),
            [(deal, str(deal.stage)) for deal in found.idle],
        ),
    ]
    return [
        {
            "title": title,
            "note": note,
            "count": len(rows),
            "rows": [deal_row(deal, text) for deal, text in rows[:DEALS]],
            "more": max(0, len(rows) - DEALS),
        }
        for title, note, rows in groups
        if rows
    ]


def deal_row(deal: Deal, text: str) -> dict[str, Any]:
    return {
        "url": reverse("crm:deal", args=[deal.pk]),
        "name": deal.name,
        "who": str(deal.prospect) if deal.prospect else "",
        "amount": deal.amount,
        "currency": deal.currency,
        "said": text,
    }


def pushed_text(each: Pushed) -> str:
    """Pushed twice, 40 days later than first said."""
    times = ngettext("Pushed once", "Pushed %(n)s times", each.times)
    later = ngettext(
        "%(n)s day later than first said",
        "%(n)s days later than first said",
        each.by.days,
    )
    return joined(
        times % {"n": each.times}, later % {"n": formats.number(each.by.days)}
    )


def stood_text(deal: Deal, seen: Seen) -> str:
    """In Demo for 41 days."""
    zone = seen.asked_for.organisation.zone
    entered = civil_day(deal.stage_entered_at, zone)
    days = (seen.asked_for.picked.today - entered).days
    words = ngettext("In %(stage)s for %(n)s day", "In %(stage)s for %(n)s days", days)
    return words % {"stage": deal.stage, "n": formats.number(days)}


def complaint_row(row: Complaint, seen: Seen) -> dict[str, str]:
    return {
        "url": reverse("crm:complaint", args=[row.pk]),
        "name": str(row.prospect or row.reason),
        "said": joined(
            str(row.reason),
            row.get_severity_display(),
            full(row.received_at, seen.asked_for.now),
        ),
    }


def agreement_row(row: Agreement, asked_for: Asked, reader: User) -> dict[str, Any]:
    return {
        "row": row,
        "own": row.by_id == reader.pk,
        "late": _late(row, asked_for),
        "by": row.by.full_name,
        "when": full(row.at, asked_for.now),
        "done": full(row.done_at, asked_for.now) if row.done_at else "",
    }


def note_row(row: CoachingNote, asked_for: Asked, reader: User) -> dict[str, Any]:
    kpi = KPIS.get(row.kpi)
    return {
        "row": row,
        "own": row.by_id == reader.pk,
        "kpi": str(kpi.label) if kpi else "",
        "kpi_url": showing.explain_url(kpi, asked_for.picked, rep=row.person_id)
        if kpi
        else "",
        "by": row.by.full_name,
        "when": full(row.at, asked_for.now),
        "edited": full(row.edited_at, asked_for.now) if row.edited_at else "",
    }


# -- as a file --------------------------------------------------------------------------------


def sheets_of(seen: Seen) -> list[Sheet]:
    """The month and the week as tables."""
    picked = seen.asked_for.picked
    week = meetings.last_week(picked.today)
    return [_month_sheet(seen), _week_sheet(seen, week)]


def _month_sheet(seen: Seen) -> Sheet:
    columns = [Column(_("Figure")), Column(_("Value")), Column(_("Target"))]
    columns += [Column(_("Own past")), Column(_("Median of the team"))]
    rows = []
    for kpi in seen.columns:
        row = figure_row(kpi, seen)
        rows.append(
            [row[name] for name in ("label", "value", "target", "past", "median")]
        )
    name = showing.period_name(seen.asked_for.picked)
    return Sheet("one-to-one", f"{seen.person.full_name}, {name}", columns, rows)


def _week_sheet(seen: Seen, week: Period) -> Sheet:
    columns = [Column(_("Figure")), Column(_("Last week"))]
    columns += [Column(_("Week before")), Column(_("Usually"))]
    rows = []
    for each in seen.week:
        row = week_row(each, seen, week)
        rows.append([row[name] for name in ("label", "value", "before", "usual")])
    title = formats.period(week.first, week.last)
    return Sheet("one-to-one-week", f"{seen.person.full_name}, {title}", columns, rows)
