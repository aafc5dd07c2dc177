"""A line of Today as ``crm/_queue_row.html`` shows it, by what it is about.

Keys of a row: id, icon, who, url, what, when, tone; ``phone`` (a tel: address) where a call can be
made; ``done_url`` with ``outcomes`` (one tap each) or ``done_sheet`` (its answer needs more words);
``later_url`` (Tomorrow, Monday by POST, another day by GET); ``ends`` (other ways it ended).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Activity
from crm.models.shipped import shown
from crm.services.today.doing import TAPS
from crm.services.today.waiting import Waiting, answer_due, contact_due
from crm.templatetags.formats import money_minor
from crm.views.parts import words

Row = dict[str, Any]
#: Kinds to which somebody else is expected: they may not have come.
EXPECTED = ("meeting", "demo", "onboarding")


def activity_row(each: Activity, now: datetime, *, late: bool) -> Row:
    say = words.late if late else words.soon
    who = each.prospect.name if each.prospect else each.subject
    what = each.subject or (each.deal.name if each.deal else "")
    return _row(
        f"activity-{each.pk}",
        words.KIND_ICONS[each.kind],
        who or words.kind_name(each.kind),
        url=reverse("crm:prospect", args=[each.prospect_id])
        if each.prospect_id
        else reverse("crm:activity", args=[each.pk]),
        what=words.joined(what or words.kind_name(each.kind), _amount(each, what)),
        when=say(each.at, all_day=each.all_day, now=now),
        tone="bad" if late else "",
        phone=phone_of(each) if each.kind == "call" else "",
        prospect=each.prospect_id,
        contact=each.contact_id,
        outcomes=_outcomes() if each.kind == "call" else [],
        ends=_ends(each),
        done_url=reverse("crm:activity-done", args=[each.pk]),
        end_url=reverse("crm:activity-cancel", args=[each.pk]),
        later_url=reverse("crm:activity-move", args=[each.pk]),
    )


def _amount(each: Activity, said: str) -> str:
    if each.deal is None or not each.deal.amount:
        return ""
    amount = money_minor(each.deal.amount, each.deal.currency)
    return "" if amount in said else amount


def _outcomes() -> list[dict[str, str]]:
    return [{"value": str(tap), "label": words.outcome_name(tap)} for tap in TAPS]


def _ends(each: Activity) -> list[dict[str, str]]:
    if each.kind not in EXPECTED:
        return []
    return [
        {"value": "no_show", "label": _("No-show")},
        {"value": "cancelled", "label": _("Cancelled")},
    ]


def complaint_row(each: Waiting, now: datetime) -> Row:
    due = answer_due(each.at)
    say = words.late if due < now else words.soon
    reason = shown(each.what)
    return _row(
        f"complaint-{each.pk}",
        "chat-left-text",
        each.who or reason,
        url=reverse("crm:complaint", args=[each.pk]),
        what=words.joined(_("Answer the complaint"), reason),
        when=say(due, all_day=False, now=now),
        tone="bad" if due < now else "caution",
        phone=_tel(each.phone),
        done_url=reverse("crm:complaint-answer", args=[each.pk]),
        later_url=reverse("crm:complaint-snooze", args=[each.pk]),
    )


def prospect_row(each: Waiting, now: datetime) -> Row:
    due = contact_due(each.at)
    say = words.late if due < now else words.soon
    return _row(
        f"never-{each.pk}",
        "telephone",
        each.who,
        url=reverse("crm:prospect", args=[each.pk]),
        what=words.joined(shown(each.what or ""), each.city),
        when=say(due, all_day=False, now=now),
        tone="bad" if due < now else "caution",
        phone=_tel(each.phone),
        prospect=each.pk,
        outcomes=_outcomes(),
        done_url=reverse("crm:prospect-called", args=[each.pk]),
        later_url=reverse("crm:prospect-snooze", args=[each.pk]),
    )


def deal_row(each: Waiting, now: datetime) -> Row:
    still = max(0, -words.days_apart(each.at, now))
    amount = money_minor(each.amount, each.currency)
    return _row(
        f"stale-{each.pk}",
        "hourglass-split",
        each.who or each.what,
        url=reverse("crm:deal", args=[each.pk]),
        what=words.joined(each.what if each.who else "", amount),
        when=words.days_text(still),
        done_sheet=f"{reverse('crm:log')}?deal={each.pk}&plan=1",
        later_url=reverse("crm:deal-snooze", args=[each.pk]),
    )


def _tel(number: str | None) -> str:
    return f"tel:{number}" if number else ""


def phone_of(each: Activity) -> str:
    """The number to call: the contact's own, else the prospect's."""
    contact, prospect = each.contact, each.prospect
    numbers = (contact.mobile_e164, contact.phone_e164) if contact else ()
    own = prospect.phone_e164 if prospect else ""
    return _tel(next((number for number in (*numbers, own) if number), ""))


def _row(pk: str, icon: str, who: str, **said: Any) -> Row:
    blank: Row = {"tone": "", "phone": "", "outcomes": [], "ends": []}
    blank |= {
        "prospect": None,
        "contact": None,
        "end_url": "",
        "done_url": "",
        "done_sheet": "",
        "token": str(uuid4()),
    }
    return blank | {"id": pk, "icon": icon, "who": who} | said
