"""The journal of deals in words: from where to where, how much it was and is."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models.shipped import shown
from crm.templatetags.formats import DASH, day, money_minor
from crm.timeline import Told
from crm.views.parts import words
from crm.views.parts.told.entry import Entry, chip, entry

#: (icon, what happened, more about it)
Said = tuple[str, str, str]


def movement(row: Told, *, base: str) -> Entry:
    """``base`` is the currency of the journal, whatever the deal is written in."""
    icon, what, detail = SAYING[row.kind](row, base)
    marks = {"won": chip(_("Won"), "good", "✓"), "lost": chip(_("Lost"), "", "✕")}
    mark = chip(_("withdrawn")) if row.flag else marks.get(row.kind)
    url = reverse("crm:deal", args=[row.link])
    return entry(row, icon, what, detail=detail, url=url, chip=mark)


def _opened(row: Told, base: str) -> Said:
    what = _("Deal opened: %(deal)s") % {"deal": row.title}
    return "plus-circle", what, money_minor(row.amount, base)


def _stage(row: Told, base: str) -> Said:
    names = {"deal": row.title, "stage": shown(row.state), "before": shown(row.text)}
    if not row.text:
        return "arrow-right", _("%(deal)s moved to %(stage)s") % names, ""
    return "arrow-right", _("%(deal)s moved from %(before)s to %(stage)s") % names, ""


def _amount(row: Told, base: str) -> Said:
    what = _("Amount changed: %(deal)s") % {"deal": row.title}
    if row.amount is None:
        unpriced = _("No rate for its currency that day: counted, not priced.")
        return "arrow-repeat", what, unpriced
    was, change = row.other or 0, row.amount
    amounts = {
        "was": money_minor(was, base),
        "now": money_minor(was + change, base),
        "change": money_minor(change, base, signed=True),
    }
    detail = _("It was %(was)s, it is %(now)s (%(change)s).") % amounts
    return "arrow-repeat", what, detail


def _owner(row: Told, base: str) -> Said:
    names = {"deal": row.title, "rep": row.who, "before": row.extra}
    if not row.extra:
        return "person", _("%(deal)s given to %(rep)s") % names, ""
    return "person", _("%(deal)s passed from %(before)s to %(rep)s") % names, ""


def _expected(row: Told, base: str) -> Said:
    days = {"was": _day(row.text), "now": _day(row.state)}
    what = _("Expected close changed: %(deal)s") % {"deal": row.title}
    return "calendar3", what, _("It was %(was)s, it is %(now)s.") % days


def _day(text: str) -> str:
    return day(date.fromisoformat(text[:10]), "year") if text else DASH


def _won(row: Told, base: str) -> Said:
    what = _("Deal won: %(deal)s") % {"deal": row.title}
    return "trophy", what, money_minor(row.amount, base)


def _lost(row: Told, base: str) -> Said:
    what = _("Deal lost: %(deal)s") % {"deal": row.title}
    amount = money_minor(row.amount, base)
    return "x-circle", what, words.joined(amount, shown(row.text), row.extra)


def _reopened(row: Told, base: str) -> Said:
    what = _("Deal reopened: %(deal)s") % {"deal": row.title}
    return "arrow-counterclockwise", what, money_minor(row.amount, base)


SAYING: dict[str, Callable[[Told, str], Said]] = {
    "opened": _opened,
    "stage": _stage,
    "amount": _amount,
    "owner": _owner,
    "expected": _expected,
    "won": _won,
    "lost": _lost,
    "reopened": _reopened,
}
