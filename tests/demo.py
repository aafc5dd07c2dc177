"""The demo year as it is served by `make run`: made once, then copied; web and worker for real.

Used by the tests in a browser and by the pictures. The year ends today, so it is made again each
civil day, and whenever what makes it changed.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import json
import os
import shutil
import signal
import sqlite3
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from _boussole import places, running
from _boussole.supervisor import Child

from tests.servers import free_port

MAKES_IT = ("crm/**/*.py", "kpis/**/*.py", "config/settings.py")
READY_SECONDS = 40.0
STOP_SECONDS = 15.0
DATABASE = "boussole.sqlite3"


def demo_year() -> Path:
    """A folder with the demo's database, figures built, and its logins. Copy it before use."""
    kept = places.ROOT / ".pytest_cache" / "demo"
    kept.mkdir(parents=True, exist_ok=True)
    folder = kept / _fingerprint()
    with (kept / "lock").open("a") as lock:
        # One maker at a time: parallel runs of tests wait for it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for old in kept.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            _make(folder)
    return folder


def _fingerprint() -> str:
    digest = hashlib.sha256(datetime.now(UTC).date().isoformat().encode())
    for pattern in MAKES_IT:
        for path in sorted(places.ROOT.glob(pattern)):
            if not {"views", "api", "templatetags", "forms"} & set(path.parts):
                digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def _make(folder: Path) -> None:
    environment = environment_of(folder)
    for command in (
        ("migrate", "--noinput", "-v0"),
        ("createcachetable",),
        ("seed", "--profile", "demo", "--seed", "1"),
        ("snapshots", "build"),
    ):
        done = subprocess.run(
            places.manage(*command),
            cwd=places.ROOT,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, done.stdout + done.stderr
    with contextlib.closing(sqlite3.connect(folder / DATABASE)) as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    (folder / "done").touch()


def environment_of(folder: Path, **more: str) -> dict[str, str]:
    """The environment of an installation of its own, whatever the tests run under."""
    folder.mkdir(parents=True, exist_ok=True)
    taken = ("DJANGO_SETTINGS_MODULE", "DATABASE_URL", "REDIS_URL")
    inherited = {name: value for name, value in os.environ.items() if name not in taken}
    return {
        **inherited,
        "BOUSSOLE_DATA": str(folder),
        "PYTHONWARNINGS": "ignore",
        "LOG_LEVEL": "WARNING",
        **more,
    }


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
