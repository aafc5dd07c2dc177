"""What every test may ask for: a fixed clock, private servers, the cast."""

import os
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from zoneinfo import ZoneInfo

import pytest
import time_machine

from tests import servers

# Playwright runs an event loop in the thread of the tests; Django would refuse to touch
# the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.cast"] if find_spec("tests.cast") else []

PARIS = ZoneInfo("Europe/Paris")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rounds", type=int, default=3, help="how many times faults are provoked"
    )


@pytest.fixture(scope="session")
def rounds(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.getoption("--rounds"))


@pytest.fixture
def now() -> datetime:
    """Friday 20 November 2026, half past ten in the morning in Paris."""
    return datetime(2026, 11, 20, 10, 30, tzinfo=PARIS)


@pytest.fixture
def frozen(now: datetime) -> Iterator[datetime]:
    """The clock of views, tasks and commands stands at `now`."""
    with time_machine.travel(now, tick=False):
        yield now


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A private PostgreSQL; databases made in it vanish with it."""
    if given := os.environ.get("TEST_POSTGRES_URL"):
        yield given
        return
    with servers.postgres() as server:
        yield server.url("postgres")


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    """A private Redis."""
    if given := os.environ.get("TEST_REDIS_URL"):
        yield given
        return
    with servers.redis() as server:
        yield server.url()
