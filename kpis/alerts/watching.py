"""All rules at once: read the figures, judge, open and close, tell. Safe to run twice, or to kill."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta

from django.db import transaction

from crm.civil import civil_day
from crm.models import AuditEntry, Organisation
from kpis import freshness
from kpis.alerts import telling
from kpis.alerts.asking import Book, Case, answers_to, lines_of
from kpis.alerts.crew import Crew, crew_of
from kpis.alerts.judging import UNKNOWN, Kind, Line, State, Verdict, judge
from kpis.alerts.settling import Settled, settle
from kpis.alerts.windows import window_of
from kpis.catalogue import KPIS
from kpis.generation import generation
from kpis.models import AlertRule, Heartbeat
from kpis.periods import Period
from kpis.subjects import Subject
from kpis.tiles.presets import retired
from kpis.working_days import calendar_for

HEARTBEAT = "alerts"
#: While facts keep coming, rules are looked at this often.
EVERY = timedelta(minutes=5)
#: Days of the calendar that any rule may need.
BACK, AHEAD = timedelta(days=800), timedelta(days=62)

Verdicts = dict[Subject, Verdict]


def watch(*, now: datetime) -> Settled:
    """Look at every running rule; what was opened and closed.

    While cells are still to be computed only the lateness of figures is judged.
    """
    rules = list(AlertRule.objects.running().order_by("pk"))
    if not generation().settled:
        rules = [rule for rule in rules if rule.kind == Kind.LATE]
    total = Settled()
    found = verdicts(rules, now) if rules else {}
    for rule in rules:
        if rule.pk in found:
            total += settle(rule_id=rule.pk, verdicts=found[rule.pk], now=now)
    telling.tell(now=now)
    _beat(now)
    return total


def is_due(now: datetime) -> bool:
    """Whether anything moved since the rules were looked at, once the figures are settled."""
    last = Heartbeat.objects.filter(name=HEARTBEAT).values_list("at", flat=True).first()
    if last is None:
        return AlertRule.objects.running().exists()
    if AlertRule.objects.running().filter(updated_at__gt=last).exists():
        return True
    if now - last < EVERY:
        return False
    zone = Organisation.current().zone
    if civil_day(last, zone) != civil_day(now, zone):
        return True
    if freshness.freshness(now).state == freshness.LATE:
        return True
    written = Heartbeat.objects.filter(name="cells", at__gt=last).exists()
    entry = AuditEntry.objects.order_by("-pk").values_list("at", flat=True).first()
    return generation().settled and (written or (entry is not None and entry > last))


def verdicts(rules: Sequence[AlertRule], now: datetime) -> dict[int, Verdicts]:
    """{rule: {whom it watches: what it says}}. A rule whose figure is retired says nothing."""
    organisation = Organisation.current()
    today = civil_day(now, organisation.zone)
    crew = crew_of(today, calendar_for(Period(today - BACK, today + AHEAD)))
    found: dict[int, Verdicts] = {
        rule.pk: {Subject(): lateness(now)} for rule in rules if rule.kind == Kind.LATE
    }
    cases = cases_of(rules, today, organisation, crew)
    return found | judged(cases, crew, organisation.minimum_sample)


def cases_of(
    rules: Iterable[AlertRule], today: date, organisation: Organisation, crew: Crew
) -> list[Case]:
    gone = retired()
    found = []
    for rule in rules:
        kpi = KPIS.get(rule.kpi)
        if kpi is None or kpi.key in gone:
            continue
        kpi = kpi.as_chosen()
        window = window_of(rule, kpi, today, organisation, crew.calendar)
        found.append(Case(rule, kpi, window, tuple(crew.subjects(rule))))
    return found


def judged(cases: Sequence[Case], crew: Crew, minimum: int) -> dict[int, Verdicts]:
    """The questions asked once, then each case judged from memory."""
    if not cases:
        return {}
    answers, targets = answers_to(cases), Book(cases[0].window)
    found: dict[int, Verdicts] = {}
    for case in cases:
        lines = lines_of(case, answers, crew, targets)
        found[case.rule.pk] = {
            subject: _judged(case, line, minimum) if line else UNKNOWN
            for subject, line in lines.items()
        }
    return found


def _judged(case: Case, line: Line, minimum: int) -> Verdict:
    verdict = judge(case.rule, case.kpi, line, minimum)
    first = case.window.judged.first
    if case.rule.kind == Kind.SILENT:
        parts = case.window.parts[-len(line.values) :]
        first = parts[0].first
    return replace(verdict, period=Period(first, case.window.judged.end))


def lateness(now: datetime) -> Verdict:
    late = freshness.freshness(now).state == freshness.LATE
    return Verdict(State.RAISED if late else State.GONE)


@transaction.atomic
def _beat(now: datetime) -> None:
    Heartbeat.objects.update_or_create(name=HEARTBEAT, defaults={"at": now})
