"""Long work a person started and may leave: its progress, its result, and the way back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.base import finite, one_of
from crm.models.people import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person sees the work they started, nobody else's."""
        return self.filter(by_id=user.pk) if user.pk else self.none()


class Job(models.Model):
    """One piece of background work. ``done`` of ``total`` is what the page shows."""

    class State(models.TextChoices):
        WAITING = "waiting", _("waiting")
        RUNNING = "running", _("running")
        DONE = "done", _("done")
        FAILED = "failed", _("failed")

    kind = models.CharField(_("kind"), max_length=30)
    by = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="jobs", verbose_name=_("by")
    )
    state = models.CharField(
        _("state"), max_length=7, choices=State, default=State.WAITING
    )
    args = models.JSONField(_("what to do"), default=dict)
    total = models.PositiveIntegerField(_("to do"), default=0)
    done = models.PositiveIntegerField(_("done"), default=0)
    result = models.JSONField(_("result"), default=dict, blank=True)
    error = models.CharField(_("error"), max_length=500, blank=True, default="")
    created_at = models.DateTimeField(_("created"))
    #: The worker's last sign of life: work of a worker that died is taken up again.
    beat_at = models.DateTimeField(_("last sign of life"), null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    way_back = models.OneToOneField(
        "crm.WayBack",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="job",
        verbose_name=_("way back"),
    )

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("background work")
        constraints = [
            one_of("job", "state", ["waiting", "running", "done", "failed"]),
            *finite("job", "created_at", "beat_at", "finished_at"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.pk}"


class WayBackQuerySet(models.QuerySet["WayBack"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person may undo what they did, nobody else's work."""
        return self.filter(by_id=user.pk) if user.pk else self.none()


class WayBack(models.Model):
    """The rows of one write as they were before it and after it, so that it can be undone exactly.

    ``images`` is a list of {"model", "pk", "before", "after"}: the columns of the row as JSON, or
    null where it did not exist. Undoing refuses when a row is no longer what the write left.
    """

    by = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("on"))
    action = models.CharField(_("action"), max_length=40)
    label = models.CharField(_("label"), max_length=200, blank=True, default="")
    images = models.JSONField(_("rows"), default=list)
    undone_at = models.DateTimeField(_("undone"), null=True, blank=True)

    objects = WayBackQuerySet.as_manager()

    class Meta:
        verbose_name = _("way back")
        constraints = [*finite("wayback", "at", "undone_at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action}"
