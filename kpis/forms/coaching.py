"""What is written in a one-to-one: a note, or what was agreed."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.functional import lazy
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from kpis.catalogue import GROUPS, KPIS
from kpis.team.coaching import LONGEST
from kpis.tiles.presets import in_use


def _figures(kept: str) -> list[Any]:
    """The indicators in use by group, none of them first."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for kpi in in_use(KPIS.values(), besides=kept):
        name = str(GROUPS[kpi.group])
        groups.setdefault(name, []).append((kpi.key, str(kpi.label)))
    return [("", gettext("No figure in particular")), *groups.items()]


class NoteForm(forms.Form):
    text = forms.CharField(
        label=_("Note"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=_("The person it is about always reads it."),
    )
    kpi = forms.ChoiceField(label=_("About"), required=False)
    token = typed.token()

    def __init__(self, *args: Any, kept: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kpi"]
        field.choices = lazy(lambda: _figures(kept), list)()


class AgreementForm(forms.Form):
    text = forms.CharField(
        label=_("What we agree on"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    due_on = typed.day(_("By"), required=False)
    token = typed.token()
