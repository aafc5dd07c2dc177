"""Customers and groups worth the effort, as the page and its file show them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from crm.models import Prospect
from crm.templatetags import formats
from kpis import wording
from kpis.catalogue import KPIS
from kpis.customers import worth
from kpis.customers.heard import orders
from kpis.customers.worth import Board, Row, Values
from kpis.members import LABELS, labels, source_of
from kpis.question import Question
from kpis.spec import CUSTOMER, Kpi
from kpis.tiles import presets
from kpis.views.parts.asking import Asked

BY_CUSTOMER = gettext_lazy("Customer")


@dataclass(frozen=True)
class Choice:
    """What the address asks to see ranked: customers or a list, and by which figure."""

    of: str
    by: Kpi

    @property
    def label(self) -> str:
        return str(BY_CUSTOMER if self.of == CUSTOMER else LABELS[self.of])


def choice_of(address: QueryDict, asked: Asked) -> Choice:
    """Customers by margin where the address says nothing that is known."""
    of = address.get("of", "")
    of = of if of in worth.GROUPS else CUSTOMER
    known = worth.columns(worth.RANKED_BY, asked.user)
    key = address.get("by", "")
    by = next((kpi for kpi in known if kpi.key == key), None)
    return Choice(of, by or (known[0] if known else KPIS[presets.HEADLINE]))


def board_of(choice: Choice, asked: Asked) -> Board:
    """A rep's own figures; a leader's scope, narrowed to whom the address asks for."""
    keys = worth.OF_CUSTOMER if choice.of == CUSTOMER else worth.OF_GROUP
    kpis = worth.columns(keys, asked.user)
    kpis = kpis if choice.by in kpis else [choice.by, *kpis]
    question = asked_of(asked)
    if choice.of == CUSTOMER:
        return worth.customers(question, asked.user, choice.by, kpis)
    return worth.groups(question, choice.of, choice.by, kpis)


def asked_of(asked: Asked) -> Question:
    leads = asked.user.is_manager or asked.user.is_admin
    scope = asked.scope if leads else asked.mine
    return asked.picked.question(scope, where=dict(asked.picked.members))


def names_of(choice: Choice, board: Board, rows: Iterable[Row]) -> Mapping[Any, str]:
    """{member: what people call it} of the rows that are shown."""
    members = [row.member for row in rows]
    if choice.of == CUSTOMER:
        found = Prospect.objects.filter(pk__in=members).values_list("pk", "name")
        return dict(found)
    source = next((source_of(k) for k in board.kpis if source_of(k)), None)
    return labels(choice.of, members, source)


def shown(
    choice: Choice,
    board: Board,
    rows: Iterable[Row],
    names: Mapping[Any, str],
    asked: Asked,
) -> list[dict[str, Any]]:
    """Rows for the table: place, name with its address, cells in the order of the columns."""
    rows = list(rows)
    lived = lives_of(rows, asked) if choice.of == CUSTOMER else {}
    return [
        {
            "place": row.place,
            "name": names.get(row.member, formats.DASH),
            "url": _url(choice, row, asked),
            "cells": cells(board, row.values, asked),
            "lived": lived.get(row.member),
            "upto": percent(row.upto),
        }
        for row in rows
    ]


def lives_of(rows: Iterable[Row], asked: Asked) -> Mapping[Any, tuple[str, str]]:
    """{customer: (since when they are one, their last order)} in words."""
    ids = [row.member for row in rows]
    came = Prospect.objects.filter(pk__in=ids).values_list("pk", "converted_at")
    bought = orders(ids, asked.now)
    return {
        pk: (
            formats.day(at, "year"),
            formats.day(bought.get(pk, {}).get("last_order"), "year"),
        )
        for pk, at in came
    }


def _url(choice: Choice, row: Row, asked: Asked) -> str:
    """The record of a customer; of a group, its customers."""
    if choice.of == CUSTOMER:
        return reverse("crm:prospect", args=[row.member])
    if row.member is None or choice.of == "category":
        return ""
    where = f"{choice.of}:{row.member}"
    kept = [f"{n}:{m}" for n, m in asked.picked.where if n != choice.of]
    address = asked.picked.address(where=None, by=choice.by.key)
    joined = "".join(f"&where={each}" for each in (*kept, where))
    return f"{reverse('kpis:worth')}{address}{joined}"


def cells(board: Board, values: Values, asked: Asked) -> list[dict[str, Any]]:
    """Each figure in words; few cases are greyed, with their number."""
    currency, least = (
        asked.organisation.base_currency,
        asked.organisation.minimum_sample,
    )
    found = []
    for kpi in board.kpis:
        value = values[kpi.key]
        few = kpi.minimum and value.defined and value.n is not None and value.n < least
        found.append(
            {
                "text": wording.figure(kpi, value, currency),
                "few": formats.number(value.n) if few else "",
                "strong": kpi.key == board.by.key,
            }
        )
    return found


def heads(board: Board, choice: Choice) -> list[str]:
    """The names of the columns, short of customers; of one, an average is all they bought."""
    short = {
        "gross_margin": _("Margin"),
        "clv_observed": _("Lifetime value"),
        "revenue": _("Revenue"),
        "mrr": _("Recurring a month"),
    }
    named = short if choice.of == CUSTOMER else {}
    return [named.get(kpi.key, str(kpi.label)) for kpi in board.kpis]


def percent(share: Any) -> str:
    return formats.percent(wording.rounded(share, 3), 1) if share is not None else ""


def feet(board: Board, choice: Choice, asked: Asked) -> list[dict[str, Any]]:
    """The last rows: the figure of the whole scope, then what of it cannot be named."""
    found = [{"name": _("Total"), "cells": cells(board, board.totals, asked)}]
    if board.others is not None:
        text = ngettext(
            "%(n)s customer of others", "%(n)s customers of others", board.hidden
        ) % {"n": formats.number(board.hidden)}
        found.append({"name": text, "cells": cells(board, board.others, asked)})
    if board.unnamed is not None:
        text = _("Sold to nobody named")
        found.append({"name": text, "cells": cells(board, board.unnamed, asked)})
    return found


def fifth(board: Board, choice: Choice) -> str:
    """How much the first fifth brings, in one sentence; nothing of few rows."""
    told = board.first_fifth()
    if told is None or choice.of != CUSTOMER:
        return ""
    number, share = told
    return ngettext(
        "The best customer in five (%(n)s) brings %(share)s of it all.",
        "The best customers in five (%(n)s) bring %(share)s of it all.",
        number,
    ) % {"n": formats.number(number), "share": percent(share)}
