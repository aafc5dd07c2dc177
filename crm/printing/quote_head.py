"""The head of a quote: who offers, what it is, to whom (where a window envelope shows it)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, Spacer, Table

from crm.printing.paper import WIDTH, bare, said, widest

HALF = WIDTH / 2


def head_of(words: dict[str, Any]) -> Table:
    seller = words["seller"]
    left = [said(seller["name"], "seller"), *_quiet(seller["lines"])]
    right = [said(words["title"], "title"), *_draft(words), _facts(words["facts"])]
    head = Table([[left, right], ["", _buyer(words["buyer"])]], colWidths=[HALF, HALF])
    head.setStyle(bare(("TOPPADDING", (0, 1), (-1, 1), 8 * mm)))
    return head


def _quiet(lines: list[str]) -> list[Flowable]:
    return [said(line, "quiet") for line in lines]


def _draft(words: dict[str, Any]) -> list[Flowable]:
    return [said(_("Draft: not sent yet"), "warning")] if words["draft"] else []


def _facts(facts: list[tuple[str, str]]) -> Table:
    """Labels in one column, values in the next."""
    first = widest([label for label, _value in facts], "quiet") + 12
    rows = [[said(label, "quiet"), said(value)] for label, value in facts]
    table = Table(rows, colWidths=[first, HALF - first], spaceBefore=2 * mm)
    table.setStyle(bare(("BOTTOMPADDING", (0, 0), (-1, -1), 0.5)))
    return table


def _buyer(buyer: dict[str, Any]) -> list[Flowable]:
    if not buyer["name"]:
        return []
    return [
        said(pgettext("recipient of a quote", "For"), "quiet"),
        Spacer(0, 0.5 * mm),
        said(buyer["name"], "name"),
        *(said(line) for line in buyer["lines"]),
    ]
