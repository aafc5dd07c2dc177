"""Files people attach to what they sell."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from crm.models.people import User
from crm.models.prospects import optional

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class AttachmentQuerySet(models.QuerySet["Attachment"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A file is read with the row it hangs on."""
        from crm import access

        return self.filter(access.readable_by_any(user, "attachment"))

    def hanging_on(self, kind: str, pk: int) -> Self:
        """Of a ``prospect``, ``deal`` or ``complaint``, the newest first."""
        return self.filter(**{kind: pk}).order_by("-at", "-pk")


class Attachment(models.Model):
    """One file. ``media_type`` is what its content is, whatever its name says."""

    file = models.FileField(_("file"), upload_to="attachments/%Y/%m")
    name = models.CharField(_("name"), max_length=200)
    media_type = models.CharField(_("type"), max_length=100)
    size = models.PositiveIntegerField(_("size"))
    sha256 = models.CharField(_("fingerprint"), max_length=64)
    prospect = optional("crm.Prospect", "attachments", _("prospect"))
    deal = optional("crm.Deal", "attachments", _("deal"))
    complaint = optional("crm.Complaint", "attachments", _("complaint"))
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("by")
    )
    at = models.DateTimeField(_("added"))

    objects = AttachmentQuerySet.as_manager()

    class Meta:
        verbose_name = _("file")
        verbose_name_plural = _("files")
        constraints = [
            models.CheckConstraint(
                name="attachment_hangs_on_one_row",
                condition=Q(
                    prospect__isnull=False, deal__isnull=True, complaint__isnull=True
                )
                | Q(prospect__isnull=True, deal__isnull=False, complaint__isnull=True)
                | Q(prospect__isnull=True, deal__isnull=True, complaint__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return self.name
