"""Databases that processes may be killed on: one of each kind, with a broker of our own."""

from __future__ import annotations

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import migrated, servers
from tests.faults.parents import Environment


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
