"""A database with every migration applied, to be copied: making one takes ten seconds of a core."""

from __future__ import annotations

import contextlib
import fcntl
import sqlite3
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
from _boussole import places

from tests import servers
from tests.keeping import (
    CACHE,
    DATABASE,
    environment_of,
    fingerprint,
    kept,
    manage,
)

#: What the tables and their first rows follow from.
MAKES_IT = ("*/migrations/*.py", "*/models/**/*.py", "crm/foundation.py", "*.txt")
MIGRATE = ("migrate", "--noinput", "-v0")


def sqlite_file() -> Path:
    """A migrated SQLite file. Copy it before use."""
    return kept("migrated", _fingerprint(), _make) / DATABASE


def _make(folder: Path) -> None:
    manage(environment_of(folder), *MIGRATE)
    with contextlib.closing(sqlite3.connect(folder / DATABASE)) as link:
        link.execute("PRAGMA wal_checkpoint(TRUNCATE)")


def postgres_template(server_url: str) -> str:
    """The name of a migrated database of this server, for CREATE DATABASE ... TEMPLATE."""
    name = f"migrated_{_fingerprint()}"
    CACHE.mkdir(exist_ok=True)
    with (
        (CACHE / "migrated.lock").open("a") as lock,
        psycopg.connect(server_url, autocommit=True) as server,
    ):
        fcntl.flock(lock, fcntl.LOCK_EX)
        found = server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name])
        if not found.fetchone():
            _create(server, server_url, name)
    return name


def _create(server: psycopg.Connection, server_url: str, name: str) -> None:
    """Under another name until it is whole: who is ended half-way leaves no template."""
    server.execute(f"DROP DATABASE IF EXISTS half_{name} WITH (FORCE)".encode())
    server.execute(f"CREATE DATABASE half_{name}".encode())
    address = f"{server_url.rpartition('/')[0]}/half_{name}"
    settings = {"DJANGO_SETTINGS_MODULE": "tests.settings", "DATABASE_URL": address}
    with tempfile.TemporaryDirectory() as folder:
        manage(environment_of(Path(folder), **settings), *MIGRATE)
    server.execute(f"ALTER DATABASE half_{name} RENAME TO {name}".encode())


@contextlib.contextmanager
def postgres_database(server_url: str) -> Iterator[str]:
    """The address of a migrated database of one's own, gone afterwards."""
    template = postgres_template(server_url)
    with servers.database(server_url, template=template) as address:
        yield address


def _fingerprint() -> str:
    return fingerprint(
        path for pattern in MAKES_IT for path in places.ROOT.glob(pattern)
    )
