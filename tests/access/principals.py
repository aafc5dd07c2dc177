"""Who asks: a signed-in browser or a program, and how far it reaches into Camille's records."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from django.test import Client
from django.utils import timezone
from knox.models import AuthToken

from config.middleware import SEEN, STARTED
from crm.models import Organisation, User
from crm.services import people
from tests.access.world import READS, World
from tests.factories import NOW

#: How far each reaches into a record of ``rep``; nobody else sees it.
REACH = {
    "rep": "change",
    "rep_program": "change",
    "manager": "change",
    "admin": "change",
    "reading_teammate": "read",
}
LEADERS = ("manager", "other_manager", "admin")
STRANGERS = ("anonymous", "gone", "gone_program")
BROWSERS = (
    "anonymous",
    "gone",
    "rep",
    "teammate",
    "reading_teammate",
    "other_rep",
    "outsider",
    "manager",
    "other_manager",
    "admin",
)
#: The same through a token: their routes are those of the API.
PROGRAMS = ("rep_program", "other_rep_program", "gone_program")


@dataclass(frozen=True)
class Principal:
    name: str
    client: Client

    @property
    def signed_in(self) -> bool:
        return self.name not in STRANGERS

    @property
    def program(self) -> bool:
        return self.name in PROGRAMS

    @property
    def role(self) -> str:
        return self.name.removesuffix("_program")

    def reach(self) -> str:
        return REACH.get(self.name, "none")

    def reads(self) -> set[str]:
        """Whose canaries may stand in an answer to this principal."""
        return {self.role, *READS.get(self.role, ())} if self.signed_in else set()


def enter(world: World, name: str) -> Principal:
    """Sign in as this principal. It happens before somebody is deactivated, as in life."""
    before = PREPARED.get(name)
    who = name.removesuffix("_program").removeprefix("reading_")
    user = world.people.get(who)
    client = Client(REMOTE_ADDR="203.0.113.9")
    if name in PROGRAMS and user is not None:
        _kept, token = AuthToken.objects.create(user=user)
        client.defaults["HTTP_AUTHORIZATION"] = f"Token {token}"
    elif user is not None:
        client.force_login(user)
        _seen_now(client)
    if before is not None:
        before(world)
    return Principal(name, client)


def _seen_now(client: Client) -> None:
    """As after a first page: the session is not written for each request that follows."""
    session = client.session
    session[STARTED] = session[SEEN] = timezone.now().isoformat()
    session.save()


def _leave(world: World) -> None:
    people.deactivate(user=world.people["gone"], by=world.people["admin"], now=NOW)


def _share_records(world: World) -> None:
    people.edit_organisation(
        by=None, now=NOW, records_seen_by_reps=Organisation.RecordsSeen.TEAM
    )


PREPARED: dict[str, Callable[[World], None]] = {
    "gone": _leave,
    "gone_program": _leave,
    "reading_teammate": _share_records,
}


def person_of(world: World, principal: Principal) -> User | None:
    name = principal.role.removeprefix("reading_")
    return world.people.get(name)
