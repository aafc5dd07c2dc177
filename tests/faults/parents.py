"""The tests' side of the nursery: ask it for children, kill them, hear what is left."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent.parent

Environment = dict[str, str]


class Nursery:
    """The process that forks writers and snappers, and the pids alive."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self.process = process
        self.alive: dict[str, int] = {}

    def ask(self, line: str) -> str:
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        print(line, file=self.process.stdin, flush=True)
        answer = self.process.stdout.readline().strip()
        assert answer, "the nursery died"
        return answer

    def start(self, place: str, work: str, seed: int = 0) -> None:
        self.alive[place] = int(self.ask(f"start {work} {seed}"))

    def kill(self, place: str) -> None:
        with contextlib.suppress(ProcessLookupError):
            os.kill(self.alive.pop(place), signal.SIGKILL)

    def lives(self, place: str) -> bool:
        try:
            os.kill(self.alive[place], 0)
        except ProcessLookupError:
            return False
        return True

    def written(self) -> int:
        return int(self.ask("written"))

    def settle(self) -> dict[str, Any]:
        for place in list(self.alive):
            self.kill(place)
        found: dict[str, Any] = json.loads(self.ask("settle"))
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
