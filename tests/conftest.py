"""What every test may ask for: a fixed clock, private servers, the cast."""

import contextlib
import os
import sqlite3
from collections.abc import Iterator
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import hypothesis
import pytest
import time_machine
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po
from django.core.cache import cache
from django.db import connection
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created
from django.utils import timezone, translation
from xdist.scheduler import LoadScopeScheduling

from tests import migrated, servers

# Playwright runs an event loop in the thread of the tests; Django would refuse to touch
# the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

pytest_plugins = ["tests.cast"] if find_spec("tests.cast") else []

# Every everyday run draws the same cases, so that a change is judged by its own; `make fuzz` draws
# new ones each time. How quickly a machine draws them says nothing of the change.
hypothesis.settings.register_profile(
    "everyday",
    derandomize=True,
    deadline=None,
    suppress_health_check=[hypothesis.HealthCheck.too_slow],
)
hypothesis.settings.load_profile("everyday")

PARIS = ZoneInfo("Europe/Paris")
ROOT = Path(__file__).resolve().parent.parent
BROWSER = ROOT / "tests" / "browser"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--rounds", type=int, default=3, help="how many times faults are provoked"
    )


#: Few tests, each of many requests: begun last, one core would do them while another idles.
LONGEST = ("test_matrix.py", "test_canaries.py", "test_payloads.py", "test_hostile.py")


class ByFile(LoadScopeScheduling):  # type: ignore[misc]  # xdist ships no types
    """A worker takes a file as a whole; one takes all that needs a browser and the demo."""

    def _split_scope(self, nodeid: str) -> str:
        path = nodeid.split("::", 1)[0]
        return "browser" if path.startswith("tests/browser/") else path


def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> ByFile:
    return ByFile(config, log)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes long begins first (with --no-loadscope-reorder); the rest stays in random order."""
    items.sort(key=_when)


def _when(item: pytest.Item) -> int:
    if BROWSER in item.path.parents:
        return 0
    return 1 if item.path.parent.name == "access" and item.path.name in LONGEST else 2


@pytest.fixture(scope="session")
def rounds(pytestconfig: pytest.Config) -> int:
    return int(pytestconfig.getoption("--rounds"))


@pytest.fixture(scope="session", autouse=True)
def french_is_compiled() -> None:
    """Pages in French need the .mo; it is made again when the .po is younger."""
    for text in (ROOT / "locale").glob("*/LC_MESSAGES/*.po"):
        compiled = text.with_suffix(".mo")
        if compiled.exists() and compiled.stat().st_mtime >= text.stat().st_mtime:
            continue
        # Tests run in parallel: each writes its own and puts it in place at once.
        mine = compiled.with_name(f"{compiled.name}.{os.getpid()}")
        with text.open("rb") as file, mine.open("wb") as made:
            write_mo(made, read_po(file))
        mine.replace(compiled)


@pytest.fixture(autouse=True)
def _nobody_is_reading() -> Iterator[None]:
    """A request of a test leaves its reader's language and zone in the thread.

    Put back before and after: fixtures of a whole module are laid before this one.
    """
    _no_reader()
    yield
    _no_reader()


@pytest.fixture(autouse=True)
def _nothing_used_up() -> Iterator[None]:
    """What the people of other tests asked for counts against no limit of this one's: their ids are
    the same, and so is a clock that stands still."""
    yield
    cache.clear()


def _no_reader() -> None:
    translation.activate("en")
    timezone.deactivate()


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
def django_db_modify_db_settings(
    django_db_modify_db_settings_parallel_suffix: None,
) -> None:
    """Each database of tests is a copy of a migrated one, not migrated again."""
    if connection.vendor == "postgresql":
        given = os.environ["DATABASE_URL"]
        connection.settings_dict["TEST"]["TEMPLATE"] = migrated.postgres_template(given)
    else:
        connection_created.connect(_fill)


def _fill(connection: BaseDatabaseWrapper, **_signal: Any) -> None:
    """A new SQLite database holds nothing until its first connection."""
    connection_created.disconnect(_fill)
    source = sqlite3.connect(migrated.sqlite_file())
    with contextlib.closing(source):
        source.backup(connection.connection)


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
