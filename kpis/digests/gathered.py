"""The figures of many people at once: one question for all who sell, one for each team led."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from crm.models import Organisation
from kpis.cells import Key
from kpis.digests.tiles import Reader
from kpis.members import splits_of
from kpis.periods import Period, before
from kpis.question import Question
from kpis.ranking.boards import blank
from kpis.rollup import figures
from kpis.scope import ALL, Scope
from kpis.spec import Kpi
from kpis.targets.attainment import people_of, target_of
from kpis.targets.book import Standing, TargetBook, book
from kpis.values import NO_ROWS, Value

Found = dict[str, dict[Key, Value]]


@dataclass(frozen=True)
class Line:
    """One figure of one person's digest."""

    kpi: Kpi
    value: Value
    compared: Value
    standing: Standing
    #: Some of its cases had less time than they need.
    young: bool = False


def gather(
    readers: Sequence[Reader], kind: str, period: Period, today: date
) -> dict[int, list[Line]]:
    """{person: lines in the order of their tiles}."""
    first_month = Organisation.current().fiscal_first_month
    earlier = before(period, kind, first_month)
    held = book(period, today)
    found: dict[int, list[Line]] = {}
    for scope in dict.fromkeys(reader.scope for reader in readers):
        group = [reader for reader in readers if reader.scope == scope]
        if scope is None:
            found |= _own(group, period, earlier, today, held)
        else:
            found |= _led(group, scope, period, earlier, today, held)
    return found


def _all_of(readers: Iterable[Reader]) -> list[Kpi]:
    return list({kpi.key: kpi for r in readers for kpi in r.kpis}.values())


def _young(kpi: Kpi, period: Period, today: date) -> bool:
    """As the table of a team says it: by the days of the period alone."""
    passed = (today - period.last).days
    return kpi.matures and passed < Organisation.current().maturing_days


def _own(
    readers: Sequence[Reader],
    period: Period,
    earlier: Period,
    today: date,
    held: TargetBook,
) -> dict[int, list[Line]]:
    """Split by person: the figures each of them sees on their own page."""
    kpis = [kpi for kpi in _all_of(readers) if "rep" in splits_of(kpi)]
    now = figures(kpis, Question(ALL, period, today, ("rep",)))
    was = figures(kpis, Question(ALL, earlier, today, ("rep",)))
    known = {kpi.key for kpi in kpis}
    found = {}
    for reader in readers:
        key = (reader.user.pk,)
        lines = []
        for kpi in reader.kpis:
            if kpi.key not in known:
                continue
            value = now[kpi.key].get(key, blank(kpi))
            aim = held.aim_of_person(kpi, reader.user.pk, period)
            standing = held.standing(kpi, value, aim, [reader.user.pk], period)
            compared = was[kpi.key].get(key, blank(kpi))
            young = _young(kpi, period, today)
            lines.append(Line(kpi, value, compared, standing, young))
        found[reader.user.pk] = lines
    return found


def _led(
    readers: Sequence[Reader],
    scope: Scope,
    period: Period,
    earlier: Period,
    today: date,
    held: TargetBook,
) -> dict[int, list[Line]]:
    kpis = _all_of(readers)
    question = Question(scope, period, today)
    now, was = figures(kpis, question), figures(kpis, question.over(earlier))
    people = people_of(held, question, {})
    lines = {}
    for kpi in kpis:
        value = now[kpi.key].get((), Value(None, NO_ROWS))
        aim = target_of(held, question, kpi, {}, period)
        standing = held.standing(kpi, value, aim, people, period)
        compared = was[kpi.key].get((), Value(None, NO_ROWS))
        young = _young(kpi, period, today)
        lines[kpi.key] = Line(kpi, value, compared, standing, young)
    return {reader.user.pk: [lines[k.key] for k in reader.kpis] for reader in readers}
