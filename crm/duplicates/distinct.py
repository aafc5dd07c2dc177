"""Pairs that somebody said are not the same."""

from __future__ import annotations

from django.db.models import Q

from crm.models import Distinct, User


def told_apart(reader: User) -> dict[int, set[int]]:
    """{prospect: those it is not} of the pairs of which the reader sees both sides: one query."""
    found: dict[int, set[int]] = {}
    for one, two in Distinct.objects.visible_to(reader).values_list("one_id", "two_id"):
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return found


def unlike(prospect_id: int) -> Q:
    """The prospects that this one is not, as a condition inside another query."""
    pairs = Distinct.objects.of(prospect_id)
    ones, twos = pairs.values("one_id"), pairs.values("two_id")
    return Q(pk__in=ones) | Q(pk__in=twos)
