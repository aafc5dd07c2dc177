"""Which board the address asks for: pipeline, whose deals, filters. All of it can be bookmarked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Subquery
from django.http import QueryDict
from django.urls import reverse

from crm import access
from crm.civil import civil_day
from crm.filters import BOARD
from crm.filters.declared import Choice, Narrowed
from crm.models import Deal, Organisation, Pipeline, Stage, User
from crm.models.deal_queries import DealQuerySet
from crm.views.parts.board import CARDS, MOST_CARDS


@dataclass(frozen=True)
class Asked:
    reader: User
    address: QueryDict
    whose: str
    narrowed: Narrowed

    @property
    def deals(self) -> DealQuerySet:
        """The deals of whom the address names, as far as this person may see them."""
        seen = of_whom(Deal.objects.visible_to(self.reader), self.whose, self.reader)
        found: Any = self.narrowed.apply(seen)
        return found.order_by()  # type: ignore[no-any-return]

    @property
    def shown(self) -> int:
        """How many cards a column may have: more once somebody asked for more."""
        text = self.address.get("shown", "")
        number = int(text) if text.isdecimal() and len(text) < 5 else CARDS
        return min(max(number, CARDS), MOST_CARDS)

    def pipeline_of(self, stages: Sequence[Stage]) -> Pipeline | None:
        """The pipeline the address names, else the first one."""
        pipelines = pipelines_of(stages)
        asked = self.address.get("pipeline", "")
        named = (each for each in pipelines if str(each.pk) == asked)
        return next(named, pipelines[0] if pipelines else None)

    def person(self) -> Subquery:
        """The name of the person whose deals these are, when this reader may know it."""
        known = self.whose if self.whose.isdecimal() and len(self.whose) < 19 else "-1"
        people = User.objects.filter(access.visible_people(self.reader), pk=known)
        return Subquery(people.values("full_name")[:1])

    def bare(self, pipeline: Pipeline | None) -> str:
        """The same board without filters."""
        kept = {"pipeline": pipeline.pk if pipeline else "", "whose": self.whose}
        return f"{reverse('crm:pipeline')}?{urlencode(kept)}"

    def at(self, pipeline: Pipeline | None, **more: Any) -> str:
        """The address of this very board, with ``more`` parameters."""
        kept = {"pipeline": pipeline.pk if pipeline else "", "whose": self.whose}
        kept |= {name: value for name, value in self.narrowed.values.items() if value}
        if self.narrowed.words:
            kept["q"] = self.narrowed.words
        return f"{reverse('crm:pipeline')}?{urlencode(kept | more)}"

    def list_at(self, pipeline: Pipeline | None) -> str:
        """The same deals as a list."""
        kept: dict[str, Any] = {"view": "list"}
        if pipeline:
            kept["pipeline"] = pipeline.pk
        owner = str(self.reader.pk) if self.whose == "mine" else self.whose
        kept |= {"owner": owner} if owner.isdecimal() else {}
        kept |= {name: value for name, value in self.narrowed.values.items() if value}
        if self.narrowed.words:
            kept["q"] = self.narrowed.words
        return f"{reverse('crm:pipeline')}?{urlencode(kept)}"


def read(
    reader: User, address: QueryDict, offered: dict[str, list[Choice]] | None = None
) -> Asked:
    whose = address.get("whose") or default_whose(reader)
    return Asked(reader, address, whose[:20], BOARD.read(address, offered or {}))


def default_whose(user: User) -> str:
    return "mine" if user.sells and user.role == User.Role.REP else "all"


def of_whom(deals: DealQuerySet, whose: str, user: User) -> DealQuerySet:
    """``mine``, ``all`` (that may be seen), or one person's by id."""
    if whose == "mine":
        return deals.owned_by(user)
    if whose == "all":
        return deals
    known = whose.isdecimal() and len(whose) < 19
    return deals.of_owner(int(whose)) if known else deals.none()


def pipelines_of(stages: Sequence[Stage]) -> list[Pipeline]:
    """The pipelines of these stages, each once, in their order."""
    return list({stage.pipeline_id: stage.pipeline for stage in stages}.values())


def tag_of(row: Any, now: Any) -> str:
    """What the page saw: the same text as long as nothing on the board moved, today."""
    marks = (row.deals_mark, row.planned_mark, row.setup_mark)
    day = civil_day(now, Organisation.current().zone)
    return "-".join(str(mark or 0) for mark in (*marks, day.toordinal()))
