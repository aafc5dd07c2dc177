"""Names that came with the application follow the reader; names people gave stay."""

from __future__ import annotations

import pytest
from django.utils import translation

from crm import foundation
from crm.models import LossReason, Stage
from crm.models.shipped import NAMES, shown
from crm.seeding.lists import LISTS
from crm.seeding.names import CITIES, TRADES

#: Names of their own: brands, competitors and places are the same in every language.
OWN = {"LinkedIn", "SMS", "Newsletter", *CITIES}


@pytest.mark.django_db
def test_a_reader_sees_shipped_names_in_their_language(
    french_is_compiled: None,
) -> None:
    stage, reason = Stage(name="Won"), LossReason(name="Price")
    assert (str(stage), str(reason)) == ("Won", "Price")
    with translation.override("fr"):
        assert (str(stage), str(reason)) == ("Gagnée", "Prix")


def test_a_name_people_gave_stays_as_written() -> None:
    with translation.override("fr"):
        assert shown("Price too high") == "Price too high"


def test_every_name_an_installation_starts_with_is_known() -> None:
    started = {row[0] for row in (*foundation.FIRST_STAGES, *foundation.METHODS)}
    listed = {
        name
        for model, names in LISTS.items()
        if model.__name__ != "Competitor"
        for name in names
    }
    assert (started | listed | set(TRADES.values())) - OWN <= set(NAMES)
