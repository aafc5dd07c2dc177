"""What a phrase of the tables says where it stands: 'try' begins something, 'pas convaincu' is no yes."""

from __future__ import annotations

from crm.reading.hours import hour_at
from crm.reading.lengths import length_at
from crm.reading.lexicon import SOFT, Word, word_at
from crm.reading.piece import Piece
from crm.reading.tokens import Token
from crm.reading.words.calendar import NEAR_DAYS, PART_OF, WEEKDAYS
from crm.reading.words.people import ARTICLES_OF_ROLES, HELD_ROLES

REACHED = frozenset(["done", "reached"])
REMINDERS = frozenset(["rappel"])
#: A word that only begins an action may stand after them: 'nrp, 12 min eu ...', 'acme zoom jeudi'.
BEFORE_FIRST = ("count", "day", "part", "hour", "length", "outcome", "who")
AFTER_ALL = ("hour", "length", "outcome", "who")
AFTER = frozenset(["after", "at", "around", "before", "apres", "avant", "vers"])
NOT = frozenset(
    ["pas", "plus", "peu", "moins", "jamais", "not", "t", "never", "less", "hardly"]
)
#: Small words that only say how much; 'très intéressé' is 'intéressé'.
DEGREES = frozenset(
    "encore tres trop vraiment plutot assez super hyper very really quite so pretty too that".split()  # noqa: SIM905
)


def worded(
    line: list[Token], i: int, found: tuple[Word, int], before: list[Piece]
) -> Piece:
    """The phrase as what it says here, or as text where it says nothing."""
    word, end = found
    if _held_with(line, i, end):
        return Piece("kind", i, i + 1, Word("kind", "call", REACHED))
    if line[i].plain in REMINDERS and acts_next(line, end):
        return Piece("text", i, end, word)  # 'rappel envoyer devis'
    ends = end == len(line) or not (line[end].is_word or line[end].is_number)
    previous = next((p for p in reversed(before) if p.tag != "soft"), None)
    begins = previous is None or previous.parts or previous.tag in BEFORE_FIRST
    if previous is not None and previous.tag in AFTER_ALL and "noun" in word.flags:
        begins = not _says_more(line, end)  # 'Acme point bloquant', 'Acme point jeudi'
    if (word.value == "positive" or word.tag in ("win", "lose")) and _denied(line, i):
        return Piece("text", i, end, word)
    if "first" in word.flags and "todo" in word.flags and _moment_next(line, end):
        begins = True  # 'the assistant try after 4pm'
    if "first" in word.flags and not begins:
        alone = "reached" in word.flags and (ends or _is_measure(line, end))
        reached = Word("outcome", "reached")
        return (
            Piece("outcome", i, end, reached) if alone else Piece("text", i, end, word)
        )
    spoils = previous is not None and previous.is_text
    misplaced = "end" in word.flags and (spoils or not (ends or acts_next(line, end)))
    return Piece("text" if misplaced else word.tag, i, end, word)


def _held_with(line: list[Token], i: int, end: int) -> bool:
    """'eu le directeur': a person, where 'eu le devis' is none."""
    led = line[i].plain == "eu" and line[end - 1].plain in ARTICLES_OF_ROLES
    return led and end < len(line) and line[end].plain in HELD_ROLES


def _denied(line: list[Token], i: int) -> bool:
    """'pas convaincu', 'not very impressed': not, or not much, is no good outcome."""
    near = [t.plain for t in line[max(0, i - 2) : i]]
    return bool(NOT.intersection(near[-1:])) or (
        bool(NOT.intersection(near[:1])) and near[-1] in DEGREES
    )


def _says_more(line: list[Token], j: int) -> bool:
    """Whether a word of no table follows, which the phrase then belongs to."""
    if j >= len(line) or not line[j].is_word:
        return False
    word = line[j].plain
    days = word in WEEKDAYS or word in NEAR_DAYS or (word,) in PART_OF
    return not (days or word in SOFT or word_at(line, j) or length_at(line, j))


def _is_measure(line: list[Token], j: int) -> bool:
    return line[j].is_number or length_at(line, j) is not None


def _moment_next(line: list[Token], j: int) -> bool:
    """An hour, or words that lead to one."""
    led = j < len(line) and line[j].plain in AFTER
    return led or (j < len(line) and hour_at(line, j) is not None)


def acts_next(line: list[Token], j: int) -> bool:
    """Whether something done or to do begins at ``j``: 'send' in 'good send quote Friday'."""
    found = word_at(line, j) if j < len(line) else None
    return found is not None and found[0].tag in ("kind", "head", "then", "and")
