"""A note in a list says what it is about."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from crm.models import User
from crm.views.parts.words import gist
from tests import factories

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("frozen")]


def test_the_list_of_activities_shows_what_was_noted(
    rep: User, client_of: Callable[[User], Client]
) -> None:
    factories.activity(rep=rep, kind="note", note="Budget voted in January.\nMore.")
    factories.activity(rep=rep, kind="note", subject="Prices", note="Not this.")
    page = client_of(rep).get(reverse("crm:activities")).content.decode()
    assert "Note, Budget voted in January." in page
    assert "Note, Prices" in page
    assert "More." not in page
    assert "Not this." not in page


def test_a_long_note_is_cut_between_words() -> None:
    assert gist("word " * 40) == "word " * 15 + "word…"
    assert gist("  \n ") == ""
