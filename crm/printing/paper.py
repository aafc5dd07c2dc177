"""A4 with our margins: styles, and pages that know how many they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from xml.sax.saxutils import escape

from django.utils.translation import gettext as _
from reportlab.lib.colors import HexColor
from reportlab.lib.enums import TA_RIGHT
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfmetrics import stringWidth
from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph, TableStyle

from crm.printing.fonts import BOLD, TEXT, printable

MARGIN = 18 * mm
#: What reportlab keeps free inside a page's frame, on each side.
FRAME = 6
WIDTH = A4[0] - 2 * MARGIN
# The tokens of static/css/tokens.css on white paper.
INK, GREY, LINE, ACCENT, CAUTION = (
    HexColor(c) for c in ("#182032", "#4E586B", "#C9CFD9", "#2A5BD7", "#8A5A00")
)
BODY = ParagraphStyle("body", fontName=TEXT, fontSize=8.5, leading=12, textColor=INK)
STYLES = {
    "body": BODY,
    "strong": ParagraphStyle("strong", BODY, fontName=BOLD),
    "quiet": ParagraphStyle("quiet", BODY, textColor=GREY, fontSize=7.5, leading=10.5),
    "title": ParagraphStyle("title", BODY, fontName=BOLD, fontSize=17, leading=22),
    "name": ParagraphStyle("name", BODY, fontName=BOLD, fontSize=11, leading=15),
    "seller": ParagraphStyle("seller", BODY, fontName=BOLD, fontSize=13, leading=22),
    "warning": ParagraphStyle("warning", BODY, fontName=BOLD, textColor=CAUTION),
    "total": ParagraphStyle(
        "total", BODY, fontName=BOLD, fontSize=11, leading=14, alignment=TA_RIGHT
    ),
    "right": ParagraphStyle("right", BODY, alignment=TA_RIGHT),
    "right strong": ParagraphStyle("rs", BODY, fontName=BOLD, alignment=TA_RIGHT),
    "right quiet": ParagraphStyle("rq", BODY, textColor=GREY, alignment=TA_RIGHT),
    "head": ParagraphStyle("head", BODY, fontSize=7.5, leading=10, textColor=GREY),
    "head right": ParagraphStyle(
        "hr", BODY, fontSize=7.5, leading=10, textColor=GREY, alignment=TA_RIGHT
    ),
}


def said(text: Any, style: str = "body") -> Paragraph:
    """A paragraph of what people typed: never read as markup, its line breaks kept."""
    lines = escape(printable(str(text))).splitlines()
    return Paragraph("<br/>".join(lines), STYLES[style])


def widest(texts: Sequence[str], style: str) -> float:
    """How wide the widest of the texts is, in points."""
    face, size = STYLES[style].fontName, STYLES[style].fontSize
    return max((stringWidth(printable(text), face, size) for text in texts), default=0)


def bare(*more: tuple[Any, ...]) -> TableStyle:
    """A table without padding but what is asked for: columns begin where the text does."""
    sides = ("LEFT", "RIGHT", "TOP", "BOTTOM")
    none = [(f"{side}PADDING", (0, 0), (-1, -1), 0) for side in sides]
    return TableStyle([("VALIGN", (0, 0), (-1, -1), "TOP"), *none, *more])


class NumberedCanvas(Canvas):  # type: ignore[misc]  # reportlab ships no types
    """Writes *page 2 of 3* under each page, once the last one is known."""

    foot = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._pages: list[dict[str, Any]] = []

    def showPage(self) -> None:  # reportlab's name
        self._pages.append(dict(self.__dict__))
        self._startPage()

    def save(self) -> None:
        for number, page in enumerate(self._pages, start=1):
            self.__dict__.update(page)
            self._foot(number, len(self._pages))
            super().showPage()
        super().save()

    def _foot(self, number: int, count: int) -> None:
        self.setFont(TEXT, 7)
        self.setFillColor(GREY)
        self.drawString(MARGIN, 10 * mm, printable(self.foot))
        text = _("Page %(n)d of %(count)d") % {"n": number, "count": count}
        self.drawRightString(self._pagesize[0] - MARGIN, 10 * mm, printable(text))


def canvas_with(foot: str) -> type[NumberedCanvas]:
    return type("Footed", (NumberedCanvas,), {"foot": foot})
