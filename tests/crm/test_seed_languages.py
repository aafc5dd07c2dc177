"""The demo speaks the language of the installation: other words, the same facts."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.apps import apps
from django.db import connection, models
from django.utils import translation

from crm.models import Activity, Organisation, Team, User
from crm.models.shipped import NAMES
from crm.seeding import demo, tongue
from crm.seeding.demo import Story, seed_demo, tell_demo
from crm.seeding.dice import dice
from crm.seeding.french import FRENCH
from tests.test_translations import AVOIDED, wrong_setting

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("french_is_compiled")]
TODAY = date(2026, 11, 20)
#: Columns people write in, or that are made of what they wrote.
WRITTEN = {
    "Absence.reason",
    "Activity.note",
    "Activity.subject",
    "Campaign.name",
    "Complaint.resolution",
    "Complaint.verbatim",
    "Contact.job_title",
    "CostEntry.label",
    "Deal.name",
    "Deal.name_key",
    "Deal.next_step",
    "DealLine.label",
    "Product.name",
    "Prospect.data_origin",
    "Prospect.next_step",
    "QuoteLine.label",
    "Review.text",
    "SurveyAnswer.comment",
    "Team.name",
    "User.language",
    "Verbatim.origin",
    "Verbatim.text",
}
#: What stays English in the database is said in the reader's language by ``shown``.
SHIPPED = {"Stage", "Pipeline", "ContactMethod", "Category"}


def quiet(_line: str) -> None:
    """Progress is for people."""


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A month, and a month before it."""
    monkeypatch.setattr(demo, "MONTHS", 1)
    monkeypatch.setattr(demo, "WARM", 31)


def told(language: str) -> Story:
    with translation.override(language):
        return tell_demo(seed=1, today=TODAY, told=quiet)


def test_the_same_facts_in_both_languages() -> None:
    english, french = told("en"), told("fr")
    assert english.sheets.counts() == french.sheets.counts()
    differ, blanks = set(), set()
    for kind, rows in english.sheets.rows.items():
        names = [f.attname for f in kind._meta.concrete_fields if f.name != "password"]
        for one, other in zip(rows, french.sheets.of(kind), strict=True):
            for name in names:
                was, now = one.__dict__[name], other.__dict__[name]
                if was != now:
                    differ.add(f"{kind.__name__}.{name}")
                if bool(was) != bool(now):
                    blanks.add(f"{kind.__name__}.{name}")
    assert differ == WRITTEN
    assert not blanks


def test_a_french_demo_holds_no_english() -> None:
    with translation.override("fr"):
        counts = seed_demo(seed=1, today=TODAY, told=quiet)
    connection.check_constraints()
    assert counts["Activity"] > 500
    english = {text for text, ways in FRENCH.items() if text not in ways} - set(NAMES)
    assert {text for _where, text in texts() if text in english} == set()
    assert set(Team.objects.exclude(pk=0).values_list("name", flat=True)) == {
        "France Nord",
        "France Sud",
        "Nord",
        "Sud",
        "Ouest",
    }
    people = User.objects.get_queryset().people()
    assert set(people.values_list("language", flat=True)) == {"fr"}
    said = set(Activity.objects.values_list("subject", flat=True))
    assert len(said) > 60
    assert Organisation.current().name == "Atelier Ferrand"


def texts() -> Iterator[tuple[str, str]]:
    """(column, text) of everything that is written in the database."""
    for model in apps.get_models():
        if model.__name__ in SHIPPED or model._meta.app_label not in ("crm", "kpis"):
            continue
        for field in model._meta.concrete_fields:
            if isinstance(field, models.CharField | models.TextField):
                values = model._base_manager.values_list(field.attname, flat=True)
                for text in values.distinct():
                    yield f"{model.__name__}.{field.name}", text


def test_an_english_demo_holds_no_french() -> None:
    with translation.override("en"):
        seed_demo(seed=1, today=TODAY, told=quiet)
    french = {way for ways in FRENCH.values() for way in ways} - set(FRENCH)
    assert {text for _where, text in texts() if text in french} == set()
    assert not User.objects.exclude(language="en").exists()


def test_one_draw_whatever_the_language() -> None:
    drawn = {}
    for language in ("en", "fr"):
        rng = dice(1, "words")
        with translation.override(language):
            text = tongue.drawn(rng, ["Reorder", "Catalogue", ""])
        drawn[language] = (text, rng.random())
    assert drawn["en"][1] == drawn["fr"][1]
    assert drawn["fr"][0] in FRENCH[drawn["en"][0]]


def test_a_text_without_french_is_not_let_through() -> None:
    with translation.override("fr"), pytest.raises(KeyError):
        tongue.said("Nobody wrote this in French")


def test_the_french_is_set_as_french_is_set() -> None:
    for english, ways in FRENCH.items():
        for way in ways:
            assert not wrong_setting(way), way
            assert not re.search(AVOIDED, way, re.IGNORECASE), way
            assert way.count("{}") == english.count("{}"), way
        assert len(set(ways)) == len(ways), english
