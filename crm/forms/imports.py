"""Dropping a file, and saying what its columns are."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from crm.forms import fields as typed
from crm.importing import registry
from crm.importing.proposing import Proposal
from crm.models import User

KIND_LABELS = {
    "teams": _("Teams"),
    "users": _("People"),
    "memberships": _("Who is in which team"),
    "absences": _("Absences"),
    "products": _("Products"),
    "stages": _("Stages"),
    "rates": _("Exchange rates"),
    "campaigns": _("Campaigns"),
    "prospects": _("Prospects"),
    "contacts": _("Contacts"),
    "deals": _("Deals"),
    "subscriptions": _("Subscriptions"),
    "contracts": _("Contracts"),
    "departures": _("Customers who left"),
    "activities": _("Activities"),
    "complaints": _("Complaints"),
    "nps": _("Survey answers"),
    "reviews": _("Reviews"),
    "costs": _("Costs"),
    "visitors": _("Visitors"),
    "targets": _("Targets"),
}
ENCODINGS = ("utf-8", "cp1252", "utf-16", "latin-1")
DELIMITERS = ((",", ","), (";", ";"), ("\t", _("tab")), ("|", "|"))


def kinds_for(user: User) -> list[tuple[str, Any]]:
    """[(kind, label)] of what this person may import."""
    return [
        (name, KIND_LABELS.get(name, name))
        for name, kind in registry.kinds().items()
        if user.is_admin or not kind.admin_only
    ]


class DropForm(forms.Form):
    kind = forms.ChoiceField(label=_("What the file holds"))
    file = forms.FileField(
        label=_("File"),
        help_text=_("CSV or Excel (.xlsx). The first line names the columns."),
        widget=forms.FileInput(
            attrs={"accept": ".csv,.txt,.tsv,.xlsx", "data-drop": ""}
        ),
    )
    token = typed.token()

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["kind"].choices = kinds_for(user)  # type: ignore[attr-defined]


class ColumnsForm(forms.Form):
    """How the file is written, and the field of each column (``column_0``...)."""

    encoding = forms.ChoiceField(label=_("Characters"), required=False)
    delimiter = forms.ChoiceField(
        label=_("Columns end with"), required=False, choices=DELIMITERS
    )
    decimal = forms.ChoiceField(
        label=_("Decimals"),
        required=False,
        choices=[("", _("as the file shows")), (".", "1234.56"), (",", "1234,56")],
    )
    date_format = forms.ChoiceField(
        label=_("Dates"),
        required=False,
        choices=[
            ("", _("as the file shows")),
            ("dmy", _("day first")),
            ("mdy", _("month first")),
            ("ymd", _("year first")),
        ],
    )
    on_match = forms.ChoiceField(
        label=_("A row that is there already"),
        choices=[
            ("update", _("is updated")),
            ("skip", _("stays as it is")),
            ("fail", _("is refused")),
        ],
        initial="update",
    )

    make_prospects = forms.BooleanField(
        label=_("Make the customers that are not there yet"),
        required=False,
        initial=True,
    )

    def __init__(
        self, *args: Any, proposal: Proposal, kind: str, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.proposal = proposal
        if kind != "deals":
            del self.fields["make_prospects"]
        known = [c for c in (*ENCODINGS, proposal.encoding) if c]
        encodings = [(code, code) for code in dict.fromkeys(known)]
        self.fields["encoding"].choices = encodings  # type: ignore[attr-defined]
        if not proposal.delimiter:  # a workbook says these itself
            for name in ("encoding", "delimiter"):
                del self.fields[name]
        for index, column in enumerate(proposal.columns):
            choices = [("", _("left out")), *_fields(proposal)]
            if column.field and column.field not in dict(choices):
                choices.append((column.field, column.field))
            self.fields[f"column_{index}"] = forms.ChoiceField(
                label=column.header,
                choices=choices,
                required=False,
                initial=column.field,
            )

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        seen: dict[str, str] = {}
        for index, _column in enumerate(self.proposal.columns):
            name = f"column_{index}"
            field = data.get(name)
            if field and field in seen:
                self.add_error(name, gettext("Another column is read as this already."))
            elif field:
                seen[field] = name
        return data

    def mapping(self, renamed: dict[str, dict[str, str]]) -> dict[str, Any]:
        """The mapping as ``crm.importing`` takes it; ``renamed`` is {header: {from: to}}."""
        data, columns, values = self.cleaned_data, {}, {}
        for index, column in enumerate(self.proposal.columns):
            field = data.get(f"column_{index}")
            if field:
                columns[column.header] = field
                if column.header in renamed:
                    values[field] = renamed[column.header]
        hints = ("encoding", "delimiter", "decimal", "date_format")
        said = {name: data[name] for name in hints if data.get(name)}
        return {"columns": columns, "values": values, **said}

    def columns(self) -> list[tuple[Any, Any]]:
        """[(the column of the file, its field of the form)]"""
        return [
            (column, self[f"column_{index}"])
            for index, column in enumerate(self.proposal.columns)
        ]


def _fields(proposal: Proposal) -> list[tuple[str, str]]:
    return [
        (field.path, f"{field.label} *" if field.required else str(field.label))
        for field in proposal.fields
    ]
