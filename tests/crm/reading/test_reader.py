"""Whatever is typed or pasted, reading answers: nothing raised, nothing dropped, no time lost."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import UTC, date
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from crm.models.activities import ACTIVITY_KINDS, OUTCOMES
from crm.reading import Reading, read
from crm.reading.lexicon import KNOWN, SOFT, TITLES
from crm.reading.numbers import NUMBER_WORDS
from crm.reading.piece import Piece
from crm.reading.slips import amended
from crm.reading.tokens import tidy, tokens
from crm.reading.words.calendar import PARTS
from crm.text import FORMS, plain
from tests.crm.reading.phrases import LINES
from tests.crm.reading.saying import NOW, PARIS, Known

STRANGE = ["zorglub", "kwyxz", "Bidultron", "œuf", "ßtraße", "日本", "ﬁn", "№5", "x²"]
WORDS = sorted({word for line in LINES for word in line.split()})
TYPED = st.lists(st.sampled_from([*WORDS, *STRANGE, ",", "\n", "€"]), max_size=14)


def said(text: str) -> list[Reading]:
    return read(text, now=NOW, language="fr", names=Known())


def kept(readings: list[Reading]) -> str:
    """Every text of the readings, in plain letters."""
    parts = [
        part
        for r in readings
        for part in (
            r.note,
            r.subject,
            r.complaint,
            r.new_name,
            r.next_step.subject if r.next_step else "",
        )
    ]
    return plain(" ".join(parts))


@given(st.text(max_size=200) | TYPED.map(" ".join))
@example("logistik ! logistik Ouest")
def any_text_is_read(text: str) -> None:
    for reading in said(text):
        assert reading.kind in [*ACTIVITY_KINDS, ""]
        assert reading.status in ("held", "planned", "no_show", "cancelled")
        assert reading.outcome in ["", *OUTCOMES]
        assert reading.outcome == "" or reading.status == "held"
        assert reading.at.tzinfo is not None
        assert reading.status != "held" or reading.at <= NOW
        assert reading.minutes is None or 0 < reading.minutes <= 14_400
        assert len(reading.subject) <= 200
        assert len(reading.new_name) <= 200


@given(TYPED, st.lists(st.sampled_from(STRANGE), min_size=1, max_size=3))
@example(["annule", "!", "Luc", "apel", "aprem"], ["№5"])
@example(
    ["RAPPELER", "Durand,", "friday", "reclamation", "CALL", "formation"], ["zorglub"]
)
def no_unknown_word_is_dropped(typed: list[str], strange: list[str]) -> None:
    mixed = [w for pair in zip(typed, strange * 14, strict=False) for w in pair]
    text = " ".join(mixed or strange)
    understood = KNOWN | SOFT | TITLES | FORMS | NUMBER_WORDS | _of_names() | _of_days()
    line = tokens(tidy(text))
    mended = amended(line, [Piece("text", i, i + 1) for i in range(len(line))])
    unknown = {
        token.plain
        for token, meant in zip(line, mended, strict=True)
        if token.is_word and token.plain not in understood and token == meant
    }

    left = kept(said(text))

    assert {word for word in unknown if word not in left} == set()


CASES = [150, pytest.param(15_000, marks=pytest.mark.fuzz)]


@pytest.mark.parametrize("cases", CASES)
@pytest.mark.parametrize("holds", [any_text_is_read, no_unknown_word_is_dropped])
def test_any_text_is_read_and_kept(holds: Callable[[], None], cases: int) -> None:
    settings(max_examples=cases, deadline=None)(holds)()


def _of_names() -> set[str]:
    lines = " ".join(Known().all_names())
    return {token.plain for token in tokens(lines)}


def _of_days() -> set[str]:
    """Words of the calendar and of measures, as the phrases use them."""
    from crm.reading import amounts, hours, lengths
    from crm.reading.countdown import AFTER, FROM_NOW, UNITS
    from crm.reading.dates import ORDINALS
    from crm.reading.days import BEFORE
    from crm.reading.words import calendar

    phrases = [
        *calendar.NEAR_DAYS,
        *calendar.MONTH_PARTS,
        *PARTS,
        *calendar.BEFORE_PARTS,
    ]
    phrases += [*calendar.SPANS.values(), *lengths.PHRASES]
    words = {w for phrase in phrases for w in phrase.replace(",", "").split()}
    words |= {w for ws in (*calendar.BY, *FROM_NOW, *AFTER) for w in ws}
    words |= {*calendar.WEEKDAYS, *calendar.SHORT_WEEKDAYS, *calendar.MONTHS, *UNITS}
    words |= (
        lengths.MINUTE | lengths.HOUR | lengths.SECOND | hours.NOON | BEFORE | ORDINALS
    )
    words |= (
        calendar.LAST
        | calendar.NEXT
        | amounts.TAX
        | {"k", "m", "p", "am", "pm", "clock"}
    )
    words |= {"half", "past", "quarter", "quart", "demie", "moins", "huitaine", "huit"}
    return words | {s for signs in amounts.SIGNS.values() for s in signs}


@pytest.mark.parametrize("line", LINES[:25])
def test_moments_are_in_the_zone_of_the_clock(line: str) -> None:
    for reading in said(line):
        assert reading.at.utcoffset() == reading.at.astimezone(PARIS).utcoffset()


def test_the_reader_of_another_zone_has_the_hours_of_that_zone() -> None:
    tokyo = NOW.astimezone(ZoneInfo("Asia/Tokyo"))

    (reading,) = read("rdv Acme demain 14h", now=tokyo, language="fr", names=Known())

    assert reading.at.hour == 14
    assert reading.at.astimezone(UTC).hour == 5


def test_the_night_the_clock_changes_keeps_the_hour_of_the_wall() -> None:
    (reading,) = said("rdv Acme lundi 30 mars 9h")

    assert reading.at.date() == date(2026, 3, 30)
    assert (reading.at.hour, reading.at.utcoffset()) == (
        9,
        reading.at.replace(hour=10).utcoffset(),
    )


@pytest.mark.parametrize(
    "hostile",
    [
        "9" * 300_000,
        "a" * 300_000,
        "1h" * 150_000,
        "1/" * 150_000,
        "et " * 100_000,
        "appel Durand " * 25_000,
        "vingt et un " * 25_000,
        "de la " * 50_000,
        "'" * 300_000,
        "e\u0301\u0301\u0301" * 75_000,
        "\n" * 300_000,
        "rappeler Acme demain\n" * 15_000,
        "\0" * 300_000,
        "d'ici " * 50_000,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_three_hundred_kilobytes_are_read_in_a_moment(hostile: str) -> None:
    started = time.process_time()

    found = said(hostile)

    assert time.process_time() - started < 3
    assert len(found) <= 500


def test_what_is_too_long_to_read_is_in_the_note() -> None:
    (reading,) = said("appel Durand 5 min " + "bla " * 2_000 + "fin")

    assert reading.minutes == 5
    assert reading.note.count("bla") == 2_000
    assert reading.note.endswith("fin")
    assert ("note", "too_long") in [(d.field, d.code) for d in reading.doubts]


def test_a_line_takes_less_than_five_milliseconds() -> None:
    started = time.process_time()

    for line in LINES:
        said(line)

    assert (time.process_time() - started) / len(LINES) < 0.005
