"""What every figure page reads first: who asks, for whose figures, over which days."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.utils import timezone

from crm.civil import civil_day
from crm.models import Organisation, Team, User
from kpis import picker
from kpis.catalogue import KPIS
from kpis.members import source_of
from kpis.periods import whole
from kpis.picker import Picked
from kpis.question import Question
from kpis.scope import Scope, narrowed, scope_of
from kpis.spec import Kpi
from kpis.tiles import presets


@dataclass(frozen=True)
class Asked:
    """The reader, what the address asks for, and the scope narrowed to it."""

    user: User
    organisation: Organisation
    now: datetime
    picked: Picked
    whole: Scope

    @property
    def scope(self) -> Scope:
        return self.picked.narrow(self.whole)

    @property
    def mine(self) -> Scope:
        """The scope of the person asked for, else of the reader alone."""
        if self.picked.rep is not None:
            return self.scope
        return narrowed(self.scope, rep=self.user.pk)

    @property
    def status(self) -> int:
        """400 when the address could not be read: the page shows the usual, and says so."""
        return 400 if self.picked.problems else 200

    def filtered(self, keeps: Callable[[str], bool]) -> Asked:
        """The same question with only the filters on dimensions that ``keeps`` accepts."""
        picked = replace(
            self.picked,
            where=tuple(pair for pair in self.picked.where if keeps(pair[0])),
            members=tuple(pair for pair in self.picked.members if keeps(pair[0])),
        )
        return replace(self, picked=picked)

    def at_rhythm(self, rhythm: str, address: QueryDict) -> Asked:
        """The period a dashboard shows first, where the address names none."""
        picked = replace(self.picked, usual=rhythm)
        if not any(address.get(name) for name in ("period", "on", "from", "to")):
            around = whole(rhythm, picked.today, picked.first_month)
            picked = replace(picked, kind=rhythm, around=around)
        return replace(self, picked=picked)

    def question(self, **more: Any) -> Question:
        return self.picked.question(self.scope, where=dict(self.picked.members), **more)


def reader(request: HttpRequest) -> User:
    """Who is signed in: every page requires it."""
    return cast(User, request.user)


def leader(request: HttpRequest) -> User:
    """A manager or an admin; PermissionDenied for anybody else."""
    user = reader(request)
    if not (user.is_manager or user.is_admin):
        raise PermissionDenied
    return user


def admin(request: HttpRequest) -> User:
    """An admin; PermissionDenied for anybody else."""
    user = reader(request)
    if not user.is_admin:
        raise PermissionDenied
    return user


def asked(request: HttpRequest, *, about: Kpi | None = None) -> Asked:
    """Raises Http404 for a person or a team outside the reader's scope.

    ``about``: the one figure of the page, whose own lists the filters name.
    """
    source = source_of(about) if about else None
    user = reader(request)
    now = timezone.now()
    organisation = Organisation.current()
    scope = scope_of(user)
    today = civil_day(now, organisation.zone)
    found = picker.read(request.GET, scope, today, source=source.key if source else "")
    return Asked(user, organisation, now, found, scope)


def kpi_or_404(key: str, user: User) -> Kpi:
    """The KPI of the address; one for managers does not exist for a rep."""
    kpi: Kpi | None = KPIS.get(key)
    if kpi is None or not presets.readable(kpi, user):
        raise Http404
    return kpi


def for_team(found: Asked, request: HttpRequest) -> Asked:
    """A manager of one team sees that team; of several, all of them until one is chosen."""
    seen = found.whole.seen
    if "team" in request.GET or seen.all or not seen.teams:
        return found
    tops = Team.objects.filter(managers=found.user)
    if len(tops) != 1:
        return found
    return replace(found, picked=replace(found.picked, team=tops[0]))
