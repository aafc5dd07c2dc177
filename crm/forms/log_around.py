"""What the lines of a log may hang on: the person's prospects with their contacts, deals and plans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from itertools import islice
from typing import Any

from django.db.models import F, Q

from crm import access
from crm.models import Activity, Contact, Deal, Prospect, User
from crm.together import together

#: How many prospects are offered before a letter is typed; the others are found by typing.
OFFERED = 50
#: How many of them are a tap away, and how far back the person's own work is looked through.
RECENT, LOOKED_BACK = 6, 60
#: How far from a moment a plan may stand that is read for it.
NEAR = timedelta(hours=1)
#: Two of each line of the longest list; a form that sends more is not asked about.
MOST_MOMENTS = 80

Choices = list[tuple[int, str]]


def whole(value: Any) -> int | None:
    """An id as a form sends it; None for anything else."""
    text = str(getattr(value, "pk", value) or "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


class LogAround:
    """Rows within what the person may change, however many lines, in one query for all of them."""

    def __init__(
        self,
        user: User,
        ids: Iterable[Any],
        moments: Iterable[datetime] = (),
        *,
        at_once: bool = True,
    ) -> None:
        """``moments`` are those that something the person planned may stand at already.

        Not ``at_once``: what hangs on the prospects is read only when somebody asks for it.
        """
        self.user, self._at_once = user, at_once
        self._wanted = {pk for pk in map(whole, ids) if pk is not None}
        self._moments = set(islice(moments, MOST_MOMENTS))

    @cached_property
    def prospects(self) -> dict[int, Prospect]:
        return {row.pk: row for row in self._rows.get("prospects", ())}

    def contacts(self, prospect_id: int | None) -> list[Contact]:
        return self._hanging["contacts"].get(prospect_id or 0, [])

    def deals(self, prospect_id: int | None) -> list[Deal]:
        return self._hanging["deals"].get(prospect_id or 0, [])

    def plans(self, prospect_id: int | None) -> list[Activity]:
        return self._hanging["plans"].get(prospect_id or 0, [])

    def main_deal_id(self, prospect_id: int | None) -> int | None:
        """The open deal of the largest amount; of two as large the older one."""
        deals = self.deals(prospect_id)
        main = max(deals, key=lambda deal: (deal.amount or 0, -deal.pk), default=None)
        return main.pk if main else None

    @cached_property
    def _rows(self) -> dict[str, list[Any]]:
        if not self._wanted:
            return {}
        here = self._here()
        if not self._at_once:
            return {"prospects": list(here)}
        hanging = self._branches(here)
        return together(planned=self._near_moments(), prospects=here, **hanging)

    def _here(self) -> Any:
        mine = Prospect.objects.changeable_by(self.user).current()
        return mine.filter(pk__in=self._wanted)

    def _branches(self, here: Any) -> dict[str, Any]:
        ids = here.values("pk")
        contacts = Contact.objects.filter(prospect__in=ids, archived_at__isnull=True)
        deals = Deal.objects.changeable_by(self.user).open().filter(prospect__in=ids)
        plans = access.changeable_rows(Activity.objects.planned(), self.user)
        return {
            "contacts": contacts.order_by("-is_main", "name", "pk"),
            "deals": deals.order_by("-pk"),
            "plans": plans.filter(prospect__in=ids).order_by("at"),
        }

    @cached_property
    def _hanging(self) -> dict[str, dict[int, list[Any]]]:
        """{kind: {prospect: rows}}"""
        rows = self._rows
        if rows and not self._at_once:
            rows = together(**self._branches(self._here()))
        found: dict[str, dict[int, list[Any]]] = {}
        for name in ("contacts", "deals", "plans"):
            of_each = found.setdefault(name, {})
            for row in rows.get(name, ()):
                of_each.setdefault(row.prospect_id, []).append(row)
        return found

    def planned_near(self, at: datetime, near: timedelta) -> Activity | None:
        """What the person has planned within this time of that moment, with its ``prospect_name``."""
        if at not in self._moments:
            self._moments.add(at)
            self.__dict__["_planned"] = list(self._near_moments())
        around = (plan for plan in self._planned if abs(plan.at - at) < near)
        return next(around, None)

    @cached_property
    def _planned(self) -> list[Any]:
        """Near any of the moments, the earliest first."""
        rows = self._rows
        return rows["planned"] if "planned" in rows else list(self._near_moments())

    def _near_moments(self) -> Any:
        rows = Activity.objects.planned().done_by(self.user).filter(all_day=False)
        some = Q(pk__in=[])
        for at in self._moments:
            some |= Q(at__gt=at - NEAR, at__lt=at + NEAR)
        named = rows.filter(some).annotate(prospect_name=F("prospect__name"))
        return named.order_by("at")

    @cached_property
    def recent(self) -> Choices:
        """[(id, name)] of whom the person worked with last."""
        worked = (
            Activity.objects.done_by(self.user)
            .filter(prospect__archived_at__isnull=True)
            .order_by("-at")
            .values_list("prospect_id", "prospect__name", "prospect__owner_id")
        )
        found: dict[int, str] = {}
        for pk, name, owner in worked[:LOOKED_BACK]:
            if owner == self.user.pk:
                found.setdefault(pk, name)
        return list(found.items())[:RECENT]

    @cached_property
    def offered(self) -> Choices:
        """[(id, name)]: whom the person worked with last, then the newest."""
        mine = Prospect.objects.changeable_by(self.user).current()
        newest = mine.order_by("-detected_at", "-id").values_list("pk", "name")
        chosen = [(pk, row.name) for pk, row in self.prospects.items()]
        return list(dict([*chosen, *self.recent, *newest[:OFFERED]]).items())
