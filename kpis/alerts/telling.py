"""One notice a day to each whom new alerts concern, whatever their number."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.civil import civil_day
from crm.models import Membership, Notice, Organisation, Team, User
from crm.services.letters import notify
from kpis.alerts.reading import alerts_of
from kpis.catalogue import KPIS
from kpis.models import Alert
from kpis.subjects import name_of


@transaction.atomic
def tell(*, now: datetime) -> int:
    """Tell whom it concerns of alerts nobody was told of; how many people were told.

    The key is the day: a second run, or a second worker, says nothing twice.
    """
    rows = Alert.objects.open().filter(told_at__isnull=True)
    waiting = list(
        rows.select_for_update(of=("self",)).select_related("rule", "user", "team")
    )
    if not waiting:
        return 0
    day = civil_day(now, Organisation.current().zone)
    told = sum(
        _tell(person, alerts, day, now)
        for person, alerts in concerned(waiting, day).items()
    )
    rows.filter(pk__in=[alert.pk for alert in waiting]).update(told_at=now)
    return told


def concerned(alerts: Sequence[Alert], day: date) -> dict[User, list[Alert]]:
    """{person: alerts}: a person of the own figure and who leads their team; of a team's figure who
    leads it; of the company's the admins."""
    teams = _Leaders()
    held = dict(Membership.objects.on(day).values_list("user_id", "team_id"))
    found: dict[User, list[Alert]] = {}
    for alert in alerts:
        team = alert.team_id if alert.user_id is None else held.get(alert.user_id)
        people = dict.fromkeys(teams.of(team))
        if alert.user is not None and not alert.for_leaders:
            people[alert.user] = None
        for person in people:
            if person.is_active:
                found.setdefault(person, []).append(alert)
    return found


class _Leaders:
    """Who leads each team: its managers, else those of the team above, else the admins."""

    def __init__(self) -> None:
        self.parents = dict(Team.objects.values_list("pk", "parent_id"))
        self.managers: dict[int, list[User]] = {}
        led = Team.managers.through.objects.select_related("user")
        # Whose role was taken back stays named in the team, and reads its figures no more.
        leads = led.filter(user__is_active=True).exclude(user__role=User.Role.REP)
        for link in leads.order_by("pk"):
            self.managers.setdefault(link.team_id, []).append(link.user)
        admins = User.objects.get_queryset().active().filter(role=User.Role.ADMIN)
        self.admins = list(admins.order_by("pk"))

    def of(self, team: int | None) -> Iterable[User]:
        while team is not None:
            if team in self.managers:
                return self.managers[team]
            team = self.parents.get(team)
        return self.admins


def _tell(person: User, alerts: Sequence[Alert], day: date, now: datetime) -> bool:
    """A notice of the day; one that is still unread counts on, one that was read stays as it was."""
    key = f"alerts:{day}"
    with translation.override(person.language):
        new = notify(
            user=person,
            key=key,
            kind=Notice.Kind.FIGURE,
            label=label_of(alerts),
            address=reverse("kpis:alerts"),
            now=now,
        )
        if not new:
            unread = Notice.objects.filter(user=person, key=key, read_at__isnull=True)
            since = unread.values_list("at", flat=True).first()
            if since is not None:
                unread.update(label=label_of(_since(person, alerts, since)))
    return new


def _since(person: User, alerts: Sequence[Alert], at: datetime) -> list[Alert]:
    """These alerts, after those the person was told of that day."""
    earlier = alerts_of(person).filter(told_at__gte=at).order_by("opened_at", "pk")
    return [*earlier, *alerts]


def label_of(alerts: Sequence[Alert]) -> str:
    """Calls made, Hugo Bernard and 2 more: in the language that is active."""
    first, more = alerts[0], len(alerts) - 1
    kpi = KPIS.get(first.rule.kpi)
    what = str(kpi.label) if kpi else _("the figures are late")
    name = f"{what}, {name_of(first)}" if kpi else what
    if not more:
        return name[:200]
    words = ngettext("%(name)s and %(n)d more", "%(name)s and %(n)d more", more)
    return words % {"name": name[:150], "n": more}
