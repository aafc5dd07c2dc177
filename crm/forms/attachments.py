"""Choosing files: several at once."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from crm.file_kinds import ACCEPTED
from crm.forms import fields as typed


class SeveralFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """``cleaned_data`` holds a list of uploaded files."""

    def __init__(self, **kwargs: Any) -> None:
        widget = SeveralFiles(attrs={"accept": ACCEPTED, "class": "form-control"})
        super().__init__(widget=widget, max_length=255, **kwargs)

    def clean(self, data: Any, initial: Any = None) -> Any:
        files = data if isinstance(data, list | tuple) else [data]
        return [
            super(FilesField, self).clean(file, initial) for file in files or [None]
        ]


class FilesForm(forms.Form):
    # The class keeps its fields apart: ``form.files`` stays what was uploaded.
    files = FilesField(  # type: ignore[assignment]
        label=_("Files"),
        allow_empty_file=True,
        help_text=_("PDF, office documents, images, text, CSV or mails; 10 MB each."),
    )
    token = typed.token()
