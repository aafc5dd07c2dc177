"""A part of the line that was read as one thing."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from crm.reading.lexicon import Word


@dataclass(frozen=True, slots=True)
class Piece:
    """Tokens ``start``..``end`` read as ``tag``; "text" and "soft" were not read as anything."""

    tag: str
    start: int
    end: int
    value: Any = None

    @property
    def word(self) -> Word:
        return self.value if isinstance(self.value, Word) else Word("")

    @property
    def is_text(self) -> bool:
        return self.tag in ("text", "soft")

    @property
    def parts(self) -> bool:
        return self.tag in ("sign", "and", "then")
