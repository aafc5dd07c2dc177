"""The precomputed figures: one wide row per person and day, and what was corrected since."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ClassVar, TypeVar

from django.db import models
from django.utils.translation import gettext_lazy as _

from kpis.measures import STORED
from kpis.models.calendar import CivilDay

Table = TypeVar("Table", bound=type[models.Model])


def columns_for(measures: Iterable[str]) -> Callable[[Table], Table]:
    """Add one bigint column per measure, zero by default. Their order makes no migration."""

    def add(table: Table) -> Table:
        for key in sorted(measures):
            field = models.BigIntegerField(default=0, db_default=0)
            table.add_to_class(key, field)
        return table

    return add


@columns_for(STORED)
class DailySnapshot(models.Model):
    """The measures of one person on one civil day, and the team that person was in.

    Plain integers: no foreign key constraint slows the writing of a million rows.
    """

    pk = models.CompositePrimaryKey("day", "rep_id")
    day = models.ForeignKey(
        CivilDay,
        on_delete=models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        db_column="day",
        related_name="cells",
    )
    rep_id = models.BigIntegerField(_("sales rep"))
    team_id = models.BigIntegerField(_("team"), default=0, db_default=0)

    class Meta:
        verbose_name = _("daily snapshot")
        indexes: ClassVar = [
            models.Index(fields=["rep_id", "day"], name="dailysnapshot_rep_day")
        ]

    def __str__(self) -> str:
        return f"{self.day_id} · {self.rep_id}"


#: Beside the measures of a restatement: the team that a closed month's figures left and joined.
TEAM = "team"


class Restatement(models.Model):
    """A published day changed: per measure what it was and is. None for first builds."""

    day = models.DateField(_("day"))
    rep_id = models.BigIntegerField(_("sales rep"))
    team_id = models.BigIntegerField(_("team"), default=0)
    changes = models.JSONField(_("changes"))
    at = models.DateTimeField(_("restated"))

    class Meta:
        verbose_name = _("restatement")
        indexes: ClassVar = [
            models.Index(fields=["rep_id", "day"], name="restatement_rep_day")
        ]

    def __str__(self) -> str:
        return f"{self.day} · {self.rep_id}"
