"""When the organisation chose to count differently."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.base import finite
from crm.models.people import Organisation, User


class DefinitionChangeQuerySet(models.QuerySet["DefinitionChange"]):
    def of(self, fields: Any) -> Self:
        """Changes of these choices, the newest first."""
        return self.filter(field__in=fields).order_by("-at", "-id")


class DefinitionChange(models.Model):
    """One choice that figures depend on was changed: figures are computed differently since.

    ``field`` is the organisation's; ``was`` and ``became`` are its values as text.
    """

    at = models.DateTimeField(_("on"))
    field = models.CharField(_("choice"), max_length=40)
    was = models.CharField(_("was"), max_length=64)
    became = models.CharField(_("became"), max_length=64)
    by = models.ForeignKey(
        User,
        on_delete=models.PROTECT,
        null=True,
        related_name="+",
        db_index=False,
        verbose_name=_("by"),
    )

    objects = DefinitionChangeQuerySet.as_manager()

    class Meta:
        verbose_name = _("change of a definition")
        verbose_name_plural = _("changes of definitions")
        constraints = [*finite("definitionchange", "at")]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d} {self.field}"

    @property
    def chosen(self) -> Any:
        """The choice, by the name it has on the organisation's page."""
        return Organisation._meta.get_field(self.field).verbose_name  # type: ignore[union-attr]
