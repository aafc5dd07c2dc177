"""The lines of a quote: each column as wide as what it says, the description takes the rest."""

from __future__ import annotations

from django.utils.translation import gettext as _
from reportlab.platypus import Table

from crm.printing.paper import ACCENT, LINE, WIDTH, bare, said, widest

#: Room between two columns, in points.
GAP = 14
#: The least of the width that is left to the description.
DESCRIPTION = 0.3
Row = dict[str, str]


def table_of(lines: list[Row]) -> Table:
    columns = _columns(lines)
    heads = [said(_("Description"), "head")]
    heads += [said(label, "head right") for _name, label, _style in columns]
    rows = [heads]
    for line in lines:
        numbers = [said(line[name], style) for name, _label, style in columns]
        rows.append([said(line["label"]), *numbers])
    table = Table(rows, colWidths=_widths(lines, columns), repeatRows=1)
    table.setStyle(
        bare(
            ("LEFTPADDING", (1, 0), (-1, -1), GAP),
            ("TOPPADDING", (0, 0), (-1, -1), 3.2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3.2),
            ("LINEBELOW", (0, 0), (-1, 0), 0.8, ACCENT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.4, LINE),
        )
    )
    return table


def _columns(lines: list[Row]) -> list[tuple[str, str, str]]:
    """(key of the line, heading, style); without discount no column of discounts."""
    discounts = [("discount", _("Discount"), "right")]
    return [
        ("quantity", _("Qty"), "right"),
        ("price", _("Unit price"), "right"),
        *(discounts if any(line["discount"] for line in lines) else []),
        ("vat", _("VAT"), "right"),
        ("net", _("Net"), "right strong"),
    ]


def _widths(lines: list[Row], columns: list[tuple[str, str, str]]) -> list[float]:
    numbers = [
        GAP
        + max(
            widest([label], "head right"), widest([line[name] for line in lines], style)
        )
        for name, label, style in columns
    ]
    room, needed = WIDTH * (1 - DESCRIPTION), sum(numbers)
    if needed > room:
        numbers = [width * room / needed for width in numbers]
    return [WIDTH - sum(numbers), *numbers]
