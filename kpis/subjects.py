"""Whom a figure, an alert or a plan is about: one person, one team, or the whole company."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.utils.translation import gettext as _

from crm.access import (
    EVERY_ROW,
    NOTHING,
    managed_teams,
    members_on,
    own_teams,
    subtree,
    today,
)
from crm.models import Team, User
from kpis.scope import ALL, Scope, narrowed


@dataclass(frozen=True)
class Subject:
    """``rep`` or ``team`` by id; neither is the whole company."""

    rep: int | None = None
    team: int | None = None

    @classmethod
    def of(cls, row: Any) -> Subject:
        """The subject of a row that has a ``user`` and a ``team``."""
        return cls(row.user_id, row.team_id)

    @property
    def key(self) -> str:
        if self.rep is not None:
            return f"rep:{self.rep}"
        return f"team:{self.team}" if self.team is not None else "company"

    @property
    def scope(self) -> Scope:
        return narrowed(ALL, rep=self.rep, team=self.team)

    @property
    def columns(self) -> dict[str, int | None]:
        return {"user_id": self.rep, "team_id": self.team}

    @property
    def asked(self) -> dict[str, int]:
        """As parameters of an address of figures."""
        if self.rep is not None:
            return {"rep": self.rep}
        return {"team": self.team} if self.team is not None else {}


def name_of(row: Any) -> str:
    """Whom a row is about, by name; its person and team are read along."""
    if row.user_id is not None:
        return str(row.user.full_name)
    return str(row.team.name) if row.team_id is not None else _("The whole company")


def seen_by(user: User) -> Q:
    """Rows about somebody whose figures this person may open: for a seller, the own ones."""
    if not user.is_active:
        return NOTHING
    if user.is_admin:
        return EVERY_ROW
    own = Q(user=user.pk)
    if not user.is_manager:
        return own
    led = managed_teams(user)
    return own | Q(team__in=led) | Q(user__in=members_on(led, today()))


def led_by(user: User) -> Q:
    """Rows about somebody of whose figures this person decides what is done."""
    if user.is_admin:
        return EVERY_ROW
    if not user.is_manager:
        return NOTHING
    led = managed_teams(user)
    return Q(team__in=led) | Q(user__in=members_on(led, today()))


def leads(user: User, subject: Subject) -> bool:
    """Whether this person decides what is done about the subject's figures."""
    if user.is_admin:
        return True
    if not user.is_manager or subject == Subject():
        return False
    led = managed_teams(user)
    if subject.team is not None:
        return subject.team in led
    return members_on(led, today()).filter(user=subject.rep).exists()


def hears(user: User, subject: Subject) -> bool:
    """Whether this person reads what is said of the subject's figures.

    Narrower than the figures: where everybody sees those of a colleague, what the colleague and
    who leads them say of it stays between them; of a team it stays in the team.
    """
    if subject == Subject() or subject.rep == user.pk or leads(user, subject):
        return True
    return subject.team is not None and not subtree({subject.team}).isdisjoint(
        own_teams(user, today())
    )


def choices_of(user: User) -> tuple[list[Team], list[User]]:
    """Teams and people whose figures this person leads, by name."""
    teams = Team.objects.filter(archived_at__isnull=True).exclude(pk=0)
    people = User.objects.get_queryset().sellers().active()
    if not user.is_admin:
        led = managed_teams(user)
        teams = teams.filter(pk__in=led)
        people = people.filter(pk__in=members_on(led, today()))
    return list(teams.order_by("name", "pk")), list(people.order_by("full_name", "pk"))
