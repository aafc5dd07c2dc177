"""Likely duplicates in words."""

from __future__ import annotations

from collections.abc import Iterable

from django.urls import reverse
from django.utils.translation import gettext as _

from crm.duplicates import Likeness
from crm.duplicates.likeness import Why

Line = dict[str, object]


def why_said(why: Why) -> str:
    return {
        Why.EMAIL: _("same email"),
        Why.PHONE: _("same number"),
        Why.NAME: _("same name"),
        Why.DOMAIN: _("same email domain"),
        Why.NEAR: _("much the same name"),
    }[why]


def lines_of(found: Iterable[Likeness]) -> list[Line]:
    """[{pk, name, url, why}]"""
    return [
        {
            "pk": each.pk,
            "name": each.name,
            "url": reverse("crm:prospect", args=[each.pk]),
            "why": why_said(each.why),
        }
        for each in found
    ]
