"""What to set on many prospects at once; an empty field leaves things as they are."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from crm import access
from crm.forms import fields as typed
from crm.forms.choices import keep_chosen
from crm.forms.emptying import AS_IT_IS, EMPTY, emptying
from crm.models import ClientType, Region, Sector, Source, Tag, User
from crm.services.bulk import LISTS, MOST
from crm.templatetags import formats

IDS = re.compile(r"[0-9]{1,18}(?:,[0-9]{1,18})*", re.ASCII)


def listed(model: Any, label: Any) -> forms.ModelChoiceField[Any]:
    rows = model.objects.all()
    return forms.ModelChoiceField(
        rows, label=label, required=False, empty_label=AS_IT_IS
    )


class BulkForm(forms.Form):
    ids = forms.CharField(widget=forms.HiddenInput(), max_length=20 * MOST)
    owner = listed(User, _("Owner"))
    deals = forms.BooleanField(
        label=_("Their open deals go along"), required=False, initial=True
    )
    activities = forms.BooleanField(
        label=_("Their planned activities go along"), required=False, initial=True
    )
    source = emptying(Source, _("Source"))
    region = emptying(Region, _("Region"))
    sector = emptying(Sector, _("Industry"))
    client_type = emptying(ClientType, _("Customer type"))
    add_tag = listed(Tag, _("Add the tag"))
    remove_tag = listed(Tag, _("Remove the tag"))
    next_step_on = typed.day(_("Next step on"))
    no_next_step_on = forms.BooleanField(
        label=_("Empty the date of the next step"), required=False
    )
    archived = forms.ChoiceField(
        label=_("Archive"),
        required=False,
        choices=[
            ("", AS_IT_IS),
            ("yes", _("Archive them")),
            ("no", _("Take them out of the archive")),
        ],
    )
    token = typed.token()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        keep_chosen(self, None)
        people = access.assignable_people(user).order_by("full_name")
        self.fields["owner"].queryset = people  # type: ignore[attr-defined]

    def clean_ids(self) -> list[int]:
        said = self.cleaned_data["ids"]
        ids = [int(each) for each in said.split(",")] if IDS.fullmatch(said) else []
        if not ids or len(ids) > MOST:
            raise ValidationError(_("Tick at least one row, and at most 10,000."))
        return ids

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("no_next_step_on") and data.get("next_step_on"):
            both = _("Choose a day, or empty it: not both.")
            self.add_error("next_step_on", both)
        if not self.errors and not self.changes():
            raise ValidationError(_("Choose at least one thing to change."))
        return data

    def changes(self) -> dict[str, Any]:
        """What was chosen, as ``services.bulk`` keeps it: null empties."""
        data = self.cleaned_data
        rows = (*LISTS, "owner", "add_tag", "remove_tag")
        found: dict[str, Any] = {
            name: None if data[name] == EMPTY else data[name].pk
            for name in rows
            if data.get(name) is not None
        }
        if data.get("no_next_step_on"):
            found["next_step_on"] = None
        elif data.get("next_step_on"):
            found["next_step_on"] = data["next_step_on"].isoformat()
        if data.get("archived"):
            found["archived"] = data["archived"] == "yes"
        if "owner" in found:
            found["along"] = [each for each in ("deals", "activities") if data[each]]
        return found

    def said(self) -> list[tuple[Any, Any]]:
        """[(what, to what)] for the preview, in the order of the form."""
        names = [name for name in self.changes() if name != "along"]
        return [(self.fields[name].label, self._shown(name)) for name in names]

    def _shown(self, name: str) -> Any:
        if name == "archived":
            choices: Any = self.fields[name]
            return dict(choices.choices)[self.cleaned_data[name]]
        if self.changes()[name] is None:
            return _("Emptied")
        value = self.cleaned_data[name]
        return formats.day(value, "year") if isinstance(value, date) else value
