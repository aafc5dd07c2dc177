"""Who changed what, when: written by the services, never edited."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.people import User

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class AuditEntry(models.Model):
    """One write of one service. ``changes`` is {field: [before, after]} in plain JSON values."""

    at = models.DateTimeField(_("on"))
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    action = models.CharField(_("action"), max_length=40)
    kind = models.CharField(_("kind"), max_length=40)
    object_id = models.BigIntegerField(_("row"), null=True, blank=True)
    label = models.CharField(_("label"), max_length=200, blank=True, default="")
    changes = models.JSONField(_("changes"), default=dict, blank=True)

    class Meta:
        verbose_name = _("audit entry")
        verbose_name_plural = _("audit entries")
        indexes = [
            models.Index(fields=["kind", "object_id", "-at"], name="audit_object")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.action} {self.kind} {self.object_id}"


class SentOnce(models.Model):
    """A write that a program or a phone sent under a key of its own, so that it may send it again.

    ``digest`` is of the request, so that the key cannot be used for another one. Nothing of what was
    sent is kept.
    """

    by = models.ForeignKey(
        User, on_delete=models.CASCADE, related_name="+", verbose_name=_("by")
    )
    key = models.UUIDField(_("key"))
    digest = models.CharField(_("digest"), max_length=64)
    object_id = models.BigIntegerField(_("row"), null=True, blank=True)
    at = models.DateTimeField(_("on"))

    class Meta:
        verbose_name = _("write sent once")
        constraints = [
            models.UniqueConstraint(fields=["by", "key"], name="sentonce_by_key")
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} {self.key}"


class ImportRunQuerySet(models.QuerySet["ImportRun"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A person sees the files they dropped themselves."""
        return self.filter(by_id=user.pk) if user.pk else self.none()


class ImportRun(models.Model):
    """One file read: what it was, what came of it."""

    kind = models.CharField(_("kind"), max_length=20)
    file_name = models.CharField(_("file"), max_length=255)
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("by"),
    )
    started_at = models.DateTimeField(_("started"))
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    #: The file as it was dropped in the browser, until it was read or thirty days went by.
    stored = models.FileField(_("file kept"), upload_to="imports/%Y/%m", blank=True)
    job = models.OneToOneField(
        "crm.Job",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="import_run",
        verbose_name=_("background work"),
    )
    mapping = models.JSONField(_("mapping"), default=dict, blank=True)
    report = models.JSONField(_("report"), default=dict, blank=True)

    objects = ImportRunQuerySet.as_manager()

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"
