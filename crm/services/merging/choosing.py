"""What is chosen field by field when two prospects are merged, and what is proposed."""

from __future__ import annotations

from typing import Any

from crm.models import Prospect

#: Fields of which one of the two values is kept. Fields of one group are chosen together.
CHOSEN: dict[str, tuple[str, ...]] = {
    "name": ("name",),
    "kind": ("kind",),
    "owner": ("owner",),
    "source": ("source",),
    "campaign": ("campaign",),
    "sector": ("sector",),
    "client_type": ("client_type",),
    "region": ("region",),
    "parent": ("parent",),
    "email": ("email",),
    "phone": ("phone",),
    "website": ("website",),
    "address": ("address", "postcode", "city", "country"),
    "next_step": ("next_step", "next_step_on"),
    "consent": ("consent",),
    "data_origin": ("data_origin",),
}
#: A choice that says nothing: the other one's is proposed.
SILENT = ("", None, "unknown")


def filled(prospect: Prospect) -> int:
    """How many of the choices the record has a value for."""
    return sum(1 for group in CHOSEN if says(prospect, group))


def says(prospect: Prospect, group: str) -> bool:
    """Whether the record has a value for the choice; *Unassigned* owns nothing."""
    values = [getattr(prospect, _column(name)) for name in CHOSEN[group]]
    if group == "owner":
        return bool(prospect.owner_id)
    return any(value not in SILENT for value in values)


def _column(name: str) -> str:
    return Prospect._meta.get_field(name).attname  # type: ignore[union-attr]


def fuller(one: Prospect, two: Prospect) -> Prospect:
    """The better filled of two; of equals, the older one."""
    return max(one, two, key=lambda each: (filled(each), -each.pk))


def proposed(kept: Prospect, other: Prospect) -> set[str]:
    """The choices taken from the other unless the person says otherwise.

    Those the kept one says nothing for. Who withdrew consent keeps it withdrawn.
    """
    taken = {g for g in CHOSEN if not says(kept, g) and says(other, g)}
    if other.consent == Prospect.Consent.WITHDRAWN:
        taken.add("consent")
    return taken


def values_of(other: Prospect, taken: set[str]) -> dict[str, Any]:
    """{field: value} that the kept one gets from the other."""
    names = [name for group in sorted(taken) for name in CHOSEN[group]]
    return {name: getattr(other, name) for name in names}
