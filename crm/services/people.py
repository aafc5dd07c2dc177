"""Writes on people, teams and memberships."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from crm.announce import announce_calendar, announce_person, as_it_is
from crm.models import Deal, Membership, Organisation, Team, User
from crm.models.people import NO_TEAM_ID, UNASSIGNED_ID
from crm.remember import forget
from crm.services import cost_days, crediting, definitions, departures
from crm.services.errors import Refused
from crm.services.history import difference, record
from crm.services.way_back import Kept


@transaction.atomic
def add_person(
    *,
    by: User | None,
    now: datetime,
    email: str,
    full_name: str,
    password: str | None = None,
    **fields: Any,
) -> User:
    """A person who can sign in once they have a password."""
    if User.objects.filter(email__iexact=email).exists():
        raise Refused({"email": _("Somebody has this address already.")})
    user = User.objects.create_user(email, password, full_name=full_name, **fields)
    record(by=by, action="created", row=user, at=now)
    return user


@transaction.atomic
def add_team(
    *,
    by: User | None,
    now: datetime,
    name: str,
    parent: Team | None = None,
    **fields: Any,
) -> Team:
    team = Team.objects.create(name=name, parent=parent, **fields)
    record(by=by, action="created", row=team, at=now)
    return team


@transaction.atomic
def join_team(
    *,
    user: User,
    team: Team | None,
    by: User | None,
    now: datetime,
    from_on: date | None = None,
) -> Membership | None:
    """From that day on the person is in this team (null: in none). What came before stays.

    ``from_on`` null means since always and replaces the whole history.
    """
    if user.pk == UNASSIGNED_ID:
        raise Refused(_("Nobody in particular cannot be in a team."))
    held = Membership.objects.select_for_update().filter(user=user)
    if from_on is None:
        held.delete()
    else:
        held.filter(from_on__gte=from_on).delete()
        held.filter(Q(to_on__isnull=True) | Q(to_on__gt=from_on)).update(to_on=from_on)
    joined = None
    if team is not None and team.pk != NO_TEAM_ID:
        joined = Membership.objects.create(user=user, team=team, from_on=from_on)
    forget()
    announce_person(user.pk, from_on=from_on, to_on=None)
    moved = {
        "team": [None, team.name if team else None],
        "from_on": [None, str(from_on)],
    }
    record(by=by, action="joined a team", row=user, at=now, changes=moved)
    return joined


@transaction.atomic
def set_managers(
    *, team: Team, managers: list[User], by: User | None, now: datetime
) -> None:
    was = sorted(team.managers.values_list("email", flat=True))
    team.managers.set(managers)
    changes = {"managers": [was, sorted(m.email for m in managers)]}
    record(by=by, action="managers set", row=team, at=now, changes=changes)


@transaction.atomic
def move_team(
    *, team: Team, parent: Team | None, by: User | None, now: datetime
) -> Team:
    """Put a team under another one; never under itself."""
    above = parent
    while above is not None:
        if above.pk == team.pk:
            raise Refused({"parent": _("A team cannot be under itself.")})
        above = above.parent
    before = as_it_is(team)
    team.parent = parent
    team.save(update_fields=["parent"])
    record(
        by=by,
        action="moved",
        row=team,
        at=now,
        changes=difference(before, team, ["parent"]),
    )
    return team


def refuse_last_admin(user: User) -> None:
    """Somebody must remain who can set things up. Inside a transaction: admins are locked."""
    others = User.objects.select_for_update().filter(
        role=User.Role.ADMIN, is_active=True
    )
    if user.is_admin and not others.exclude(pk=user.pk).exists():
        raise Refused(_("The last administrator cannot be deactivated."))


@transaction.atomic
def deactivate(
    *, user: User, by: User, now: datetime, kept: Kept | None = None
) -> User:
    """The person can no longer sign in; everything they did stays theirs."""
    refuse_last_admin(user)
    (kept or Kept()).keep([user])
    user.is_active, user.deactivated_at = False, now
    user.save(update_fields=["is_active", "deactivated_at"])
    record(by=by, action="deactivated", row=user, at=now)
    return user


@transaction.atomic
def edit_organisation(*, by: User | None, now: datetime, **values: Any) -> Organisation:
    """Change the organisation's choices; another time zone or fiscal year redraws every day.

    A choice that figures depend on is noted: they are computed differently since.
    """
    organisation = Organisation.current()
    before = as_it_is(organisation)
    currency = values.get("base_currency", organisation.base_currency)
    if currency != organisation.base_currency and Deal.objects.exists():
        raise Refused(
            {"base_currency": _("Amounts are already kept in the base currency.")}
        )
    for name, value in values.items():
        setattr(organisation, name, value)
    organisation.full_clean()
    organisation.save()
    changes = difference(before, organisation, values)
    if {"time_zone", "fiscal_first_month"} & set(changes):
        announce_calendar(now)
    if {"working_week", "country"} & set(changes):
        cost_days.spread_all()
    if "churn_after_months" in changes:
        departures.forget_day()
    if "method_rule" in changes:
        crediting.credit_all(by=by, now=now)
    definitions.note(changes, by=by, now=now)
    record(by=by, action="edited", row=organisation, at=now, changes=changes)
    return Organisation.current()


#: What a person sets for themselves.
PREFERENCES = {
    "language",
    "theme",
    "shortcuts_on",
    "remind_minutes",
    "reminded_by_mail",
}


@transaction.atomic
def prefer(*, user: User, **choices: Any) -> User:
    """A person's own language, theme and shortcuts: nobody else's business, not audited."""
    if unknown := set(choices) - PREFERENCES:
        raise ValueError(f"not a preference: {unknown}")
    for name, value in choices.items():
        setattr(user, name, value)
    if choices:
        user.save(update_fields=list(choices))
    return user
