"""What was not read, as it was written: the note, the subject of a task, a complaint."""

from __future__ import annotations

from collections.abc import Callable

from crm.reading.piece import Piece
from crm.reading.tokens import Token


def written(
    text: str,
    line: list[Token],
    pieces: list[Piece],
    keep: Callable[[Piece], bool],
    between: str = ", ",
) -> str:
    """The kept pieces with the small words and signs between them, parted where one was read."""
    runs: list[list[Piece]] = [[]]
    for piece in pieces:
        if keep(piece) or piece.parts or piece.tag == "soft":
            runs[-1].append(piece)
        else:
            runs.append([])
    said = [_trimmed(run, keep) for run in runs]
    slices = [
        text[line[run[0].start].start : line[run[-1].end - 1].end]
        for run in said
        if run
    ]
    return between.join(" ".join(part.split()) for part in slices)


def _trimmed(run: list[Piece], keep: Callable[[Piece], bool]) -> list[Piece]:
    """Without the small words that lead to what was read, nor the signs around."""
    kept = [i for i, piece in enumerate(run) if keep(piece)]
    if not kept:
        return []
    first = kept[0]
    while first > 0 and run[first - 1].tag == "soft":
        first -= 1
    return run[first : kept[-1] + 1]


def spare(text: str, size: int) -> tuple[str, str]:
    """(what fits, the rest), parted at a space."""
    if len(text) <= size:
        return text, ""
    cut = text.rfind(" ", 0, size)
    cut = cut if cut > 0 else size
    return text[:cut].strip(), text[cut:].strip()
