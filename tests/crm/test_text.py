"""Text as people compare it."""

from __future__ import annotations

import pytest

from crm.text import name_key, plain


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("Lefèvre & Fils", "lefevre & fils"),
        ("Chiffre d’affaires", "chiffre d'affaires"),
        ("  ÉCOLE ", "ecole"),
    ],
)
def test_accents_case_and_apostrophes_do_not_count(written: str, compared: str) -> None:
    assert plain(written) == compared


def test_the_two_apostrophes_make_one_name() -> None:
    assert name_key("Gîtes de l’Aa SARL") == name_key("gites de l'aa")
