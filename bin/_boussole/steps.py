"""One printed line a step: what, how far, how long; and what to do when it fails."""

import contextlib
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence

from _boussole.places import ROOT

LAST_LINES = 40


class Failed(Exception):
    """A step failed. `advice` is what the person can do now."""

    def __init__(self, what: str, advice: str, output: str = "") -> None:
        super().__init__(what)
        self.advice = advice
        self.output = output


class Steps:
    """Counts the steps of one command and times each."""

    def __init__(self, total: int) -> None:
        self.total = total
        self.number = 0

    @contextlib.contextmanager
    def step(self, title: str) -> Iterator[None]:
        self.number += 1
        head = f"[{self.number}/{self.total}] {title}"
        began = time.monotonic()
        with _ticking(head, began):
            yield
        say(f"{head} ... {time.monotonic() - began:.1f} s")

    def skip(self, title: str, why: str) -> None:
        self.number += 1
        say(f"[{self.number}/{self.total}] {title} ... {why}")


def say(text: str) -> None:
    clear = "\r\x1b[K" if sys.stdout.isatty() else ""
    print(f"{clear}{text}", flush=True)


def run(
    command: Sequence[str],
    advice: str,
    *,
    environment: Mapping[str, str] | None = None,
) -> str:
    """Run to the end without a word; raise `Failed` with the last lines it printed."""
    try:
        done = subprocess.run(
            command,
            cwd=ROOT,
            env={**os.environ, **(environment or {})},
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            check=False,
        )
    except FileNotFoundError:
        raise Failed(f"{command[0]} is not there", advice) from None
    if done.returncode:
        lines = done.stdout.splitlines()[-LAST_LINES:]
        what = f"'{' '.join(command)}' ended with {done.returncode}"
        raise Failed(what, advice, "\n".join(lines))
    return done.stdout


@contextlib.contextmanager
def _ticking(head: str, began: float) -> Iterator[None]:
    """On a terminal, count the seconds while a step lasts; in a log, say it began."""
    if not sys.stdout.isatty():
        print(f"{head} ...", flush=True)
        yield
        return
    over = threading.Event()

    def tick() -> None:
        while not over.wait(0.2):
            seconds = time.monotonic() - began
            print(f"\r\x1b[K{head} ... {seconds:.0f} s", end="", flush=True)

    thread = threading.Thread(target=tick, daemon=True)
    thread.start()
    try:
        yield
    finally:
        over.set()
        thread.join()
