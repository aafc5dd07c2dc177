"""Teams, people, and who is in which team since when."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import Any

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db.models import Model
from django.utils.translation import gettext as _

from crm.announce import announce_person
from crm.civil import civil_day
from crm.importing import reading
from crm.importing.fields import Field
from crm.importing.kind import Checked, Kind, Values, chosen, put_changes
from crm.importing.problems import Problem
from crm.importing.registry import register
from crm.models import Membership, Team, User
from crm.models.people import NO_TEAM_ID, UNASSIGNED_ID
from crm.services import people
from crm.text import plain

EXTERNAL_ID = Field(
    "external_id",
    "external id",
    longest=100,
    also=("id", "identifiant", "reference", "référence", "ref"),
    note="its key in the other system; lines with a known one update that row",
)
ROLES = {
    "rep": "rep",
    "sales rep": "rep",
    "commercial": "rep",
    "commerciale": "rep",
    "manager": "manager",
    "sales manager": "manager",
    "responsable": "manager",
    "responsable commercial": "manager",
    "admin": "admin",
    "administrator": "admin",
    "administrateur": "admin",
}
LANGUAGES = {
    "en": "en",
    "english": "en",
    "anglais": "en",
    "fr": "fr",
    "french": "fr",
    "francais": "fr",
}


@register
class Teams(Kind):
    name = "teams"
    admin_only = True
    matched_by = "external id, then name"
    fields = (
        EXTERNAL_ID,
        Field(
            "name", "name", required=True, longest=120, also=("team", "équipe", "nom")
        ),
        Field(
            "parent",
            "parent team",
            finds="teams",
            makes=True,
            also=("équipe parente", "parent"),
            note="created when missing",
        ),
        Field(
            "managers",
            "managers",
            also=("manager", "responsables", "responsable"),
            note="emails or names of people already there, separated by ;",
        ),
    )

    def complete(self, values: Values) -> None:
        if values.get("managers") is not None:
            names = [name.strip() for name in values["managers"].split(";")]
            found = self.job.related.find
            try:
                values["managers"] = [found("people", name) for name in names if name]
            except Problem as problem:
                raise Problem(problem.reason, "managers") from problem
        parent = values.get("parent")
        if parent is not None and plain(parent.name) == plain(values["name"]):
            raise Problem(_("A team cannot be under itself."), "parent")

    def key(self, values: Values) -> Hashable:
        return values.get("external_id") or plain(values["name"])

    def existing(self, values: Values) -> Any:
        return known(self, "teams", values)

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        for row in rows:
            if made := known(self, "teams", row.values):
                # A line above needed it as a parent before its own line came.
                self.update(made, row.values)
                continue
            fields = chosen(row.values, "name", "parent", "external_id")
            team = Team.objects.create(**fields)
            if managers := row.values.get("managers"):
                team.managers.set(managers)
            self.job.related["teams"].add(team)
        return []

    def update(self, row: Team, values: Values) -> bool:
        if row.pk == NO_TEAM_ID:
            raise Problem(_("This team is the application's own."), "name")
        changed = put_changes(row, chosen(values, "name", "external_id"))
        if changed:
            row.save(update_fields=changed)
        parent = values.get("parent")
        if parent is not None and parent.pk != row.parent_id:
            people.move_team(team=row, parent=parent, by=self.job.by, now=self.job.now)
            changed.append("parent")
        managers = values.get("managers")
        if managers and set(managers) != set(row.managers.all()):
            people.set_managers(
                team=row, managers=managers, by=self.job.by, now=self.job.now
            )
            changed.append("managers")
        return bool(changed)


@register
class Users(Kind):
    """People. Passwords are never imported: an administrator invites them."""

    name = "users"
    admin_only = True
    matched_by = "external id, then email"
    fields = (
        EXTERNAL_ID,
        Field(
            "name",
            "name",
            required=True,
            longest=150,
            also=("full name", "full_name", "nom", "sales rep", "commercial", "user"),
        ),
        Field(
            "email",
            "email",
            reading.email,
            required=True,
            longest=254,
            also=("e-mail", "mail", "courriel", "adresse e-mail"),
            note="what the person signs in with; a template can make it from the name",
        ),
        Field(
            "role",
            "role",
            reading.choice,
            words=ROLES,
            also=("rôle",),
            note="rep unless said otherwise",
        ),
        Field(
            "sells",
            "sells",
            reading.flag,
            also=("vend",),
            note="owns facts and is ranked; yes unless said otherwise",
        ),
        Field(
            "team",
            "team",
            finds="teams",
            makes=True,
            also=("équipe",),
            note="membership since always, from today on when they were in another; created "
            "when missing",
        ),
        Field(
            "manager_of",
            "manager of",
            finds="teams",
            makes=True,
            also=("responsable de",),
            note="a team they manage; created when missing",
        ),
        Field(
            "language", "language", reading.choice, words=LANGUAGES, also=("langue",)
        ),
    )
    written = ("role", "sells", "language", "external_id")

    def key(self, values: Values) -> Hashable:
        key: Hashable = values.get("external_id") or values["email"]
        return key

    def existing(self, values: Values) -> Any:
        return known(self, "people", values, by="email")

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        spoken = {"language": settings.FIRST_LANGUAGE}
        made = User.objects.bulk_create(
            [
                User(
                    email=row.values["email"],
                    full_name=row.values["name"],
                    password=make_password(None),
                    **(spoken | chosen(row.values, *self.written)),
                )
                for row in rows
            ]
        )
        memberships = []
        for user, row in zip(made, rows, strict=True):
            self.job.related["people"].add(user)
            if (team := row.values.get("team")) and team.pk != NO_TEAM_ID:
                memberships.append(Membership(user=user, team=team))
            if managed := row.values.get("manager_of"):
                managed.managers.add(user)
        Membership.objects.bulk_create(memberships)
        for user in made:
            announce_person(user.pk, from_on=None, to_on=None)
        return []

    def update(self, row: User, values: Values) -> bool:
        if row.pk == UNASSIGNED_ID:
            raise Problem(_("This person is the application's own."), "email")
        given = chosen(values, "email", *self.written) | {"full_name": values["name"]}
        changed = put_changes(row, given)
        if changed:
            row.save(update_fields=changed)
        team, managed = values.get("team"), values.get("manager_of")
        if team is not None and self._joins(row, team):
            changed.append("team")
        if managed is not None and not managed.managers.filter(pk=row.pk).exists():
            managed.managers.add(row)
            changed.append("manager_of")
        return bool(changed)

    def _joins(self, user: User, team: Team) -> bool:
        """Put the person in the team unless they are in it today."""
        today = civil_day(self.job.now, self.job.organisation.zone)
        held = user.memberships.all()
        current = held.on(today).first()
        if (current.team_id if current else NO_TEAM_ID) == team.pk:
            return False
        people.join_team(
            user=user,
            team=team,
            by=self.job.by,
            now=self.job.now,
            from_on=today if held.exists() else None,
        )
        return True


@register
class Memberships(Kind):
    """Who was in which team, from when until before when."""

    name = "memberships"
    admin_only = True
    matched_by = "person and first day"
    fields = (
        Field(
            "user",
            "person",
            finds="people",
            required=True,
            also=("rep", "name", "email", "sales rep", "commercial", "nom"),
        ),
        Field(
            "team", "team", finds="teams", makes=True, required=True, also=("équipe",)
        ),
        Field(
            "from_on",
            "from",
            reading.day,
            shape="date",
            also=("start", "début", "depuis", "du"),
            note="empty: since always",
        ),
        Field(
            "to_on",
            "until before",
            reading.day,
            shape="date",
            also=("to", "end", "fin", "au"),
            note="the first day outside the team; empty: still there",
        ),
    )

    def complete(self, values: Values) -> None:
        if values["user"].pk == UNASSIGNED_ID:
            raise Problem(_("Nobody in particular cannot be in a team."), "user")
        first, last = values.get("from_on"), values.get("to_on")
        if first and last and first >= last:
            raise Problem(_("The end must come after the start."), "to_on")

    def key(self, values: Values) -> Hashable:
        return (values["user"].pk, values.get("from_on"))

    def existing(self, values: Values) -> Any:
        held = values["user"].memberships
        return (
            held.filter(from_on=values["from_on"]).first()
            if values.get("from_on")
            else held.filter(from_on__isnull=True).first()
        )

    def create(self, rows: Sequence[Checked]) -> Sequence[Model]:
        for row in rows:
            self._check_free(None, row.values)
            Membership.objects.create(**self._row(row.values))
            self._announce(row.values["user"], None, row.values)
        return []

    def update(self, row: Membership, values: Values) -> bool:
        self._check_free(row, values)
        was = row.to_on
        changed = put_changes(
            row, {"team": values["team"], "to_on": values.get("to_on")}
        )
        if changed:
            row.save(update_fields=changed)
            wider = None if was is None else max(was, values.get("to_on") or was)
            self._announce(values["user"], wider, values)
        return bool(changed)

    @staticmethod
    def _row(values: Values) -> dict[str, Any]:
        return {
            "user": values["user"],
            "team": values["team"],
            "from_on": values.get("from_on"),
            "to_on": values.get("to_on"),
        }

    @staticmethod
    def _check_free(row: Membership | None, values: Values) -> None:
        """Two memberships of one person never share a day; said here in words."""
        first, last = values.get("from_on"), values.get("to_on")
        for other in values["user"].memberships.exclude(pk=row and row.pk):
            after = last is not None and other.from_on and other.from_on >= last
            before = first is not None and other.to_on and other.to_on <= first
            if not (after or before):
                raise Problem(
                    _("This overlaps with the membership of %(team)s.")
                    % {"team": other.team},
                    "from_on",
                )

    @staticmethod
    def _announce(user: User, until: Any, values: Values) -> None:
        to_on = values.get("to_on") if until is None else until
        announce_person(user.pk, from_on=values.get("from_on"), to_on=to_on)


def known(kind: Kind, what: str, values: Values, by: str = "name") -> Any:
    """The row of a small table this line means: same external id, or same name and no other id."""
    finder, external_id = kind.job.related[what], values.get("external_id")
    if external_id and (found := finder.candidates(external_id, "external_id")):
        return found[0] if found[0].pk is not None else None
    rows = [row for row in finder.candidates(values[by], by) if row.pk is not None]
    if external_id:
        rows = [row for row in rows if not row.external_id]
    return finder.only(rows, values[by])
