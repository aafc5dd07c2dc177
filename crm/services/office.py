"""Writes of an admin on people and teams, beyond joining and leaving (crm/services/people.py)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from crm.announce import announce_person, as_it_is
from crm.models import Membership, Team, User
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.people import (
    add_person,
    add_team,
    join_team,
    move_team,
    set_managers,
)

PERSON = ("full_name", "email", "role", "sells", "language", "hourly_cost")


@transaction.atomic
def new_person(*, team: Team | None, by: User, now: datetime, **values: Any) -> User:
    """A person without a password, in a team since always when one is given."""
    person = add_person(by=by, now=now, **values)
    if team is not None:
        join_team(user=person, team=team, by=by, now=now)
    return person


@transaction.atomic
def new_team(
    *,
    name: str,
    parent: Team | None,
    managers: Iterable[User],
    by: User,
    now: datetime,
) -> Team:
    """A team with its place in the tree and its managers."""
    team = add_team(by=by, now=now, name=name, parent=parent)
    set_managers(team=team, managers=list(managers), by=by, now=now)
    return team


@transaction.atomic
def edit_person(*, person: User, by: User, now: datetime, **values: Any) -> User:
    """Change who somebody is; the last administrator stays one.

    Whether a person sells decides who is counted in "per rep" figures, so their days are marked.
    """
    if unknown := set(values) - set(PERSON):
        raise ValueError(f"not editable: {unknown}")
    before = as_it_is(person)
    email = values.get("email", person.email).lower()
    if User.objects.exclude(pk=person.pk).filter(email__iexact=email).exists():
        raise Refused({"email": _("Somebody has this address already.")})
    if before.is_admin and values.get("role", "admin") != User.Role.ADMIN:
        _keep_one_admin(person)
    for name, value in (values | {"email": email}).items():
        setattr(person, name, value)
    person.save(update_fields=[*values, "email"])
    changes = difference(before, person, PERSON)
    if "sells" in changes:
        announce_person(person.pk, from_on=None, to_on=None)
    if changes:
        record(by=by, action="edited", row=person, at=now, changes=changes)
    return person


@transaction.atomic
def reactivate(*, person: User, by: User, now: datetime) -> User:
    """Somebody who left comes back, with what they did; refused for who was anonymised."""
    if person.anonymised_at is not None:
        raise Refused(_("Somebody who was anonymised does not come back."))
    person.is_active, person.deactivated_at = True, None
    person.save(update_fields=["is_active", "deactivated_at"])
    record(by=by, action="reactivated", row=person, at=now)
    return person


@transaction.atomic
def edit_team(
    *,
    team: Team,
    name: str,
    parent: Team | None,
    managers: list[User],
    by: User,
    now: datetime,
) -> Team:
    """Name, place in the tree and managers; the tree is current, history follows it."""
    if team.name != name:
        before = as_it_is(team)
        team.name = name
        team.save(update_fields=["name"])
        changes = difference(before, team, ["name"])
        record(by=by, action="edited", row=team, at=now, changes=changes)
    if team.parent != parent:
        move_team(team=team, parent=parent, by=by, now=now)
    if set(managers) != set(team.managers.all()):
        set_managers(team=team, managers=managers, by=by, now=now)
    return team


@transaction.atomic
def archive_team(*, team: Team, archived: bool, by: User, now: datetime) -> Team:
    """Take a team out of use; refused while somebody is in it or a team is under it."""
    if archived and Membership.objects.filter(team=team, to_on__isnull=True).exists():
        raise Refused(_("People are still in this team: move them first."))
    if archived and team.children.filter(archived_at__isnull=True).exists():
        raise Refused(_("Teams are still under this one: move them first."))
    team.archived_at = now if archived else None
    team.save(update_fields=["archived_at"])
    record(by=by, action="archived" if archived else "restored", row=team, at=now)
    return team


def _keep_one_admin(person: User) -> None:
    others = User.objects.select_for_update().filter(
        role=User.Role.ADMIN, is_active=True
    )
    if not others.exclude(pk=person.pk).exists():
        raise Refused({"role": _("The last administrator stays one.")})
