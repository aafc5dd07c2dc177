"""kill -9 while digests are written: each person is mailed once a week, never twice, never not."""

from __future__ import annotations

import json
import random
import time
from typing import Any

import pytest

from tests.faults.mailroom import week
from tests.faults.parents import Environment, Nursery, nursery

pytestmark = pytest.mark.faults
#: Runs of a round: two hundred over both databases in the twenty rounds of `make faults`.
RUNS = 5
#: The planted bug needs a death between its two commits; it has this many chances.
CHANCES = 20
PATIENCE = 30.0
#: Between two looks: the workers need the processor more than who watches them.
GLANCE = 0.02


def _mailed(them: Nursery) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(them.ask("mailed"))
    return found


def _until(them: Nursery, number: int, notes: int) -> dict[str, Any]:
    """Wait until so many people are noted as written to."""
    start, deadline = str(week(number).first), time.monotonic() + PATIENCE
    while (found := _mailed(them))["notes"].get(start, 0) < notes:
        assert time.monotonic() < deadline, found
        time.sleep(GLANCE)
    return found | {"start": start}


def _all_noted(them: Nursery, number: int) -> bool:
    found = _mailed(them)
    noted: int = found["notes"].get(str(week(number).first), 0)
    return noted == found["people"]


def _run(them: Nursery, work: str, number: int, dice: random.Random) -> dict[str, Any]:
    """Two workers at once. One dies the moment a commit of its own is done, the other is killed
    wherever it is when some people are noted; both are begun again, until all is noted."""
    people = _mailed(them)["people"]
    them.start("one", f"dying-{work}", number)
    them.start("other", work, number)
    _until(them, number, dice.randint(1, people - 1))
    them.kill("other")
    them.start("other", work, number)
    while them.lives("one") and not _all_noted(them, number):
        time.sleep(GLANCE)  # a commit of its own, or nothing left to commit
    them.kill("one")
    them.start("one", work, number)
    found = _until(them, number, people)
    for place in ("one", "other"):
        them.kill(place)
    return found


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


@pytest.mark.parametrize("shape", ["on_sqlite", "on_postgres"])
def test_a_note_committed_before_its_mail_turns_it_red(
    request: pytest.FixtureRequest, shape: str
) -> None:
    environment: Environment = request.getfixturevalue(shape)
    dice = random.Random(7)
    with nursery(environment) as them:
        for number in range(CHANCES):
            found = _run(them, "wrong-digests", number, dice)
            if found["mails"].get(found["start"], 0) != found["people"]:
                return
    pytest.fail("twenty deaths after a commit and the planted bug did no harm")
