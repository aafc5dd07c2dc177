"""A quote as PDF: the same words as its page, on as many sheets as its lines take."""

from __future__ import annotations

from io import BytesIO
from typing import Any

from django.utils import translation
from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm
from reportlab.platypus import Flowable, SimpleDocTemplate, Spacer

from crm.models import Quote
from crm.printing import fonts
from crm.printing.paper import FRAME, MARGIN, canvas_with, said
from crm.printing.quote_end import end_of
from crm.printing.quote_head import head_of
from crm.printing.quote_lines import table_of
from crm.printing.quote_words import quote_words


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


def unprintable(words: dict[str, Any]) -> str:
    """The characters of ``quote_words`` that the PDF cannot show, each once: "東 京"."""
    return " ".join(fonts.lost_in("".join(_texts(words))))


def _texts(words: Any) -> list[str]:
    """Every text of the words, however deep."""
    if isinstance(words, str):
        return [words]
    inside = words.values() if isinstance(words, dict) else words
    deep = inside if isinstance(words, dict | list | tuple) else ()
    return [text for each in deep for text in _texts(each)]


def _story(words: dict[str, Any]) -> list[Flowable]:
    return [
        head_of(words),
        Spacer(0, 9 * mm),
        said(words["subject"], "name"),
        Spacer(0, 3 * mm),
        table_of(words["lines"]),
        Spacer(0, 4 * mm),
        *end_of(words),
    ]
