"""The days, what must be recomputed on them, and whether they were shown."""

from __future__ import annotations

from typing import ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _


class CivilDay(models.Model):
    """One civil day of the organisation: calendar, lock and freshness in one row.

    ``week``, ``month``, ``quarter`` and ``year`` are the first days of the periods it belongs to.
    A snapper locks the row while it recomputes cells of that day. ``published_at`` is when the
    closed day was first complete: what changes later leaves a restatement.
    """

    day = models.DateField(_("day"), primary_key=True)
    starts_at = models.DateTimeField(_("starts"))
    ends_at = models.DateTimeField(_("ends"))
    week = models.DateField(_("week"))
    month = models.DateField(_("month"))
    quarter = models.DateField(_("quarter"))
    year = models.DateField(_("year"))
    published_at = models.DateTimeField(_("published"), null=True, blank=True)

    class Meta:
        verbose_name = _("civil day")
        indexes: ClassVar = [
            models.Index(
                fields=["day"],
                name="civilday_unpublished",
                condition=models.Q(published_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return str(self.day)


class Mark(models.Model):
    """'Recompute this person's day': append-only, written with the fact, deleted by the snapper."""

    day = models.DateField(_("day"))
    rep_id = models.BigIntegerField(_("sales rep"))

    class Meta:
        verbose_name = _("mark")
        indexes: ClassVar = [models.Index(fields=["day"], name="mark_day")]

    def __str__(self) -> str:
        return f"{self.day} · {self.rep_id}"


class TeamMark(models.Model):
    """'This person's team changed on these days': written with the change, read once it is committed.

    Only then does whoever computes a cell see the new team; until then a fact of somebody else may
    still be computed with the team of before, and nobody can know its day.
    """

    rep_id = models.BigIntegerField(_("sales rep"))
    from_on = models.DateField(_("from"), null=True)
    to_on = models.DateField(_("until"), null=True)

    class Meta:
        verbose_name = _("team mark")

    def __str__(self) -> str:
        return f"{self.rep_id} · {self.from_on} – {self.to_on}"


class Heartbeat(models.Model):
    """When something last went well: ``figures`` = the ledger was seen empty."""

    name = models.CharField(max_length=40, primary_key=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.name} {self.at:%H:%M}"


class BuiltMeasure(models.Model):
    """The definition a stored column was built with; a changed one asks for a rebuild."""

    name = models.CharField(max_length=63, primary_key=True)
    fingerprint = models.CharField(max_length=64)

    def __str__(self) -> str:
        return self.name
