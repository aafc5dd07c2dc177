"""A quote as PDF: the same words as its page, on as many sheets as its lines take."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import (
    Flowable,
    KeepTogether,
    SimpleDocTemplate,
    Spacer,
    Table,
    TableStyle,
)

from crm.models import Quote
from crm.printing import fonts
from crm.printing.paper import ACCENT, FRAME, LINE, MARGIN, WIDTH, canvas_with, said
from crm.printing.quote_words import quote_words
from crm.templatetags.formats import labelled

#: Shares of the width: what, quantity, unit price, discount, VAT, net.
COLUMNS = (0.36, 0.1, 0.165, 0.11, 0.09, 0.175)


def quote_pdf(quote: Quote, language: str) -> bytes:
    """The PDF in this language. The same quote gives the same bytes."""
    fonts.ready()
    with translation.override(language):
        words = quote_words(quote)
        file = BytesIO()
        paper = SimpleDocTemplate(
            file,
            pagesize=A4,
            leftMargin=MARGIN - FRAME,
            rightMargin=MARGIN - FRAME,
            topMargin=MARGIN,
            bottomMargin=20 * mm,
            title=f"{words['title']} v{quote.version}",
            author=words["seller"]["name"],
            lang=language,
            invariant=1,
        )
        foot = f"{words['seller']['name']} · {quote.number} v{quote.version}"
        paper.build(_story(words), canvasmaker=canvas_with(foot))
    return file.getvalue()


def _story(words: dict[str, Any]) -> list[Flowable]:
    return [
        _head(words),
        Spacer(0, 8 * mm),
        said(words["subject"], "name"),
        Spacer(0, 3 * mm),
        _lines(words["lines"]),
        Spacer(0, 4 * mm),
        _totals(words),
        *_text(words),
        KeepTogether([Spacer(0, 10 * mm), _signature()]),
    ]


def _head(words: dict[str, Any]) -> Table:
    seller, buyer = words["seller"], words["buyer"]
    left = [
        said(seller["name"], "name"),
        *(said(line, "quiet") for line in seller["lines"]),
    ]
    right = [said(words["title"], "title")]
    if words["draft"]:
        right.append(said(_("Draft: not sent yet"), "quiet"))
    right += [said(labelled(label, value)) for label, value in words["facts"]]
    to = [said(buyer["name"], "name"), *(said(line) for line in buyer["lines"])]
    table = Table([[left, right], [[], to]], colWidths=[WIDTH * 0.5, WIDTH * 0.5])
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LEFTPADDING", (0, 0), (-1, -1), 0),
                ("RIGHTPADDING", (0, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 1), (-1, 1), 14),
            ]
        )
    )
    return table


def _lines(lines: list[dict[str, str]]) -> Table:
    heads = [
        _("Description"),
        _("Qty"),
        _("Unit price"),
        _("Discount"),
        _("VAT"),
        _("Net"),
    ]
    rows = [
        [
            said(text, "head right" if place else "head")
            for place, text in enumerate(heads)
        ]
    ]
    rows += [
        [
            said(line["label"]),
            said(line["quantity"], "right"),
            said(line["price"], "right"),
            said(line["discount"], "right"),
            said(line["vat"], "right"),
            said(line["net"], "right strong"),
        ]
        for line in lines
    ]
    table = Table(rows, colWidths=[WIDTH * share for share in COLUMNS], repeatRows=1)
    table.setStyle(
        TableStyle(
            [
                ("VALIGN", (0, 0), (-1, -1), "TOP"),
                ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
                ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
                ("LEFTPADDING", (0, 0), (0, -1), 0),
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
            ]
        )
    )
    return table


def _totals(words: dict[str, Any]) -> Table:
    label, gross = words["gross"]
    rows = [
        [said(name, "right quiet"), said(value, "right")]
        for name, value in words["sums"]
    ]
    rows.append([said(label, "right strong"), said(gross, "right strong")])
    table = Table(rows, colWidths=[WIDTH * 0.4, WIDTH * 0.22], hAlign="RIGHT")
    table.setStyle(
        TableStyle(
            [
                ("RIGHTPADDING", (-1, 0), (-1, -1), 0),
                ("TOPPADDING", (0, 0), (-1, -1), 1.5),
                ("LINEABOVE", (0, -1), (-1, -1), 0.8, ACCENT),
                ("NOSPLIT", (0, 0), (-1, -1)),
            ]
        )
    )
    return table


def _text(words: dict[str, Any]) -> list[Flowable]:
    found: list[Flowable] = []
    for text, style in ((words["note"], "body"), (words["terms"], "quiet")):
        if text:
            found += [Spacer(0, 6 * mm), said(text, style)]
    return found


def _signature() -> Table:
    asked = _("Good for agreement: date, name, signature")
    table = Table(
        [[said(asked, "quiet")]],
        colWidths=[WIDTH * 0.5],
        rowHeights=[26 * mm],
        hAlign="RIGHT",
    )
    table.setStyle(
        TableStyle(
            [("BOX", (0, 0), (-1, -1), 0.6, LINE), ("VALIGN", (0, 0), (-1, -1), "TOP")]
        )
    )
    return table
