"""One entry of the list that every write view is held to."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db.models import Model

from crm.models import User


@dataclass(frozen=True)
class Write:
    """One write view. ``make`` gives the row of its address; ``held`` says it was written once."""

    name: str
    make: Callable[[User], Model]
    send: Callable[[Any], dict[str, Any]]
    held: Callable[[Any], bool]
    allow: str = "POST"
