"""The whole policy on one screen: whose rows may this person see, and change.

Records follow their *current* owner; figures follow *frozen* credit (``FigureScope``).
Outside the scope is 404; inside but read-only is 403. No rule means nothing is shown.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_
from typing import TYPE_CHECKING, Any, TypeVar, cast

from django.apps import apps
from django.core.exceptions import PermissionDenied
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    Model,
    OuterRef,
    Q,
    QuerySet,
    When,
)
from django.http import Http404
from django.utils import timezone

from crm.models.people import UNASSIGNED_ID, Membership, Organisation, Team, User
from crm.remember import remembered

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

Row = TypeVar("Row", bound=Model)
NOTHING = Q(pk__in=[])
#: An empty ``Q()`` would vanish in ``NOTHING | Q()``; this one does not.
EVERY_ROW = ~Q(pk__in=[])


def today() -> date:
    """The civil day of the organisation: access asks who is in which team *now*."""
    return timezone.now().astimezone(Organisation.current().zone).date()


# -- teams ---------------------------------------------------------------------------------


def subtree(roots: set[int]) -> set[int]:
    """The teams themselves and everything below them (the tree is small and current)."""
    return _below(roots, remembered("parents", _parents))


def _parents() -> dict[int, int | None]:
    return dict(Team.objects.values_list("id", "parent_id"))


def _below(roots: set[int], parents: dict[int, int | None]) -> set[int]:
    found = set(roots)
    while more := {team for team, parent in parents.items() if parent in found} - found:
        found |= more
    return found


def managed_teams(user: User) -> set[int]:
    """Teams this person manages today, sub-teams included."""
    return remembered(("managed", user.pk), lambda: _teams_managed(user))


def _teams_managed(user: User) -> set[int]:
    rows = _teams_with_lead(user)
    roots = {team.pk for team in rows if team.led}  # type: ignore[attr-defined]
    parents: dict[int, int | None] = {team.pk: team.parent_id for team in rows}
    return _below(roots, remembered("parents", lambda: parents))


def _teams_with_lead(user: User) -> list[Team]:
    """Every team by name, with ``led``: whether this person is named its manager."""
    led = Team.managers.through.objects.filter(team=OuterRef("pk"), user=user)
    rows = Team.objects.annotate(led=Exists(led)).order_by("name")
    return remembered(("teams", user.pk), lambda: list(rows))


def managed_by_each(users: Iterable[User]) -> dict[int, set[int]]:
    """``managed_teams`` of many people, in two questions."""
    led: dict[int, set[int]] = {user.pk: set() for user in users}
    for who, team in Team.managers.through.objects.values_list("user_id", "team_id"):
        led.setdefault(who, set()).add(team)
    parents = remembered("parents", _parents)
    return {who: _below(roots, parents) for who, roots in led.items()}


def teams_led_by(user: User) -> list[Team]:
    """The teams this person manages, by name, in the question that finds which they are."""
    managed = managed_teams(user)
    return [team for team in _teams_with_lead(user) if team.pk in managed]


def members_on(
    teams: Iterable[int] | QuerySet[Membership, int], day: date
) -> QuerySet[Membership, int]:
    return (
        Membership.objects.on(day)
        .filter(team__in=teams)
        .values_list("user_id", flat=True)
    )


def own_teams(user: User, day: date) -> set[int]:
    return set(_teams_of(user, day))


def _teams_of(user: User, day: date) -> QuerySet[Membership, int]:
    """The same, to stand inside another query."""
    rows = Membership.objects.on(day).filter(user=user)
    return rows.values_list("team_id", flat=True)


# -- records -------------------------------------------------------------------------------


def _everything(user: User) -> bool:
    return user.role == User.Role.ADMIN


def reads_everything(user: User) -> bool:
    """Whether every record is this person's to read."""
    return user.is_active and _reads_all(user, Organisation.current())


def _reads_all(user: User, organisation: Organisation) -> bool:
    seen = organisation.records_seen_by_reps
    return _everything(user) or seen == Organisation.RecordsSeen.ALL


def readable(user: User | AnonymousUser, owner: str = "owner") -> Q:
    """Rows this person may read, by the path to their current owner."""
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    organisation = Organisation.current()
    if _reads_all(user, organisation):
        return EVERY_ROW
    if user.role == User.Role.MANAGER:
        return _managed(user, owner)
    mine = Q(**{owner: user.pk})
    if organisation.records_seen_by_reps == Organisation.RecordsSeen.TEAM:
        return mine | Q(
            **{f"{owner}__in": members_on(_teams_of(user, today()), today())}
        )
    return mine


def records_key(user: User) -> tuple[Any, ...]:
    """What ``readable`` follows from, for who keeps its statement."""
    return *names_key(user), Organisation.current().records_seen_by_reps


def _managed(user: User, owner: str) -> Q:
    """Own rows, and those of people who are today in a team this person manages."""
    members = members_on(managed_teams(user), today())
    # One list of people: no index serves an "or" with a condition of another table.
    theirs = User.objects.filter(Q(pk=user.pk) | Q(pk__in=members)).values("pk")
    return Q(**{f"{owner}__in": theirs})


def changeable(user: User | AnonymousUser, owner: str = "owner") -> Q:
    """Rows this person may change, by the path to their current owner."""
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    if _everything(user):
        return EVERY_ROW
    if user.role == User.Role.MANAGER:
        return _managed(user, owner)
    return Q(**{owner: user.pk})


#: How each kind of record names its owner, for reading and for changing.
OWNER_PATHS: dict[str, tuple[str, ...]] = {
    "prospect": ("owner",),
    "contact": ("prospect__owner",),
    "deal": ("owner",),
    "quote": ("deal__owner",),
    "activity": ("prospect__owner", "rep"),
    "complaint": ("owner",),
    "verbatim": ("owner",),
    "surveyanswer": ("owner",),
    "review": ("owner",),
    "surveyinvitation": ("prospect__owner",),
    "subscription": ("prospect__owner",),
    "contract": ("prospect__owner",),
    "timeentry": ("deal__owner",),
    "costentry": ("deal__owner",),
    "attachment": ("prospect__owner", "deal__owner", "complaint__owner"),
}


def _any_path(rule: Any, user: User | AnonymousUser, kind: str) -> Q:
    """Rows that any of their owners opens.

    Who opens own rows only has few of them, and no index serves an "or" of columns in two tables:
    each path is asked alone, or of a million activities all would be read. A team's are many; a list
    finds its first page of them by the index of its order.
    """
    paths = OWNER_PATHS[kind]
    rules = [rule(user, path) for path in paths]
    if len(paths) > 1 and rules == [Q(**{path: user.pk}) for path in paths]:
        rows = apps.get_model("crm", kind)._default_manager.order_by()
        first, *others = (rows.filter(one).values("pk") for one in rules)
        return Q(pk__in=first.union(*others))
    return cast("Q", reduce(or_, rules))


def readable_by_any(user: User | AnonymousUser, kind: str) -> Q:
    """Rows of this kind that any of their owners opens to this person."""
    return _any_path(readable, user, kind)


def may_change(user: User | AnonymousUser, row: Model) -> bool:
    kind = row._meta.model_name or ""
    rows = type(row)._default_manager.filter(pk=row.pk)
    return rows.filter(_any_path(changeable, user, kind)).exists()


def marking(rows: QuerySet[Row], user: User) -> QuerySet[Row]:
    """The rows with ``changeable``: whether this person may change each."""
    rule = _any_path(changeable, user, rows.model._meta.model_name or "")
    return cast("QuerySet[Row]", rows.annotate(changeable=_whether(rule)))


def marking_prospects(rows: QuerySet[Row], user: User) -> QuerySet[Row]:
    """The rows with ``prospect_changeable``: whether this person may change whom each is about."""
    rule = changeable(user, "prospect__owner")
    return cast("QuerySet[Row]", rows.annotate(prospect_changeable=_whether(rule)))


def _whether(rule: Q) -> Case:
    return Case(When(rule, then=True), default=False, output_field=BooleanField())


def changeable_rows(rows: QuerySet[Row], user: User | AnonymousUser) -> QuerySet[Row]:
    """The rows this person may change, and may therefore hang new facts on."""
    return rows.filter(_any_path(changeable, user, rows.model._meta.model_name or ""))


def get_readable(rows: QuerySet[Row], user: User | AnonymousUser, pk: int) -> Row:
    """The row, or 404 exactly as if it did not exist."""
    kind = rows.model._meta.model_name or ""
    found = rows.filter(_any_path(readable, user, kind)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def get_changeable(rows: QuerySet[Row], user: User | AnonymousUser, pk: int) -> Row:
    """The row to write: 404 outside the scope, 403 inside but read-only. One query says both."""
    rule = _any_path(changeable, user, rows.model._meta.model_name or "")
    said = Case(When(rule, then=True), default=False, output_field=BooleanField())
    found = get_readable(rows.annotate(may_be_changed=said), user, pk)
    if not found.may_be_changed:  # type: ignore[attr-defined]
        raise PermissionDenied
    return cast("Row", found)


def assignable_people(user: User) -> QuerySet[User, User]:
    """People this person may give a record to, or log for."""
    if not user.is_active:
        return User.objects.none()
    people = User.objects.filter(is_active=True, sells=True).exclude(pk=UNASSIGNED_ID)
    if _everything(user):
        return people
    if user.role == User.Role.MANAGER:
        return people.filter(
            Q(pk=user.pk) | Q(pk__in=members_on(managed_teams(user), today()))
        )
    return people.filter(pk=user.pk)


def visible_people(user: User | AnonymousUser) -> Q:
    """People whose names may be listed: own teams' for a rep, managed ones' for a manager."""
    if not isinstance(user, User) or not user.is_active:
        return NOTHING
    if _everything(user):
        return EVERY_ROW
    seen = Q(pk=user.pk) | Q(pk__in=members_on(_teams_of(user, today()), today()))
    if user.role == User.Role.MANAGER:
        seen |= Q(pk__in=members_on(managed_teams(user), today()))
    return seen


def names_key(user: User) -> tuple[Any, ...]:
    """What ``visible_people`` follows from, for who keeps its statement."""
    led = managed_teams(user) if user.role == User.Role.MANAGER else ()
    return user.pk, user.role, user.is_active, frozenset(led), today()


# -- figures -------------------------------------------------------------------------------


@dataclass(frozen=True)
class FigureScope:
    """Whose cells may be read: all of them, or own cells and cells of some teams, as of each day."""

    all: bool = False
    rep: int | None = None
    teams: frozenset[int] = frozenset()

    def reads_rep(self, rep: int) -> bool:
        return self.all or self.rep == rep


def figure_scope(user: User | AnonymousUser) -> FigureScope:
    """The figures a person may open: own credit, and the credit of teams managed today."""
    if not isinstance(user, User) or not user.is_active:
        return FigureScope()
    if _everything(user):
        return FigureScope(all=True)
    if user.role == User.Role.MANAGER:
        return FigureScope(rep=user.pk, teams=frozenset(managed_teams(user)))
    if Organisation.current().figures_seen_by_reps == Organisation.FiguresSeen.ALL:
        return FigureScope(all=True)
    return FigureScope(rep=user.pk)


def row_scope(user: User | AnonymousUser) -> FigureScope:
    """The rows behind figures: frozen credit too, but never further than records may be read."""
    seen = Organisation.current().records_seen_by_reps
    if not isinstance(user, User) or user.role != User.Role.REP:
        return figure_scope(user)
    if not user.is_active:
        return FigureScope()
    if seen == Organisation.RecordsSeen.ALL:
        return FigureScope(all=True)
    teams = own_teams(user, today()) if seen == Organisation.RecordsSeen.TEAM else set()
    return FigureScope(rep=user.pk, teams=frozenset(teams))


def reach_of(user: User) -> str:
    """A digest of what this person's rights follow from today: another one after any change of them.

    For what was written within those rights and is handed out later.
    """
    figures, rows = figure_scope(user), row_scope(user)
    teams = figures.teams | rows.teams
    held = (
        str(user.role),
        user.is_active,
        (figures.all, rows.all),
        str(Organisation.current().records_seen_by_reps),
        sorted(teams),
        sorted(members_on(teams, today())),
    )
    return hashlib.sha256(repr(held).encode()).hexdigest()


EVERYTHING = FigureScope(all=True)
