"""A pair to merge."""

from __future__ import annotations

import pytest

from crm.models import User
from tests.crm.services.merging.pairs import Pair, two_of_one


@pytest.fixture
def pair(rep: User, teammate: User) -> Pair:
    return two_of_one(rep, teammate)
