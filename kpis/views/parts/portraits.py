"""The customers of a page, read once until something moves: three pages look at the same ones."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from typing import Any

from django.core.cache import caches
from django.urls import reverse

from crm.models import Organisation
from crm.templatetags import formats
from kpis import customers, wording
from kpis.customers import Portrait, retention
from kpis.customers.retention import RULES, Risk
from kpis.generation import generation
from kpis.spec import Unit
from kpis.views.parts.asking import Asked

SECONDS = 90


def portraits_of(asked: Asked, *, own: bool = False) -> list[Portrait]:
    """Customers of the person or the teams asked for, as far as this reader may open them.

    ``own``: of the reader alone, whomever they lead.
    """
    leads = asked.user.is_manager or asked.user.is_admin
    scope = asked.scope if leads and not own else asked.mine
    now = generation()
    key = f"{now.seal} {asked.user.pk} {asked.user.role} {scope} {asked.picked.today} {asked.picked.where}"
    key = "portraits:" + hashlib.sha256(key.encode()).hexdigest()
    kept: list[Portrait] | None = caches["local"].get(key) if now.settled else None
    if kept is None:
        where = dict(asked.picked.members)
        rows = customers.of_reader(asked.user, scope, asked.picked.today, where)
        kept = customers.portraits(rows, asked.now)
        if now.settled:
            caches["local"].set(key, kept, SECONDS)
    return kept


def risks_of(asked: Asked, *, own: bool = False) -> list[Risk]:
    return retention.at_risk(portraits_of(asked, own=own), asked.picked.today)


def shown_risk(risk: Risk, organisation: Organisation) -> dict[str, Any]:
    """One row: the customer, how many reasons, each in words."""
    one = risk.customer
    return {
        "name": one.name,
        "url": reverse("crm:prospect", args=[one.pk]),
        "owner": one.owner,
        "score": formats.number(risk.score),
        "reasons": [reason.text for reason in risk.reasons],
        "revenue": money(one.amounts.get("revenue", 0), organisation),
    }


def counted_by_reason(risks: list[Risk]) -> list[dict[str, str]]:
    """Each rule with how many customers it names."""
    keys = [reason.key for risk in risks for reason in risk.reasons]
    return [
        {"rule": str(text), "n": formats.number(keys.count(key))}
        for key, text in RULES.items()
    ]


def money(minor: int, organisation: Organisation) -> str:
    """Without cents from a hundred on, as on every page of figures."""
    return wording.written(Unit.MONEY, Fraction(minor), organisation.base_currency)
