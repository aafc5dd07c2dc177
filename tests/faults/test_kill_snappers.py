"""kill -9 at random moments, a live writer and two snappers: no figure is ever lost or mixed."""

from __future__ import annotations

import contextlib
import os
import random
import signal
import subprocess
import sys
import time

import pytest

from tests.faults.parents import ROOT, Environment, Nursery, nursery

pytestmark = pytest.mark.faults
KILLS = 12
#: The planted bug needs a kill between its two commits; it has this many chances.
CHANCES = 200


def _torment(
    them: Nursery, work: str, *, kills: int, dice: random.Random, seed: int
) -> None:
    """A writer, two snappers; one of the two dies at a random moment and comes back, again and again."""
    them.start("writer", "writer", seed)
    for place in ("one", "other"):
        them.start(place, work)
    for _ in range(kills):
        time.sleep(dice.uniform(0.02, 0.25))  # the moment of the kill is the test
        place = dice.choice(["one", "other"])
        them.kill(place)
        them.start(place, work)


@pytest.mark.parametrize("shape", ["on_sqlite", "on_postgres"])
def test_no_kill_leaves_a_wrong_cell(
    request: pytest.FixtureRequest, shape: str, rounds: int
) -> None:
    environment = request.getfixturevalue(shape)
    dice = random.Random(rounds)
    with nursery(environment) as them:
        for number in range(rounds):
            _torment(them, "snapper", kills=KILLS, dice=dice, seed=number)
            found = them.settle()

            assert found["differences"] == []
            assert found["pending"] == 0
        assert found["cells"] > 20, "the writer wrote too little to prove anything"


@pytest.mark.parametrize("shape", ["on_sqlite", "on_postgres"])
def test_a_mark_cleared_before_the_work_turns_it_red(
    request: pytest.FixtureRequest, shape: str
) -> None:
    environment = request.getfixturevalue(shape)
    dice = random.Random(7)
    with nursery(environment) as them:
        for number in range(CHANCES // KILLS):
            _torment(them, "wrong", kills=KILLS, dice=dice, seed=number)
            if them.settle()["differences"]:
                return
    pytest.fail("two hundred kills and the planted bug did no harm")


def _worker(environment: Environment) -> subprocess.Popen[bytes]:
    """A real worker of the figures queue, in a process group of its own."""
    command = [sys.executable, "-m", "celery", "-q", "-A", "config", "worker"]
    return subprocess.Popen(
        [*command, "-Q", "figures", "-c", "1", "--without-gossip", "--without-mingle"],
        cwd=ROOT,
        env=environment,
        start_new_session=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _kill_group(worker: subprocess.Popen[bytes]) -> None:
    with contextlib.suppress(ProcessLookupError):
        os.killpg(worker.pid, signal.SIGKILL)
    worker.wait()


def test_real_workers_die_whole_and_come_back(
    on_postgres: Environment, rounds: int
) -> None:
    """Two workers, woken by the writer's hints; each kill takes one with its children, mid-work."""
    dice = random.Random(rounds)
    workers: list[subprocess.Popen[bytes]] = []
    with nursery(on_postgres) as them, contextlib.ExitStack() as stack:
        stack.callback(lambda: [_kill_group(worker) for worker in workers])
        workers += [_worker(on_postgres) for _ in range(2)]
        for number in range(rounds):
            before = them.written()
            them.start("writer", "writer", number)
            deadline = time.monotonic() + 60
            while them.written() <= before and time.monotonic() < deadline:
                time.sleep(0.1)
            assert them.written() > before, "no worker took the writer's hints"
            time.sleep(dice.uniform(0, 0.3))  # the moment of the kill is the test
            _kill_group(workers.pop(0))
            workers.append(_worker(on_postgres))
            them.kill("writer")
        for worker in workers:
            _kill_group(worker)
        found = them.settle()

    assert found["differences"] == []
    assert found["pending"] == 0
