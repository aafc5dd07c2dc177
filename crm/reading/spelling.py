"""How nearly a name is spelled as another."""

from __future__ import annotations

from rapidfuzz.distance import DamerauLevenshtein

from crm.reading.lexicon import TITLES


def allowed_slips(words: str) -> int:
    """How many letters may be wrong, missing or swapped: none in three, one in seven, else two."""
    return 0 if len(words) < 4 else 1 if len(words) < 8 else 2


def slips(words: str, key: str, allowed: int) -> int:
    """Slips from the whole key or, for a single word, from its nearest word; above ``allowed``
    the number says only that there are more."""
    others = [key]
    if " " not in words:
        others += [word for word in key.split() if word not in TITLES]
    return min(
        DamerauLevenshtein.distance(words, other, score_cutoff=allowed)
        for other in others
    )


def blocks(words: str) -> list[str]:
    """What near names share, in a key between spaces: three letters in a row or, of a short word
    whose middle may be wrong, its first two."""
    threes = {words[i : i + 3] for i in range(len(words) - 2)}
    return sorted(threes | ({f" {words[:2]}"} if len(words) < 6 else set()))
