"""The typeface of what we print: Bitstream Vera, embedded, shipped with reportlab."""

from __future__ import annotations

import functools
import unicodedata

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

TEXT, BOLD = "Vera", "VeraBd"
#: Spaces and signs the face lacks, by what is nearest.
NEAREST = {"\u202f": "\u00a0", "\u2011": "-", "\u2009": "\u00a0", "\t": " "}


@functools.cache
def ready() -> frozenset[int]:
    """Register the faces once; returns the characters they hold."""
    faces = [TTFont(name, f"{name}.ttf") for name in (TEXT, BOLD)]
    for face in faces:
        pdfmetrics.registerFont(face)
    pdfmetrics.registerFontFamily(
        TEXT, normal=TEXT, bold=BOLD, italic=TEXT, boldItalic=BOLD
    )
    return frozenset.intersection(*(frozenset(f.face.charToGlyph) for f in faces))


def printable(text: str) -> str:
    """The text in characters the face holds: an accent it lacks is left out, then ? stands."""
    known = ready()
    return "".join(_printable(sign, known) for sign in text)


def _printable(sign: str, known: frozenset[int]) -> str:
    sign = NEAREST.get(sign, sign)
    if ord(sign) in known or sign == "\n":
        return sign
    bare = "".join(c for c in unicodedata.normalize("NFKD", sign) if ord(c) in known)
    if bare or unicodedata.category(sign)[0] in "CM":
        return bare
    return "?"
