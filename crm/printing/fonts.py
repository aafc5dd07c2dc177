"""The typeface of what we print: DejaVu, embedded; it holds Latin, Greek, Cyrillic and their accents."""

from __future__ import annotations

import functools
import unicodedata
from pathlib import Path

from django.conf import settings
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

TEXT, BOLD = "DejaVuSansCondensed", "DejaVuSansCondensed-Bold"
#: From npm with the front end's files; the check of config/finders.py says when it is missing.
FOLDER = Path(settings.BASE_DIR, "node_modules/dejavu-fonts-ttf/ttf")
#: Spaces and signs the face lacks, by what is nearest.
NEAREST = {"\u202f": "\u00a0", "\t": " "}
#: What stands for a sign that cannot be printed.
STANDS_FOR = "\u25a1"
#: Written from right to left, or in joined letters: the face has some, we cannot set them.
NOT_SET = frozenset(["R", "AL", "AN"])


@functools.cache
def ready() -> frozenset[int]:
    """Register the faces once; returns the characters they hold."""
    faces = [TTFont(name, str(FOLDER / f"{name}.ttf")) for name in (TEXT, BOLD)]
    for face in faces:
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(
        TEXT, normal=TEXT, bold=BOLD, italic=TEXT, boldItalic=BOLD
    )
    return frozenset.intersection(*(frozenset(f.face.charToGlyph) for f in faces))


def printable(text: str) -> str:
    """The text in characters that can be printed, with a square for each that cannot."""
    return "".join(
        STANDS_FOR if lost else sign for sign, lost in _signs(text) if sign or lost
    )


def lost_in(text: str) -> list[str]:
    """The characters of the text that cannot be printed, each once, in their order."""
    return list(dict.fromkeys(sign for sign, lost in _signs(text) if lost))


def _signs(text: str) -> list[tuple[str, bool]]:
    """[(what is printed, False) or (what is lost, True)]; what nobody sees is printed as nothing."""
    known = ready()
    return [_sign(sign, known) for sign in unicodedata.normalize("NFC", text)]


def _sign(sign: str, known: frozenset[int]) -> tuple[str, bool]:
    sign = NEAREST.get(sign, sign)
    if sign == "\n":
        return sign, False
    if unicodedata.category(sign) in ("Cc", "Cf") or "\ufe00" <= sign <= "\ufe0f":
        return "", False
    if ord(sign) in known and unicodedata.bidirectional(sign) not in NOT_SET:
        return sign, False
    plain = unicodedata.normalize("NFKC", sign)
    if plain != sign and all(ord(each) in known for each in plain):
        return plain, False
    return sign, True
