"""What the lines of a log may hang on: the person's prospects with their contacts, deals and plans."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from crm import access
from crm.models import Activity, Contact, Deal, Prospect, User

#: How many prospects are offered before a letter is typed; the others are found by typing.
OFFERED = 50
#: How many of them are a tap away, and how far back the person's own work is looked through.
RECENT, LOOKED_BACK = 6, 60

Choices = list[tuple[int, str]]


def whole(value: Any) -> int | None:
    """An id as a form sends it; None for anything else."""
    text = str(getattr(value, "pk", value) or "")
    return int(text) if text.isdecimal() and len(text) < 19 else None


class LogAround:
    """Rows within what the person may change, however many lines, in one query a kind."""

    def __init__(self, user: User, ids: Iterable[Any]) -> None:
        self.user = user
        wanted = {pk for pk in map(whole, ids) if pk is not None}
        mine = Prospect.objects.changeable_by(user).current()
        self.prospects = mine.in_bulk(wanted) if wanted else {}

    def contacts(self, prospect_id: int | None) -> list[Contact]:
        return self._contacts.get(prospect_id or 0, [])

    def deals(self, prospect_id: int | None) -> list[Deal]:
        return self._deals.get(prospect_id or 0, [])

    def plans(self, prospect_id: int | None) -> list[Activity]:
        return self._plans.get(prospect_id or 0, [])

    @cached_property
    def _contacts(self) -> dict[int, list[Any]]:
        rows = Contact.objects.filter(prospect__in=self.prospects)
        here = rows.filter(archived_at__isnull=True)
        return self._grouped(here.order_by("-is_main", "name", "pk"))

    @cached_property
    def _deals(self) -> dict[int, list[Any]]:
        rows = Deal.objects.changeable_by(self.user).open()
        return self._grouped(rows.filter(prospect__in=self.prospects).order_by("-pk"))

    @cached_property
    def _plans(self) -> dict[int, list[Any]]:
        rows = access.changeable_rows(Activity.objects.planned(), self.user)
        return self._grouped(rows.filter(prospect__in=self.prospects).order_by("at"))

    def _grouped(self, rows: Any) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = {}
        for row in rows if self.prospects else ():
            found.setdefault(row.prospect_id, []).append(row)
        return found

    def planned_near(self, at: datetime, near: timedelta) -> Activity | None:
        """What the person has planned within this time of that moment."""
        rows = Activity.objects.planned().done_by(self.user).filter(all_day=False)
        around = rows.filter(at__gt=at - near, at__lt=at + near)
        return around.select_related("prospect").order_by("at").first()

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
