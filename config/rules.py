"""What a line of the policy is made of: who asks, how, and which record the address names."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

SEEN = ("GET", "HEAD")
SENT = ("POST",)
FORM = (*SEEN, *SENT)
#: What the API's framework takes to read: OPTIONS says what the address is for.
ASKED = ("GET", "OPTIONS")
READING = (*SEEN, "OPTIONS")


class Who(StrEnum):
    ANYBODY = "anybody"
    #: With METRICS_TOKEN, or on this machine in the embedded shape; others get 404.
    MACHINES = "machines"
    #: A password or a token sent along: a session of the pages plays no part.
    PROGRAMS = "programs"
    SIGNED_IN = "signed in"
    #: Managers and admins.
    LEADERS = "leaders"
    ADMINS = "admins"


@dataclass(frozen=True)
class Rule:
    who: Who
    methods: tuple[str, ...]
    record: str = ""
    reading: tuple[str, ...] = ()
    #: The record is one person's own: nobody else's, not even for an admin.
    private: bool = False
    #: Said between one person and who leads them today (or an admin); a colleague who reads the
    #: person's records does not see it.
    concerns: bool = False
    #: Of those, only who wrote it.
    authored: bool = False


def page(*, who: Who = Who.SIGNED_IN) -> Rule:
    return Rule(who, SEEN)


def form(*, who: Who = Who.SIGNED_IN) -> Rule:
    return Rule(who, FORM)


def reads(kind: str, methods: tuple[str, ...] = SEEN) -> Rule:
    return Rule(Who.SIGNED_IN, methods, kind, tuple(m for m in methods if m in READING))


def changes(
    kind: str, methods: tuple[str, ...] = FORM, *, who: Who = Who.SIGNED_IN
) -> Rule:
    return Rule(who, methods, kind)


def own(kind: str, methods: tuple[str, ...] = FORM) -> Rule:
    return Rule(Who.SIGNED_IN, methods, kind, private=True)


def between(
    kind: str, methods: tuple[str, ...] = FORM, *, authored: bool = False
) -> Rule:
    return Rule(Who.SIGNED_IN, methods, kind, concerns=True, authored=authored)
