"""``{% load nearness %}``: whether a list shows what was asked for, or only what comes near."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import template

from crm.text import searched

register = template.Library()


@register.simple_tag
def only_near(rows: Sequence[Any], words: str, column: str) -> bool:
    """Whether the first row does not carry every word in ``column``, as a search had to be kind.

    Rows are all of one sort (``ProspectQuerySet.matching``), so one tells. Asks no query: a column
    that was not read says nothing.
    """
    asked = searched(words)
    if not asked or not rows:
        return False
    carried = rows[0].__dict__.get(column)
    return carried is not None and not all(word in carried for word in asked)
