"""Questions sent to customers: one signed address each, answered once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.db import models
from django.utils.translation import gettext_lazy as _

from crm.models.base import finite, one_of
from crm.models.people import User
from crm.models.prospects import Prospect, optional
from crm.models.voice import SurveyAnswer

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


class InvitationQuerySet(models.QuerySet["SurveyInvitation"]):
    def visible_to(self, user: User | AnonymousUser) -> Self:
        """A survey is seen with the customer it asks."""
        from crm import access

        return self.filter(access.readable(user, "prospect__owner"))

    def newest(self) -> Self:
        """The last one sent first, with what a list says of it."""
        seen = self.select_related("prospect", "contact")
        return seen.order_by("-created_at", "-pk")


class SurveyInvitation(models.Model):
    """A survey sent to one address; the link carries a secret of which only the digest is kept."""

    survey = models.CharField(
        _("survey"), max_length=4, choices=SurveyAnswer.Survey.choices
    )
    prospect = models.ForeignKey(
        Prospect,
        on_delete=models.CASCADE,
        related_name="survey_invitations",
        verbose_name=_("prospect"),
    )
    contact = optional("crm.Contact", "survey_invitations", _("contact"))
    deal = optional("crm.Deal", "survey_invitations", _("deal"))
    email = models.EmailField(_("email"), max_length=254)
    language = models.CharField(_("language"), max_length=8, default="en")
    digest = models.CharField(_("digest"), max_length=64, unique=True)
    by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("sent by")
    )
    created_at = models.DateTimeField(_("sent"))
    expires_at = models.DateTimeField(_("valid until"))
    answer = models.OneToOneField(
        SurveyAnswer,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="invitation",
        verbose_name=_("answer"),
    )
    answered_at = models.DateTimeField(_("answered"), null=True, blank=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        verbose_name = _("survey invitation")
        verbose_name_plural = _("survey invitations")
        constraints = [
            one_of("surveyinvitation", "survey", ["nps", "csat"]),
            *finite("surveyinvitation", "created_at", "expires_at", "answered_at"),
        ]

    def __str__(self) -> str:
        return f"{self.get_survey_display()} · {self.email}"
