"""Pairs that somebody said are not the same."""

from __future__ import annotations

from crm.models import Distinct, User


def told_apart(reader: User) -> dict[int, set[int]]:
    """{prospect: those it is not} of the pairs of which the reader sees both sides: one query."""
    found: dict[int, set[int]] = {}
    for one, two in Distinct.objects.visible_to(reader).values_list("one_id", "two_id"):
        found.setdefault(one, set()).add(two)
        found.setdefault(two, set()).add(one)
    return found


def unlike(prospect_id: int) -> set[int]:
    """The prospects that this one is not: one query."""
    pairs = Distinct.objects.of(prospect_id).values_list("one_id", "two_id")
    return {pk for pair in pairs for pk in pair} - {prospect_id}
