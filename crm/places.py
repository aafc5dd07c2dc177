"""Where one can go and what one can do, by role: the rail, the search and its commands read it."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings
from django.urls import NoReverseMatch, get_script_prefix, reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from crm.models import Activity, User


def address_of(*names: str) -> str:
    """The first of the named addresses that exists, empty when none does."""
    return _address(names, settings.ROOT_URLCONF, get_script_prefix())


@lru_cache(maxsize=128)
def _address(names: tuple[str, ...], _routes: str, _prefix: str) -> str:
    """Every page says the same twenty of them."""
    for name in names:
        try:
            return reverse(name)
        except NoReverseMatch:
            continue
    return ""


@dataclass(frozen=True)
class Place:
    label: str
    url: str
    icon: str
    #: The letter after G that goes there.
    key: str = ""


def work() -> list[Place]:
    return [
        Place(pgettext("page", "Today"), address_of("crm:today"), "sun", "t"),
        Place(_("Prospects"), address_of("crm:prospects"), "people", "p"),
        Place(_("Pipeline"), address_of("crm:pipeline"), "kanban", "d"),
        Place(_("Activities"), address_of("crm:activities"), "calendar3", "a"),
        Place(_("Voice"), address_of("crm:voice"), "chat-left-text", "v"),
    ]


def figures(user: User) -> list[Place]:
    leads = user.is_manager or user.is_admin
    mine = address_of("kpis:my-figures", "kpis:mine")
    found = []
    if user.sells or not leads:
        found.append(Place(_("My figures"), mine, "speedometer2", "m"))
    if leads:
        found.append(Place(_("Team"), address_of("kpis:team"), "diagram-3", "e"))
    return [
        *found,
        Place(_("Summary"), address_of("kpis:summary"), "clipboard-data", "u"),
        Place(_("Rankings"), address_of("kpis:rankings"), "list-ol", "r"),
        Place(_("Funnel"), address_of("kpis:funnel"), "funnel", "f"),
        Place(_("Forecast"), address_of("kpis:forecast"), "graph-up-arrow", "k"),
        Place(_("What to notice"), address_of("kpis:noticed"), "lightbulb", "n"),
        Place(_("Catalogue"), address_of("kpis:catalogue"), "book", "c"),
    ]


def steering(user: User) -> list[Place]:
    found = []
    if user.is_manager or user.is_admin:
        found.append(Place(_("Targets"), address_of("kpis:targets"), "bullseye", "o"))
        found.append(Place(_("Review"), address_of("kpis:review"), "easel", "w"))
    found += [
        Place(_("Alerts and plans"), address_of("kpis:alerts"), "bell", "l"),
        Place(_("Customers"), address_of("kpis:worth"), "gem", "y"),
    ]
    if user.is_admin:
        found.append(Place(_("Set-up"), address_of("crm:setup"), "gear", "s"))
    return found


def places_of(user: User) -> list[tuple[str, str, str]]:
    """(label, address, icon) of every page in the person's rail, and their own."""
    everywhere = [*work(), *figures(user), *steering(user)]
    everywhere += [
        Place(_("Your profile"), address_of("crm:preferences"), "person"),
        Place(_("Change password"), address_of("account_change_password"), "key"),
    ]
    return [(place.label, place.url, place.icon) for place in everywhere if place.url]


@dataclass(frozen=True)
class Command:
    label: str
    url: str
    icon: str
    #: Other words people type for it.
    also: str = ""
    sheet: bool = True


def commands_of(user: User) -> list[Command]:
    """What can be done from anywhere."""
    log = reverse("crm:log")
    found = [Command(_("Log an activity"), log, "plus", _("note write record"))]
    words = dict(Activity.Kind.choices)
    found += [
        Command(
            _("Log: %(kind)s") % {"kind": words[kind]},
            f"{log}?kind={kind}",
            icon,
            _("log note record"),
        )
        for kind, icon in (
            ("call", "telephone"),
            ("email", "envelope"),
            ("meeting", "people"),
            ("demo", "easel"),
        )
    ]
    return [
        *found,
        Command(
            _("Plan a follow-up"), f"{log}?plan=1", "calendar3", _("task next step")
        ),
        Command(
            _("New prospect"),
            reverse("crm:prospect-new"),
            "people",
            _("add create lead"),
        ),
        Command(_("New deal"), reverse("crm:deal-new"), "kanban", _("add create")),
        Command(
            _("New complaint"),
            reverse("crm:complaint-new"),
            "chat-left-text",
            _("add create"),
        ),
        Command(
            _("Sign out"),
            reverse("account_logout"),
            "box-arrow-right",
            _("log out leave"),
            sheet=False,
        ),
    ]
