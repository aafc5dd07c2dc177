"""Several workers at once."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.kpis.test_snapshots import at_once


@pytest.fixture
def make_at_once() -> Callable[..., list[BaseException]]:
    """Run each in a thread with a connection of its own; what they raised."""
    return at_once
