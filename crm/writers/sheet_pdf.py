"""PDF of tables: title, rows under a header on every page, notes; wide ones lie or are split."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from django.utils.translation import get_language
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    LongTable,
    PageBreak,
    SimpleDocTemplate,
    Spacer,
    TableStyle,
)

from crm.printing import fonts
from crm.printing.fonts import BOLD, TEXT
from crm.printing.paper import (
    FRAME,
    GREY,
    INK,
    LINE,
    MARGIN,
    canvas_with,
    said,
    widest,
)
from crm.writers.table import Head, Kind, Table, is_number, written

NARROWEST, WIDEST = 34.0, 260.0
#: Between two columns.
GAP = 8.0
#: Rows that decide how wide a column is.
LOOKED_AT = 300


def tables_pdf(tables: Sequence[Table], foot: str) -> bytes:
    """In the language in force; upright where every table fits."""
    fonts.ready()
    layouts = [_Layout(table) for table in tables]
    size = A4 if all(one.width <= _room(A4) for one in layouts) else landscape(A4)
    file = BytesIO()
    paper = SimpleDocTemplate(
        file,
        pagesize=size,
        leftMargin=MARGIN - FRAME,
        rightMargin=MARGIN - FRAME,
        topMargin=MARGIN,
        bottomMargin=20 * mm,
        title=tables[0].title if tables else "",
        lang=get_language() or "en",
        invariant=1,
    )
    story: list[Flowable] = []
    for number, layout in enumerate(layouts):
        story += [PageBreak()] if number and layout.long else []
        story += [Spacer(0, 8 * mm)] if number and not layout.long else []
        story += layout.story(_room(size))
    paper.build(story, canvasmaker=canvas_with(foot))
    return file.getvalue()


def _room(size: tuple[float, float]) -> float:
    return size[0] - 2 * float(MARGIN)


class _Layout:
    """One table with the width of each of its columns."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.texts = [
            [written(head, value) for head, value in zip(table.heads, row, strict=True)]
            for row in table.rows
        ]
        self.widths = [self._width(i, head) for i, head in enumerate(table.heads)]

    @property
    def width(self) -> float:
        return sum(self.widths)

    @property
    def long(self) -> bool:
        return len(self.texts) > 15

    def _width(self, place: int, head: Head) -> float:
        texts = [row[place] for row in self.texts[:LOOKED_AT]]
        lines = [line for text in texts for line in text.splitlines()]
        words = str(head.label).split() or [""]
        wanted = max(widest(lines, _face(place)), widest(words, "head"))
        return min(max(wanted, NARROWEST), WIDEST) + GAP

    def story(self, room: float) -> list[Flowable]:
        found: list[Flowable] = [said(self.table.title, "name"), Spacer(0, 3 * mm)]
        for number, places in enumerate(self.bands(room)):
            if number:
                found.append(Spacer(0, 6 * mm))
            found += self._band(places, room)
        if self.table.notes:
            found.append(Spacer(0, 3 * mm))
        return found + [said(note, "quiet") for note in self.table.notes]

    def bands(self, room: float) -> Iterator[list[int]]:
        """The columns in groups that fit; each begins with the first column, which names the row."""
        band: list[int] = []
        used = 0.0
        for place, width in enumerate(self.widths):
            if band and used + width > room:
                yield band
                band, used = [0], self.widths[0]
            band.append(place)
            used += width
        if band:
            yield band

    def _band(self, places: list[int], room: float) -> Iterator[Flowable]:
        scale = min(1.0, room / sum(self.widths[place] for place in places))
        widths = [self.widths[place] * scale for place in places]
        right = [self._numeric(place) for place in places]
        heads = [
            said(self.table.heads[place].label, "head right" if number else "head")
            for place, number in zip(places, right, strict=True)
        ]
        style = _style(right)
        rows = [
            [
                self._cell(row[p], w - GAP, _face(p))
                for p, w in zip(places, widths, strict=True)
            ]
            for row in self.texts
        ]
        yield LongTable(
            [heads, *rows], widths, style=style, repeatRows=1, hAlign="LEFT"
        )

    def _numeric(self, place: int) -> bool:
        if self.table.heads[place].kind != Kind.PLAIN:
            return True
        values = [row[place] for row in self.table.rows[:LOOKED_AT]]
        return any(is_number(value) for value in values)

    def _cell(self, text: str, room: float, face: str) -> Any:
        """A paragraph only where the text does not fit on one line: they are dear."""
        if "\n" in text or widest([text], face) > room:
            return said(text, face)
        return fonts.printable(text)


def _face(place: int) -> str:
    """The first column names the row, in bold."""
    return "strong" if place == 0 else "body"


def _style(right: Sequence[bool]) -> TableStyle:
    aligned = [
        ("ALIGN", (place, 0), (place, -1), "RIGHT")
        for place, number in enumerate(right)
        if number
    ]
    return TableStyle(
        [
            ("FONT", (0, 0), (-1, -1), TEXT, 8.5, 12),
            ("FONT", (0, 0), (0, -1), BOLD, 8.5, 12),
            ("TEXTCOLOR", (0, 0), (-1, -1), INK),
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), GAP),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
            ("LINEBELOW", (0, 0), (-1, -1), 0.4, LINE),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, GREY),
            *aligned,
        ]
    )
