"""Every phrase, with the language of who types it: the vocabulary's fifty, and our own."""

from __future__ import annotations

from tests.crm.reading import (
    blind_english_five,
    blind_english_four,
    blind_english_one,
    blind_english_three,
    blind_english_two,
    blind_french_five,
    blind_french_four,
    blind_french_one,
    blind_french_six,
    blind_french_three,
    blind_french_two,
    phrases_english_calls,
    phrases_english_late,
    phrases_english_later,
    phrases_english_moments,
    phrases_english_rest,
    phrases_english_words,
    phrases_french_calls,
    phrases_french_late,
    phrases_french_later,
    phrases_french_moments,
    phrases_french_rest,
    phrases_french_words,
    phrases_vocabulary,
)

FRENCH = [
    *phrases_french_calls.FRENCH,
    *phrases_french_moments.FRENCH,
    *phrases_french_rest.FRENCH,
    *phrases_french_words.FRENCH,
    *phrases_french_late.FRENCH,
    *phrases_french_later.FRENCH,
]
ENGLISH = [
    *phrases_english_calls.ENGLISH,
    *phrases_english_moments.ENGLISH,
    *phrases_english_rest.ENGLISH,
    *phrases_english_words.ENGLISH,
    *phrases_english_late.ENGLISH,
    *phrases_english_later.ENGLISH,
]
OWN = [*(("fr", row) for row in FRENCH), *(("en", row) for row in ENGLISH)]
VOCABULARY = [
    *(("fr", row) for row in phrases_vocabulary.FRENCH),
    *(("en", row) for row in phrases_vocabulary.ENGLISH),
]
#: Written before they were ever read. At first sight the reader had fully right, of each set in
#: turn, and mended between them: 75 of 121, 60 of 80, 62 of 80, 67 of 80, 53 of 60, 78 of 80.
#: The first was written without knowing its words; the later ones by who had just mended its rules.
BLIND = [
    *(
        ("fr", row)
        for table in (
            blind_french_one,
            blind_french_two,
            blind_french_three,
            blind_french_four,
            blind_french_five,
            blind_french_six,
        )
        for row in table.FRENCH
    ),
    *(
        ("en", row)
        for table in (
            blind_english_one,
            blind_english_two,
            blind_english_three,
            blind_english_five,
            blind_english_four,
        )
        for row in table.ENGLISH
    ),
]
LINES = [row.line for _language, row in (*VOCABULARY, *OWN, *BLIND)]
