"""The pipeline as a board: columns with count, sum and weighted sum, from few queries."""

from __future__ import annotations

import zlib
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.models import Organisation, Stage, User
from crm.models.deal_queries import DealQuerySet
from crm.templatetags.formats import percent
from crm.views.parts.cards import card
from crm.views.parts.closing import WON_CARDS, lost_tail, month_start, won_facts
from crm.views.parts.column_sums import Sums, no_rate_text, sums_by_stage, whole

#: Cards of a column at first, and with each *show more*.
CARDS = 50
#: A column is a place to work, not an archive: the rest is in the list.
MOST_CARDS = 500


@dataclass(frozen=True)
class Columns:
    """What the board is drawn from. ``shown``: how many cards a column may have."""

    stages: Sequence[Stage]
    deals: DealQuerySet
    reader: User
    now: datetime
    list_url: str
    cards_url: str
    shown: int = CARDS

    def drawn(self) -> dict[str, Any]:
        """{columns, summary} of ``components/_board.html``."""
        since, base = month_start(self.now), Organisation.current().base_currency
        sums = sums_by_stage(self.deals.board_totals(since))
        by_stage: dict[int, list[Any]] = defaultdict(list)
        for deal in self.cards(since):
            by_stage[deal.stage_id].append(deal)
        columns = []
        for stage in self.stages:
            total = sums.get(stage.pk, Sums())
            if stage.kind == Stage.Kind.OPEN and (stage.in_use or total.count):
                columns.append(self._open(stage, total, by_stage[stage.pk], base))
            elif stage.kind == Stage.Kind.WON:
                columns.append(self._won(stage, sums, by_stage[stage.pk], base))
        if columns:
            columns[0]["shown"] = True
        for column in columns:
            column["digest"] = zlib.crc32(repr(column).encode())
        return {"columns": columns, "summary": self._summary(sums, base)}

    def cards(self, since: datetime) -> DealQuerySet:
        rows = self.deals.on_board(since).newest_of_each_stage(self.shown)
        return rows.as_cards(self.reader, self.now)

    def _open(
        self, stage: Stage, sums: Sums, deals: list[Any], base: str
    ) -> dict[str, Any]:
        weighted = whole(sums.weighted, base)
        hidden = sums.count - len(deals)
        return _column(stage, sums, base) | {
            "probability": percent(Decimal(stage.probability) / 100),
            "unset": not stage.probability,
            "weighted": _("weighted %(sum)s") % {"sum": weighted},
            "deals": [card(deal, self.now) for deal in deals],
            "add_url": f"{reverse('crm:deal-new')}?stage={stage.pk}",
            "more": _("%(n)s more") % {"n": hidden} if hidden > 0 else "",
            "more_url": f"{self.list_url}&state=open&stage={stage.pk}",
            "more_cards": len(deals) if hidden > 0 and self.shown < MOST_CARDS else 0,
            "cards_url": self.cards_url,
        }

    def _won(
        self, stage: Stage, sums: dict[int, Sums], deals: list[Any], base: str
    ) -> dict[str, Any]:
        total = sums.get(stage.pk, Sums())
        shown = [card(deal, self.now) for deal in deals[:WON_CARDS]]
        column = _column(stage, total, base) | won_facts(total, base, self.now)
        column |= {"deals": shown, "more_url": f"{self.list_url}&state=won"}
        for lost in self.stages:
            if lost.kind == Stage.Kind.LOST:
                gone = sums.get(lost.pk, Sums())
                column["tail"] = lost_tail(lost.pk, gone, base, self.list_url)
        return column

    def _summary(self, sums: dict[int, Sums], base: str) -> dict[str, Any]:
        ids = [stage.pk for stage in self.stages if stage.kind == Stage.Kind.OPEN]
        found = [sums[pk] for pk in ids if pk in sums]
        return {
            "count": sum(each.count for each in found),
            "sum": whole(sum(each.amount for each in found), base),
            "weighted": whole(sum(each.weighted for each in found), base),
            "without_next": sum(each.lonely for each in found),
            "no_rate": no_rate_text(sum(each.no_rate for each in found)),
        }


def _column(stage: Stage, sums: Sums, base: str) -> dict[str, Any]:
    """The keys every column has."""
    return {
        "id": stage.pk,
        "name": str(stage),
        "glyph": "",
        "shown": False,
        "asks": "",
        "unset": False,
        "tail": None,
        "count": sums.count,
        "sum": whole(sums.amount, base),
        "no_rate": no_rate_text(sums.no_rate),
        "add_url": "",
        "more_cards": 0,
    }
