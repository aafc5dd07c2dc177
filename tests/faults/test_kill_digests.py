"""kill -9 while digests are written: each person is mailed once a week, never twice, never not."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import pytest

from tests.faults.mailroom import week
from tests.faults.test_kill_snappers import (
    Environment,
    Nursery,
    nursery,
    on_postgres,
    on_sqlite,
)

pytestmark = pytest.mark.faults
__all__ = ["on_postgres", "on_sqlite"]
#: Runs of the everyday test; `make faults` asks for more rounds.
RUNS = 10
#: The planted bug needs a kill between its two commits; it has this many chances.
CHANCES = 60
PATIENCE = 30.0


def _mailed(them: Nursery) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(them._ask("mailed"))
    return found


def _run(them: Nursery, work: str, number: int, dice: random.Random) -> dict[str, Any]:
    """Two workers at once, each killed at a random moment and begun again, until all is noted."""
    people = _mailed(them)["people"]
    for place in ("one", "other"):
        them.start(place, work, number)
    for place in ("one", "other"):
        time.sleep(dice.uniform(0.0, 0.12))  # the moment of the kill is the test
        them.kill(place)
        them.start(place, work, number)
    start, deadline = str(week(number).first), time.monotonic() + PATIENCE
    while (found := _mailed(them))["notes"].get(start, 0) < people:
        assert time.monotonic() < deadline, found
        time.sleep(0.05)
    for place in ("one", "other"):
        them.kill(place)
    return found | {"start": start}


@pytest.mark.parametrize("shape", ["on_sqlite", "on_postgres"])
def test_each_person_is_mailed_once_a_week(
    request: pytest.FixtureRequest, shape: str, rounds: int
) -> None:
    environment: Environment = request.getfixturevalue(shape)
    dice = random.Random(rounds)
    with nursery(environment) as them:
        for number in range(RUNS * rounds):
            found = _run(them, "digests", number, dice)
            start = found["start"]

            assert found["people"] > 5
            assert found["notes"][start] == found["people"]
            assert found["mails"][start] == found["people"]
            assert found["twice"] == 0


def test_a_note_committed_before_its_mail_turns_it_red(
    on_sqlite: Environment,
) -> None:
    dice = random.Random(7)
    with nursery(on_sqlite) as them:
        for number in range(CHANCES):
            found = _run(them, "wrong-digests", number, dice)
            if found["mails"].get(found["start"], 0) != found["people"]:
                return
    pytest.fail("sixty runs with kills and the planted bug did no harm")
