"""The demo year as it is served by `make run`: made once, then copied; web and worker for real.

Used by the tests in a browser and by the pictures. The year ends today, so it is made again each
civil day, and whenever what makes it changed.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import sqlite3
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _boussole import places, running
from _boussole.supervisor import Child

from tests import migrated
from tests.keeping import DATABASE, environment_of, fingerprint, kept, manage
from tests.servers import free_port

MAKES_IT = ("crm/**/*.py", "kpis/**/*.py", "config/settings.py")
READY_SECONDS = 40.0
STOP_SECONDS = 15.0


def demo_year() -> Path:
    """A folder with the demo's database, figures built, and its logins. Copy it before use."""
    return kept("demo", _fingerprint(), _make)


def _fingerprint() -> str:
    shown = {"views", "api", "templatetags", "forms"}
    files = [path for pattern in MAKES_IT for path in places.ROOT.glob(pattern)]
    today = datetime.now(UTC).date().isoformat()
    return fingerprint((p for p in files if not shown & set(p.parts)), today)


def _make(folder: Path) -> None:
    environment = environment_of(folder)
    shutil.copy(migrated.sqlite_file(), folder / DATABASE)
    for command in (
        ("createcachetable",),
        ("seed", "--profile", "demo", "--seed", "1"),
        ("snapshots", "build"),
    ):
        manage(environment, *command)
    with contextlib.closing(sqlite3.connect(folder / DATABASE)) as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")


@dataclass
class Installation:
    """A running copy of the demo: where it answers, who signs in, what it holds."""

    folder: Path
    port: int

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def login(self, role: str) -> dict[str, str]:
        logins = json.loads((self.folder / "demo-logins.json").read_text())
        found: dict[str, str] = logins[role]
        return found

    def ask(self, statement: str, *values: Any) -> list[tuple[Any, ...]]:
        """Rows of its database, read only."""
        address = f"file:{self.folder / DATABASE}?mode=ro"
        with contextlib.closing(sqlite3.connect(address, uri=True)) as link:
            return link.execute(statement, values).fetchall()

    def id_of(self, statement: str, *values: Any) -> int:
        rows = self.ask(statement, *values)
        assert rows, statement
        return int(rows[0][0])


@contextlib.contextmanager
def running_demo(folder: Path) -> Iterator[Installation]:
    """The demo in ``folder``, served as `make run` does: web, worker of the figures, clock."""
    shutil.copytree(demo_year(), folder, dirs_exist_ok=True)
    port = free_port()
    environment = environment_of(folder, PORT=str(port), DEMO="1")
    with _data(folder):
        children = running._children(port)
    web_and_figures: list[Child] = children[:2]
    # One worker does both kinds of work here.
    queues = web_and_figures[1].command
    queues[queues.index("figures")] = "figures,jobs"
    try:
        for child in web_and_figures:
            child.start(environment)
        _wait(f"http://127.0.0.1:{port}/healthz", web_and_figures)
        yield Installation(folder, port)
    finally:
        for child in web_and_figures:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while not all(child.is_gone() for child in web_and_figures):
            if time.monotonic() > deadline:
                for child in web_and_figures:
                    child.signal(signal.SIGKILL)
            time.sleep(0.05)


@contextlib.contextmanager
def _data(folder: Path) -> Iterator[None]:
    """The command line of the processes names the data folder."""
    before = os.environ.get("BOUSSOLE_DATA")
    os.environ["BOUSSOLE_DATA"] = str(folder)
    try:
        yield
    finally:
        if before is None:
            del os.environ["BOUSSOLE_DATA"]
        else:
            os.environ["BOUSSOLE_DATA"] = before


def _wait(url: str, children: list[Child]) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while True:
        with contextlib.suppress(OSError):
            urllib.request.urlopen(url, timeout=2).close()  # noqa: S310  # our own address
            return
        gone = [child.name for child in children if child.is_gone()]
        assert not gone, f"{gone} ended"
        assert time.monotonic() < deadline, "the web does not answer"
        time.sleep(0.05)
