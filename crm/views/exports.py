"""Tables as CSV files, safe to open in a spreadsheet."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import wraps
from typing import Any

from allauth.core.internal import ratelimit
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

from crm.writers.delimited import safe_cell
from crm.writers.formats import Written

View = Callable[..., HttpResponseBase]


class _Echo:
    """A file that hands back what is written, for a writer that streams."""

    def write(self, value: str) -> str:
        return value


def gently(view: View) -> View:
    """A file asks for more than a page: nobody takes a hundred of them a minute."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        usage = ratelimit.consume(
            request, app="allauth.account", action="export", limit_get=True
        )
        if usage is None:
            limited: HttpResponse = ratelimit.respond_429(request)
            return limited
        return view(request, *args, **kwargs)

    return wrapped


def csv_answer(
    name: str, header: Sequence[Any], rows: Iterable[Sequence[Any]]
) -> StreamingHttpResponse:
    """A download ``name.csv`` in UTF-8 with its mark, so that Excel reads accents."""
    writer = csv.writer(_Echo())

    def lines() -> Iterator[str]:
        yield "\ufeff"
        yield writer.writerow([safe_cell(str(title)) for title in header])
        for row in rows:
            yield writer.writerow([safe_cell(value) for value in row])

    answer = StreamingHttpResponse(lines(), content_type="text/csv; charset=utf-8")
    said = content_disposition_header(as_attachment=True, filename=f"{name}.csv")
    answer["Content-Disposition"] = said or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


def file_answer(file: Written) -> HttpResponse:
    """A download: saved, never shown as part of this site, never kept by a proxy."""
    answer = HttpResponse(file.content, content_type=file.media)
    said = content_disposition_header(as_attachment=True, filename=file.name)
    answer["Content-Disposition"] = said or "attachment"
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-store"
    return answer
