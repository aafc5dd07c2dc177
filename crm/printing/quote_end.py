"""The end of a quote: sums, note, terms, and where to sign, never on a sheet of its own."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, KeepTogether, Spacer, Table

from crm.printing.paper import ACCENT, LINE, WIDTH, bare, said, widest

HALF = WIDTH / 2
#: Letters: longer texts flow over pages, shorter ones stay with the sums and the signature.
SHORT = 700


def end_of(words: dict[str, Any]) -> list[Flowable]:
    """Short texts stand beside the signature, long ones before it."""
    texts = [
        said(text, style)
        for text, style in ((words["note"], "body"), (words["terms"], "quiet"))
        if text
    ]
    gap = Spacer(0, 8 * mm)
    if len(words["note"]) + len(words["terms"]) <= SHORT:
        return [KeepTogether([_sums(words), gap, _last(texts)])]
    return [
        _sums(words),
        *(part for text in texts for part in (Spacer(0, 5 * mm), text)),
        KeepTogether([gap, _last([])]),
    ]


def _last(texts: list[Flowable]) -> Table:
    """Where to sign, on the right; on the left what is said besides."""
    spaced = [part for text in texts for part in (text, Spacer(0, 3 * mm))]
    row = Table([[spaced, _signature()]], colWidths=[HALF, HALF])
    row.setStyle(bare(("RIGHTPADDING", (0, 0), (0, 0), 10 * mm)))
    return row


def _sums(words: dict[str, Any]) -> Table:
    label, gross = words["gross"]
    rows = [
        [said(name, "right quiet"), said(value, "right")]
        for name, value in words["sums"]
    ]
    rows.append([said(label, "right strong"), said(gross, "total")])
    values = [value for _name, value in words["sums"]]
    wide = 16 + max(widest(values, "right"), widest([gross], "total"))
    names = [*(name for name, _value in words["sums"]), label]
    narrow = max(widest(names, "right strong") + 24, WIDTH * 0.3)
    table = Table(rows, colWidths=[narrow, wide], hAlign="RIGHT")
    table.setStyle(
        bare(
            ("TOPPADDING", (0, 0), (-1, -1), 1.5),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2.5),
            ("LINEABOVE", (0, -1), (-1, -1), 0.8, ACCENT),
            ("TOPPADDING", (0, -1), (-1, -1), 4),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
            ("VALIGN", (0, -1), (-1, -1), "MIDDLE"),
            ("NOSPLIT", (0, 0), (-1, -1)),
        )
    )
    return table


def _signature() -> Table:
    asked = _("Good for agreement: date, name, signature")
    table = Table(
        [[said(asked, "quiet")]],
        colWidths=[HALF],
        rowHeights=[26 * mm],
    )
    table.setStyle(
        bare(
            ("BOX", (0, 0), (-1, -1), 0.6, LINE),
            ("LEFTPADDING", (0, 0), (-1, -1), 6),
            ("TOPPADDING", (0, 0), (-1, -1), 4),
        )
    )
    return table
