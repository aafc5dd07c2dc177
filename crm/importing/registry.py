"""The kinds of files that can be imported. ``kpis`` registers *targets* here when it starts."""

from __future__ import annotations

from crm.importing.kind import Kind
from crm.importing.problems import Unreadable

_KINDS: dict[str, type[Kind]] = {}


def register(kind: type[Kind]) -> type[Kind]:
    """Make a kind importable; usable as a class decorator. Call it from ``AppConfig.ready``."""
    _KINDS[kind.name] = kind
    return kind


def unregister(name: str) -> None:
    _KINDS.pop(name, None)


def kinds() -> dict[str, type[Kind]]:
    """Every kind by its name, in the order a new installation needs them."""
    import crm.importing.kinds

    order = {name: place for place, name in enumerate(crm.importing.kinds.ORDER)}
    ordered = sorted(_KINDS, key=lambda name: (order.get(name, len(order)), name))
    return {name: _KINDS[name] for name in ordered}


def get(name: str) -> type[Kind]:
    known = kinds()
    if name not in known:
        raise Unreadable(f"{name[:40]}? {', '.join(known)}")
    return known[name]
