"""Who takes over from a person who leaves: one person, or a team together."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.forms import fields as typed
from crm.forms.choices import NOTHING
from crm.models import Membership, Team, User
from crm.models.people import NO_TEAM_ID


class LeaveForm(forms.Form):
    to = forms.ChoiceField(
        label=_("Who takes over"),
        help_text=_(
            "A team shares: all that belongs to one prospect goes to one person."
        ),
    )
    token = typed.token()

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.stay = User.objects.get_queryset().sellers().active().exclude(pk=person.pk)
        people = [
            (f"person-{each.pk}", each.full_name)
            for each in self.stay.order_by("full_name")
        ]
        teams = Team.objects.filter(archived_at__isnull=True).exclude(pk=NO_TEAM_ID)
        led = Team.managers.through.objects.filter(team=OuterRef("pk"), user=person)
        rows = list(teams.annotate(led=Exists(led)).order_by("name"))
        #: Names of the teams that lose their manager.
        self.managed = [each.name for each in rows if each.led]
        shared = [(f"team-{each.pk}", each.name) for each in rows]
        chosen: Any = self.fields["to"]
        chosen.choices = [
            ("", NOTHING),
            (_("One person"), people),
            (_("Spread over a team"), shared),
        ]

    def clean_to(self) -> list[User]:
        kind, _dash, pk = self.cleaned_data["to"].partition("-")
        if kind == "person":
            return list(self.stay.filter(pk=int(pk)))
        members = Membership.objects.on(access.today()).filter(team=int(pk))
        found = list(self.stay.filter(pk__in=members.values("user")))
        if not found:
            raise ValidationError(_("Nobody in this team can take over."))
        return found
