"""Text as people compare it: without accents, case or legal form."""

from __future__ import annotations

import re
import unicodedata

FORMS = frozenset(
    [
        "sa",
        "sas",
        "sasu",
        "sarl",
        "eurl",
        "sci",
        "scop",
        "snc",
        "gmbh",
        "ag",
        "ltd",
        "limited",
        "llc",
        "inc",
        "corp",
        "plc",
        "bv",
        "nv",
        "spa",
        "srl",
    ]
)


def plain(text: str) -> str:
    """'Lefèvre & Fils' -> 'lefevre & fils'."""
    bare = unicodedata.normalize("NFKD", text)
    kept = "".join(c for c in bare if not unicodedata.combining(c))
    # Keyboards give ', printed French has ’: who types one looks for the other.
    return kept.replace("’", "'").casefold().strip()


def name_key(name: str) -> str:
    """The key duplicates share: plain words, without punctuation or legal form."""
    words = re.findall(r"\w+", plain(name))
    kept = [word for word in words if word not in FORMS]
    return " ".join(kept or words)[:200]


def searched(words: str) -> list[str]:
    """What must all be found: plain words; a telephone number however spaced is one word.

    Of one or two letters, only the beginning of a word: a space stands before it.
    """
    if re.fullmatch(r"[\d\s().+/-]{6,}", words.strip()):
        return ["".join(re.findall(r"\d", words)) or words.strip()]
    found = plain(words).split()[:8]
    return [word if len(word) > 2 else f" {word}" for word in found]


def domain_of(email: str) -> str:
    return email.rpartition("@")[2].casefold()[:120]


def slug(text: str) -> str:
    """'Mei-Mei Johns' -> 'mei-mei.johns': the local part of an address."""
    words = re.findall(r"[a-z0-9-]+", plain(text))
    return ".".join(words)
