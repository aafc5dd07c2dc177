"""Whom to see first, with the reason in words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from crm.templatetags import formats
from kpis.team import topics
from kpis.team.table import PeopleTable
from kpis.team.topics import Topic
from kpis.views.parts.asking import Asked
from kpis.views.parts.profiles import mark_shown, meeting_url


def to_coach(table: PeopleTable, asked_for: Asked) -> list[dict[str, Any]]:
    """The short list: each person with the reason, linked to their one-to-one."""
    currency, picked = asked_for.organisation.base_currency, asked_for.picked
    idle = topics.deals_with_nothing_ahead(asked_for.user, table, picked.today)
    return [
        {
            "name": topic.person.full_name,
            "url": meeting_url(topic.person.pk),
            "said": said_of(topic, currency),
        }
        for topic in topics.what_to_coach(table, idle)
    ]


def said_of(topic: Topic, currency: str) -> list[str]:
    """Demos held: 4, median 11; 6 open deals without a next step."""
    words = _("%(kpi)s: %(value)s, median %(median)s")
    said = []
    for mark in topic.weak[:2]:
        shown = mark_shown(mark, currency)
        of = {"kpi": shown["label"], "value": shown["value"]}
        said.append(words % {**of, "median": shown["median"]})
    if topic.nothing_ahead:
        n = topic.nothing_ahead
        said.append(
            ngettext(
                "%(n)s open deal without a next step",
                "%(n)s open deals without a next step",
                n,
            )
            % {"n": formats.number(n)}
        )
    return said
