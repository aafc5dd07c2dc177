"""Reminders: what was planned for an hour is told shortly before, once, on the page and by mail."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from crm.models import Activity, Notice, Organisation, User
from crm.services.letters import notify, write_letter
from crm.templatetags.formats import clock, day

#: After a worker was down, what is later than this is overdue in the queue and needs no reminder.
STILL_WORTH_IT = timedelta(hours=1)


def remind(*, now: datetime) -> int:
    """Tell everybody what is about to begin; how many were told.

    Run again, or by two workers at once, it tells nobody twice: the key of a reminder is its
    activity and its hour, so that one moved to another hour is told again.
    """
    due = list(_due(now))
    keys = {key_of(each) for each in due}
    told = Notice.objects.filter(key__in=keys).values_list("user_id", "key")
    known = set(told)
    left = [each for each in due if (each.rep_id, key_of(each)) not in known]
    return sum(_remind(each, now) for each in left)


def key_of(activity: Activity) -> str:
    """What makes two reminders the same one."""
    return f"reminder:{activity.pk}:{activity.at.timestamp():.0f}"


def _due(now: datetime) -> Iterator[Activity]:
    """Planned with an hour, about to begin by its person's own choice, or hardly begun."""
    people = User.objects.get_queryset().active().filter(remind_minutes__isnull=False)
    longest = people.aggregate(longest=Max("remind_minutes"))["longest"]
    if longest is None:
        return
    until = now + timedelta(minutes=longest) + timedelta(seconds=1)
    rows = Activity.objects.planned().between(now - STILL_WORTH_IT, until)
    rows = rows.filter(all_day=False, rep__in=people)
    for each in rows.select_related("rep", "prospect").order_by("at", "id"):
        ahead = timedelta(minutes=each.rep.remind_minutes or 0)
        if each.at - ahead <= now:
            yield each


@transaction.atomic
def _remind(activity: Activity, now: datetime) -> bool:
    """Both or none; False when another worker told it meanwhile."""
    person, address = activity.rep, reverse("crm:activity", args=[activity.pk])
    with (
        translation.override(person.language),
        timezone.override(Organisation.current().time_zone),
    ):
        new = notify(
            user=person,
            key=key_of(activity),
            kind=Notice.Kind.REMINDER,
            label=about(activity),
            address=address,
            now=now,
            due_at=activity.at,
        )
        if new and person.reminded_by_mail:
            _write(activity, person, address, now)
    return new


def about(activity: Activity) -> str:
    """Call, Durand: in the language that is active."""
    kind = str(activity.get_kind_display()).capitalize()
    who = activity.prospect.name if activity.prospect else activity.subject
    return f"{kind}, {who}" if who else kind


def _write(activity: Activity, person: User, address: str, now: datetime) -> None:
    what = {"what": about(activity), "at": clock(activity.at)}
    what |= {"day": day(activity.at, "week")}
    lines = [_("%(what)s is planned for %(day)s at %(at)s.") % what]
    if activity.prospect and activity.subject:
        lines.append(activity.subject)
    # Where browsers find us, when the operator said so.
    lines += [f"{origin}{address}" for origin in settings.CSRF_TRUSTED_ORIGINS[:1]]
    write_letter(
        key=f"{key_of(activity)}:{person.pk}",
        to=person.email,
        subject=_("%(at)s: %(what)s") % what,
        text="\n\n".join(lines),
        now=now,
        user=person,
    )
