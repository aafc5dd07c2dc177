"""Questions as people and programs write them, turned into ``rollup.Question``.

The command and the API share this, so that they refuse the same things in the same words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.utils.translation import gettext as _

from crm.civil import civil_day
from crm.models import Membership, Organisation, Team, User
from crm.models.base import EARLIEST_DAY, LATEST_DAY
from kpis.catalogue import KPIS
from kpis.members import LABELS, UnknownMember, resolve, source_of, splits_of
from kpis.periods import Period, between
from kpis.question import Question
from kpis.scope import Scope, find_person, find_team, narrowed
from kpis.spec import SPLITS, Kpi

MOST_DAYS = 366 * 30


class BadQuestion(ValueError):
    """What is wrong with a question: the parameter and a sentence for the person who asked."""

    def __init__(self, parameter: str, message: str) -> None:
        super().__init__(message)
        self.parameter = parameter


class NotThere(BadQuestion):
    """A person or a team that does not exist, or that this scope may not know of: no difference."""


def kpi_named(key: str) -> Kpi:
    """The declared KPI; BadQuestion when nothing is called so."""
    if key not in KPIS:
        raise BadQuestion(
            "kpi", _("No indicator is called “%(key)s”.") % {"key": key[:100]}
        )
    found: Kpi = KPIS[key]
    return found


def day_named(text: str, parameter: str) -> date:
    try:
        day = date.fromisoformat(text)
        if not EARLIEST_DAY <= day < LATEST_DAY:
            raise ValueError(text)
        return day
    except ValueError as error:
        message = _("“%(text)s” is not a date. Write it as 2026-11-20.") % {
            "text": text[:40]
        }
        raise BadQuestion(parameter, message) from error


def splits_named(kpis: Sequence[Kpi], by: Sequence[str]) -> tuple[str, ...]:
    """At most two splits, each allowed by every KPI asked for."""
    if len(by) > 2:
        raise BadQuestion("by", _("A figure is split at most twice."))
    for split in by:
        if split not in SPLITS:
            known = ", ".join(SPLITS)
            message = _("“%(split)s” is not a split. Known: %(known)s.")
            raise BadQuestion("by", message % {"split": split[:40], "known": known})
        for kpi in kpis:
            if split not in splits_of(kpi):
                message = _("%(kpi)s cannot be split by %(split)s.")
                raise BadQuestion(
                    "by", message % {"kpi": kpi.label, "split": LABELS[split]}
                )
    return tuple(dict.fromkeys(by))


def filters_named(kpis: Sequence[Kpi], where: Sequence[str]) -> dict[str, Any]:
    """``DIM=MEMBER`` texts as {dimension: member id}."""
    found: dict[str, Any] = {}
    for text in where:
        name, _sign, member = text.partition("=")
        for kpi in kpis:
            source = source_of(kpi)
            if source is None or name not in splits_of(kpi) or name not in source.dims:
                message = _("%(kpi)s cannot be filtered by “%(name)s”.")
                raise BadQuestion(
                    "where", message % {"kpi": kpi.label, "name": name[:40]}
                )
            if name in found and kpi == kpis[0]:
                message = _("“%(name)s” is given twice.")
                raise BadQuestion("where", message % {"name": name})
            try:
                found[name] = resolve(source, name, member)
            except UnknownMember as error:
                raise BadQuestion("where", str(error)) from error
    return found


def scope_named(scope: Scope, rep: str, team: str, period: Period) -> Scope:
    """The scope narrowed to a person by email and a team by name.

    Who lies outside the scope is refused in the same words as who does not exist.
    """
    person = _person_named(scope, rep, period) if rep else None
    group = _team_named(scope, team) if team else None
    return narrowed(scope, rep=person, team=group)


def _person_named(scope: Scope, email: str, period: Period) -> int:
    """Somebody whose days in the period lie in the scope, at least some."""
    try:
        person = find_person(email)
        if not scope.seen.reads_rep(person.pk):
            held = Membership.objects.overlapping(period.first, period.last)
            held.filter(user=person, team__in=scope.seen.teams)[:1].get()
    except (User.DoesNotExist, Membership.DoesNotExist) as error:
        message = _("Nobody has the email “%(email)s”.") % {"email": email[:100]}
        raise NotThere("rep", message) from error
    return person.pk


def _team_named(scope: Scope, name: str) -> int:
    try:
        team = find_team(name)
        if not scope.seen.all and team.pk not in scope.seen.teams:
            raise Team.DoesNotExist
    except Team.DoesNotExist as error:
        message = _("No team is called “%(name)s”.") % {"name": name[:100]}
        raise NotThere("team", message) from error
    return team.pk


def question(
    kpis: Sequence[Kpi], scope: Scope, *, now: datetime, given: Mapping[str, Any]
) -> Question:
    """``given``: from, to (inclusive ISO dates), by, where, rep, team, as typed."""
    first, last = day_named(given["from"], "from"), day_named(given["to"], "to")
    if last < first:
        raise BadQuestion("to", _("The period ends before it begins."))
    if (last - first).days > MOST_DAYS:
        raise BadQuestion("to", _("At most 30 years at once."))
    period = between(first, last)
    rep, team = given.get("rep") or "", given.get("team") or ""
    return Question(
        scope=scope_named(scope, rep, team, period),
        period=period,
        today=civil_day(now, Organisation.current().zone),
        by=splits_named(kpis, given.get("by") or ()),
        where=filters_named(kpis, given.get("where") or ()),
    )
