"""What is dear to make is made once and copied: a migrated database, the demo year.

Kept in pytest's cache under a name that changes with whatever makes it.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from _boussole import places

CACHE = places.ROOT / ".pytest_cache"
DATABASE = "boussole.sqlite3"


def kept(name: str, fingerprint: str, make: Callable[[Path], None]) -> Path:
    """The folder that ``make`` fills, unless one of this fingerprint is there. Copy it before use."""
    here = CACHE / name
    here.mkdir(parents=True, exist_ok=True)
    folder = here / fingerprint
    with (here / "lock").open("a") as lock:
        # One maker at a time: parallel runs of tests wait for it.
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (folder / "done").exists():
            for old in here.iterdir():
                if old.is_dir():
                    shutil.rmtree(old)
            make(folder)
            (folder / "done").touch()
    return folder


def fingerprint(files: Iterable[Path], *more: str) -> str:
    digest = hashlib.sha256("\n".join(more).encode())
    for path in sorted(files):
        digest.update(path.read_bytes())
    return digest.hexdigest()[:16]


def manage(environment: Mapping[str, str], *arguments: str) -> None:
    """A command of the application in a process of its own; what it said when it fails."""
    done = subprocess.run(
        places.manage(*arguments),
        cwd=places.ROOT,
        env=dict(environment),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr


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
