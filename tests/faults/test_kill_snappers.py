"""kill -9 at random moments, a live writer and two snappers: no figure is ever lost or mixed."""

from __future__ import annotations

import contextlib
import json
import os
import random
import secrets
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import migrated, servers

pytestmark = pytest.mark.faults
ROOT = Path(__file__).resolve().parent.parent.parent
KILLS = 12
#: The planted bug needs a kill between its two commits; it has this many chances.
CHANCES = 200

Environment = dict[str, str]


def _environment(folder: Path, **more: str) -> Environment:
    kept = {
        k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "REDIS_URL")
    }
    return kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "BOUSSOLE_DATA": str(folder),
        "SECRET_KEY": secrets.token_urlsafe(64),
        "LOG_LEVEL": "CRITICAL",
        **more,
    }


@pytest.fixture
def on_sqlite(tmp_path: Path) -> Environment:
    shutil.copy(migrated.sqlite_file(), tmp_path)
    return _environment(tmp_path)


@pytest.fixture(scope="module")
def broker_url() -> Iterator[str]:
    """A Redis of our own: nobody else's worker must take our hints."""
    with servers.redis() as redis:
        yield redis.url()


@pytest.fixture
def on_postgres(
    tmp_path: Path, postgres_url: str, broker_url: str
) -> Iterator[Environment]:
    with migrated.postgres_database(postgres_url) as url:
        yield _production(tmp_path, url, broker_url)


def _production(folder: Path, url: str, broker_url: str) -> Environment:
    return _environment(
        folder, DATABASE_URL=url, REDIS_URL=broker_url, ALLOWED_HOSTS="localhost"
    )


class Nursery:
    """The process that forks writers and snappers, and the pids alive."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.alive: dict[str, int] = {}

    def _ask(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(line, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        assert answer, "the nursery died"
        return answer

    def start(self, place: str, work: str, seed: int = 0) -> None:
        self.alive[place] = int(self._ask(f"start {work} {seed}"))

    def kill(self, place: str) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.alive.pop(place), signal.SIGKILL)

    def written(self) -> int:
        return int(self._ask("written"))

    def settle(self) -> dict[str, Any]:
        for place in list(self.alive):
            self.kill(place)
        found: dict[str, Any] = json.loads(self._ask("settle"))
        return found


@contextlib.contextmanager
def nursery(environment: Environment) -> Iterator[Nursery]:
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.faults.nursery"],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    found = Nursery(process)
    try:
        yield found
    finally:
        for place in list(found.alive):
            found.kill(place)
        process.kill()
        process.communicate()


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
