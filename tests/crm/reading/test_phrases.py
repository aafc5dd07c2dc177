"""What people write is read fully right: every column of every phrase."""

from __future__ import annotations

from typing import Any

import pytest

from crm.reading import Reading, read
from tests.crm.reading import phrases_vocabulary
from tests.crm.reading.saying import NOW, Known, Row, compared

VOCABULARY = [*phrases_vocabulary.FRENCH, *phrases_vocabulary.ENGLISH]


def reading_of(row: Row) -> list[Reading]:
    settings: dict[str, Any] = {"language": "fr", **row.settings}
    return [compared(r) for r in read(row.line, now=NOW, names=Known(), **settings)]


def expected(row: Row) -> list[Reading]:
    return [said.reading() for said in row.says]


@pytest.mark.parametrize("row", VOCABULARY, ids=[row.line for row in VOCABULARY])
def test_the_phrases_of_the_vocabulary_are_read_fully_right(row: Row) -> None:
    assert reading_of(row) == expected(row)
