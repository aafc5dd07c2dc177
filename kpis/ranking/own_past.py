"""(6) A figure against its owner's own past: the mean of the equal periods before this one."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from fractions import Fraction

from crm.models import Membership, Organisation
from kpis.dashboard import too_few
from kpis.periods import Period
from kpis.picker import Picked
from kpis.question import Question
from kpis.rollup import figures
from kpis.spec import Kpi
from kpis.values import Value

#: How many earlier periods one may be compared with.
BACK = (3, 6, 12)
#: From the first day to before the second; null: open.
Span = tuple[date | None, date | None]


def means(
    kpi: Kpi,
    question: Question,
    picked: Picked,
    back: int,
    blank: Value,
    organisation: Organisation,
    members: Sequence[int],
) -> dict[int, Fraction]:
    """{member: mean of its own figure over the ``back`` equal periods before this one}.

    A member without all of them is left out: not there yet, no figure, or too few cases in one.
    ``question`` is split by person or by team.
    """
    earlier = picked.trail(back + 1)[:-1]
    lines = [figures([kpi], question.over(part))[kpi.key] for part in earlier]
    there = _presence(earlier) if question.by == ("rep",) else None
    found = {}
    for member in members:
        if there is not None and not there(member):
            continue
        values = [line.get((member,), blank) for line in lines]
        known = [
            value.value
            for value in values
            if value.value is not None
            and not too_few(kpi, value, organisation.minimum_sample)
        ]
        if len(known) == back:
            found[member] = sum(known, Fraction(0)) / back
    return found


def change(value: Fraction, mean: Fraction) -> Fraction | None:
    """(now - own mean) / own mean; from 0 there is no share to tell."""
    return None if mean == 0 else (value - mean) / abs(mean)


def _presence(parts: Sequence[Period]) -> Callable[[int], bool]:
    """Whether a person was in a team during each of the periods; one in no team ever always was."""
    held: dict[int, list[Span]] = {}
    rows = Membership.objects.values_list("user_id", "from_on", "to_on")
    for person, first, end in rows:
        held.setdefault(person, []).append((first, end))
    return lambda person: _in_all(held, person, parts)


def _in_all(
    held: Mapping[int, list[Span]],
    person: int,
    parts: Sequence[Period],
) -> bool:
    spans = held.get(person)
    if spans is None:
        return True
    return all(
        any(
            (first is None or first < part.end) and (end is None or end > part.first)
            for first, end in spans
        )
        for part in parts
    )
