"""The period and the filters of a figure page, read from its address and written back to it.

``?period=month&on=2026-11`` or ``?from=2026-11-01&to=2026-11-20``, with ``team=``, ``rep=`` (id,
or name and email), ``where=source:3`` (as often as wanted) and ``compare=previous|year``. A period
that has begun and not ended stops today: it is compared with the same days of the one before.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from django.db.models import Q, QuerySet
from django.http import Http404, QueryDict
from django.utils.translation import gettext as _

from crm.models import Membership, Organisation, Team, User
from crm.models.people import NO_TEAM_ID
from crm.templatetags.formats import period as written_period
from kpis.measures import SOURCES
from kpis.members import UnknownMember, resolve
from kpis.periods import (
    DAY,
    Period,
    before,
    between,
    kind_of,
    run_up,
    shift,
    whole,
    year_before,
)
from kpis.question import Question
from kpis.scope import Scope, find_person, find_team, narrowed
from kpis.spec import Source
from kpis.trends import run_of

KINDS = ("day", "week", "month", "quarter", "year")
COMPARISONS = ("previous", "year", "chosen")
EARLIEST, LATEST = date(1990, 1, 1), date(2089, 12, 31)
POINTS = 12


@dataclass(frozen=True)
class Picked:
    """What the address asks for. ``problems`` are sentences for the reader about what it got wrong.

    ``usual`` is the kind of period that an address which names none means on this page. ``source`` is
    where its filters are looked up first: several sources have reasons, each a list of its own.
    """

    kind: str
    around: Period
    today: date
    first_month: int
    team: Team | None = None
    rep: User | None = None
    compare: str = "previous"
    against: date | None = None
    where: tuple[tuple[str, str], ...] = ()
    members: tuple[tuple[str, Any], ...] = ()
    problems: list[str] = field(default_factory=list)
    usual: str = "month"
    source: str = ""

    @cached_property
    def period(self) -> Period:
        """The days of ``around`` that have begun."""
        return self.around.clipped(self.today + DAY)

    @cached_property
    def runs(self) -> bool:
        """Whether the period is still going on."""
        return self.today in self.around

    @cached_property
    def compared(self) -> Period:
        if self.compare == "year":
            return year_before(self.period)
        if self.against is not None:
            return self._chosen(self.against)
        kind = None if self.kind == "range" else self.kind
        return before(self.period, kind, self.first_month)

    def _chosen(self, day: date) -> Period:
        """The equal period that holds the day, with as many of its days as have begun of this one."""
        if self.kind == "range":
            return Period(day, day + self.period.days * DAY)
        other = whole(self.kind, day, self.first_month)
        return (
            other.clipped(other.first + self.period.days * DAY) if self.runs else other
        )

    def trail(self, count: int = POINTS) -> list[Period]:
        """``count`` equal periods that end with this one."""
        if self.kind == "range":
            return run_of(self.period, count)
        return run_up(self.period, self.kind, count, self.first_month)

    def narrow(self, scope: Scope) -> Scope:
        """The scope for the team and the person asked for."""
        return narrowed(
            scope,
            rep=self.rep.pk if self.rep else None,
            team=self.team.pk if self.team else None,
        )

    def question(self, scope: Scope, **more: Any) -> Question:
        return Question(scope=scope, period=self.period, today=self.today, **more)

    # -- back to an address ----------------------------------------------------------------

    def parameters(self, **changes: Any) -> list[tuple[str, str]]:
        """The address of the same period and filters; a change of None leaves one out."""
        found: dict[str, Any] = {}
        if self.kind == "range":
            found |= {"from": self.around.first, "to": self.around.last}
        elif {self.kind, self.usual} != {"month"} or not self.runs:
            found |= {
                "period": self.kind,
                "on": None if self.runs else self.around.first,
            }
        found["team"] = self.team.pk if self.team else None
        found["rep"] = self.rep.pk if self.rep else None
        found["compare"] = self.compare if self.compare != "previous" else None
        found["against"] = self.against
        found |= changes
        kept = [
            (name, str(value)) for name, value in found.items() if value is not None
        ]
        if "where" not in changes:
            kept += [("where", f"{name}:{member}") for name, member in self.where]
        return kept

    def address(self, **changes: Any) -> str:
        """``?period=...``; empty when nothing departs from the usual."""
        found = self.parameters(**changes)
        return "?" + urlencode(found) if found else ""

    def shown(self) -> dict[str, Any]:
        """The context of ``components/_period_picker.html``."""
        earlier = later = None
        if self.kind != "range":
            earlier = shift(self.kind, self.around.first, -1)
            later = self.around.end if self.around.end <= self.today else None
        return {
            "kind": self.kind,
            "label": written_period(self.period.first, self.period.last),
            "previous": earlier.isoformat()
            if earlier and earlier >= EARLIEST
            else None,
            "next": later.isoformat() if later else None,
            "start": self.period.first,
            "end": self.period.last,
        }


def read(
    address: QueryDict,
    scope: Scope,
    today: date,
    *,
    people: bool = True,
    source: str = "",
) -> Picked:
    """What the address asks for, never wider than ``scope``.

    What cannot be read falls back to the usual and is said in ``problems``. A person or team outside
    the scope is Http404, as if it did not exist; ``people`` false: the page takes neither.
    """
    first_month = Organisation.current().fiscal_first_month
    problems: list[str] = []
    kind, around = _period(address, today, first_month, problems)
    compare = address.get("compare") or "previous"
    if compare not in COMPARISONS:
        problems.append(
            _(
                "A period is compared with the previous one, last year's or a chosen one."
            )
        )
        compare = "previous"
    against = _against(address, compare, around, first_month, problems)
    if compare == "chosen" and against is None:
        compare = "previous"
    where, members = _where(address, problems, source)
    found = Picked(
        kind,
        around,
        today,
        first_month,
        compare=compare,
        against=against,
        where=where,
        members=members,
        problems=problems,
        source=source,
    )
    if not people:
        return found
    return replace(
        found,
        team=_team(address.get("team", ""), scope),
        rep=_person(address.get("rep", ""), scope, found.period),
    )


def _period(
    address: QueryDict, today: date, first_month: int, problems: list[str]
) -> tuple[str, Period]:
    usual = ("month", whole("month", today, first_month))
    try:
        if address.get("from") or address.get("to") or address.get("period") == "range":
            return _range(address, today, first_month)
        kind = address.get("period") or "month"
        if kind not in KINDS:
            raise ValueError(
                _("A period is a day, week, month, quarter, year or range.")
            )
        day = _day(address.get("on", ""), first_month) if address.get("on") else today
        around = whole(kind, day, first_month)
    except ValueError as error:
        problems.append(str(error))
        return usual
    if around.first > today:
        problems.append(_("That period has not begun; this is the current one."))
        return kind, whole(kind, today, first_month)
    return kind, around


def _against(
    address: QueryDict,
    compare: str,
    around: Period,
    first_month: int,
    problems: list[str],
) -> date | None:
    """A day of the period to compare with; none unless one is chosen."""
    if compare != "chosen":
        return None
    try:
        day = _day(address.get("against", ""), first_month)
    except ValueError as error:
        problems.append(str(error))
        return None
    if day in around or day >= around.end:
        problems.append(_("Choose a period before this one to compare with."))
        return None
    return day


def _range(address: QueryDict, today: date, first_month: int) -> tuple[str, Period]:
    first = _day(address.get("from", ""), first_month)
    last = _day(address.get("to", ""), first_month)
    if last < first:
        raise ValueError(_("The period ends before it begins."))
    if first > today:
        raise ValueError(_("That period has not begun; this is the current one."))
    period = between(first, last)
    return kind_of(period, first_month) or "range", period


def _day(text: str, first_month: int) -> date:
    """2026-11-20, 2026-11, 2026-W47, 2026-Q4 or 2026, as addresses and JSON name them."""
    try:
        day = _parsed(text.strip().upper(), first_month)
    except (ValueError, OverflowError) as error:
        message = _("“%(text)s” is not a date. Write it as 2026-11-20.")
        raise ValueError(message % {"text": text[:40]}) from error
    if not EARLIEST <= day <= LATEST:
        message = _("“%(text)s” is too far away.")
        raise ValueError(message % {"text": text[:40]})
    return day


def _parsed(text: str, first_month: int) -> date:
    if "W" in text:
        year, week = text.split("-W")
        return date.fromisocalendar(int(year), int(week), 1)
    if "Q" in text:
        year, quarter = text.split("-Q")
        if quarter not in ("1", "2", "3", "4"):
            raise ValueError(text)
        start = _start_of_year(int(year), first_month)
        return shift("quarter", start, int(quarter) - 1)
    if len(text) == len("2026"):
        return _start_of_year(int(text), first_month)
    return date.fromisoformat(text if len(text) > len("2026-11") else f"{text}-01")


def _start_of_year(year: int, first_month: int) -> date:
    """The fiscal year is named after its end."""
    return date(year if first_month == 1 else year - 1, first_month, 1)


def source_knowing(name: str, first: str) -> Source | None:
    """The source whose lists a filter of that name is read from; the named one if it knows it."""
    if first in SOURCES and name in SOURCES[first].dims:
        return SOURCES[first]
    return next((s for s in SOURCES.values() if name in s.dims), None)


def _where(
    address: QueryDict, problems: list[str], first: str
) -> tuple[tuple[tuple[str, str], ...], tuple[tuple[str, Any], ...]]:
    """(dimension, member) as written and as found; what is not known is said and left out."""
    written: dict[str, str] = {}
    found: dict[str, Any] = {}
    for text in filter(None, address.getlist("where")):
        name, _sign, member = text.replace("=", ":", 1).replace("\0", "").partition(":")
        source = source_knowing(name, first)
        if source is None or not member:
            message = _("“%(text)s” is not a filter. Write it as source:3.")
            problems.append(message % {"text": text[:40]})
            continue
        try:
            found[name] = resolve(source, name, member)
        except UnknownMember as error:
            problems.append(str(error))
            continue
        written[name] = member[:100]
    return tuple(written.items()), tuple(found.items())


def _team(text: str, scope: Scope) -> Team | None:
    """The team asked for, when all of it is in the scope."""
    if not text:
        return None
    try:
        team = Team.objects.get(pk=_number(text)) if _number(text) else find_team(text)
    except (Team.DoesNotExist, ValueError) as error:
        raise Http404 from error
    if team.pk == NO_TEAM_ID or not (scope.seen.all or team.pk in scope.seen.teams):
        raise Http404
    return team


def _person(text: str, scope: Scope, period: Period) -> User | None:
    """The person asked for, when some of their days in the period are in the scope."""
    if not text:
        return None
    try:
        person = (
            User.objects.get(pk=_number(text))
            if text.isdecimal()
            else find_person(text)
        )
    except (User.DoesNotExist, ValueError) as error:
        raise Http404 from error
    if scope.seen.reads_rep(person.pk):
        return person
    held = Membership.objects.overlapping(period.first, max(period.first, period.last))
    if not held.filter(user=person, team__in=scope.seen.teams).exists():
        raise Http404
    return person


def _number(text: str) -> int:
    """A row's id from an address; 0 for a name, an error for what no id can be."""
    if not (text.isascii() and text.isdecimal()):
        if "\0" in text:
            raise ValueError(text)
        return 0
    if len(text) > 18:
        raise ValueError(text[:20])
    return int(text)


def members_of(team_ids: frozenset[int] | None, period: Period) -> list[User]:
    """People who sell and were in one of the teams (null: anywhere) on a day of the period, by name."""
    return list(sellers_of(team_ids, period))


def sellers_of(team_ids: frozenset[int] | None, period: Period) -> QuerySet[User, User]:
    """The same, not yet read."""
    people = User.objects.get_queryset().sellers()
    held = Membership.objects.overlapping(period.first, period.last)
    if team_ids is not None:
        people = people.filter(pk__in=held.filter(team__in=team_ids).values("user"))
    else:
        alone = Q(memberships__isnull=True, is_active=True)
        people = people.filter(Q(pk__in=held.values("user")) | alone)
    return people.order_by("full_name", "pk").distinct()
