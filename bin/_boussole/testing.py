"""`bin/boussole test`, `check`, `bench`, `fuzz`, `faults`, `shots`.

All but `check` bring their own PostgreSQL, Redis and Chromium.
"""

import contextlib
import os
import secrets
import subprocess
import sys
import time
from argparse import Namespace
from collections.abc import Iterator, Mapping

from _boussole import places, setting_up
from _boussole.steps import Failed, Steps, say

# Nothing is installed yet: the tests' own page is read from where it lies.
sys.path.insert(0, str(places.ROOT))
from tests import servers

PYTEST = [str(places.PYTHON), "-m", "pytest"]
# What must hold on both databases. Pages and processes are the same on either, and so is what
# reads words, numbers and calendars without asking a database, and the rows of the demo.
ON_POSTGRES = ("tests/crm", "tests/kpis")
# Of the pages those that order, search and page rows by what may be empty: a database has its say.
PAGES = ("tests/crm/views", "tests/kpis/views")
PAGES_ON_POSTGRES = (
    "crm/views/test_lists",
    "kpis/views/test_order",
    "kpis/views/test_tables",
)
SAME_ON_EITHER = [
    *(
        f"--ignore=tests/{folder}"
        for folder in ("crm/forms", "crm/printing", "crm/templatetags")
    ),
    *(
        f"--ignore={path.relative_to(places.ROOT)}"
        for folder in PAGES
        for path in sorted((places.ROOT / folder).glob("test_*.py"))
        if f"{path.parent.parent.name}/views/{path.stem}" not in PAGES_ON_POSTGRES
    ),
    *(
        f"--ignore=tests/{module}.py"
        for module in (
            "crm/api/test_docs",
            "crm/api/test_matrix",
            "crm/api/test_schema",
            "crm/reading/test_phrases",
            "crm/reading/test_reader",
            "crm/test_civil",
            "crm/test_money",
            "crm/test_seed_demo",
            "crm/test_text",
            "kpis/test_explain_rows",
            "kpis/test_periods",
            "kpis/test_wording",
        )
    ),
]
NOT_ON_POSTGRES = " and ".join(
    f"not {kind}" for kind in ("browser", "faults", "fuzz", "processes", "shots")
)
CORES = str(min(os.cpu_count() or 1, 8))
PARALLEL = ("-n", CORES, "--dist", "loadscope", "--no-loadscope-reorder")
FUZZED = (
    "tests/fuzz",
    "tests/access",
    "tests/browser",
    "tests/crm/reading",
    "tests/differential",
    "tests/properties",
)
LONG: dict[str, list[str]] = {
    "bench": [str(places.PYTHON), "-m", "benchmarks"],
    "fuzz": [
        *PYTEST,
        *FUZZED,
        "-m",
        "fuzz",
        "--hypothesis-profile=default",
        *PARALLEL,
    ],
    "faults": [*PYTEST, "tests/faults", "-m", "faults", "--rounds", "20"],
    "shots": [*PYTEST, "tests/shots", "-m", "shots"],
}


def test(options: Namespace) -> int:
    """All tests on SQLite, then those of the domain again on PostgreSQL."""
    with _installed() as environment:
        if options.arguments:
            return _call([*PYTEST, *options.arguments], environment)
        results = {
            "SQLite": _call([*PYTEST, *PARALLEL], environment),
            "PostgreSQL": _call(
                [
                    *PYTEST,
                    *_existing(ON_POSTGRES),
                    *SAME_ON_EITHER,
                    "-m",
                    NOT_ON_POSTGRES,
                    *PARALLEL,
                ],
                {**environment, "DATABASE_URL": environment["TEST_POSTGRES_URL"]},
            ),
        }
    return _verdict("Tests", results)


def long(options: Namespace) -> int:
    with _installed() as environment:
        return _call([*LONG[options.command], *options.arguments], environment)


def check(options: Namespace) -> int:
    """Style, types, migrations, templates, and the deployment checks of Django."""
    steps = Steps(total=4)
    setting_up.everything(steps, development=True)
    python = str(places.PYTHON)
    templates = sorted(
        str(path) for path in (places.ROOT / "templates").rglob("*.html")
    )
    checks = {
        "style": [places.tool("ruff"), "check", "."],
        "format": [places.tool("ruff"), "format", "--check", "--quiet", "."],
        "types": [python, "-m", "mypy", "crm", "kpis", "config", "manage.py"],
        "types of the command": [python, "-m", "mypy", "-p", "_boussole"],
        "templates": [places.tool("djlint"), "--lint", "--quiet", *templates],
        "format of templates": [places.tool("djade"), "--check", *templates],
        "translations": [*PYTEST, "tests/test_translations.py", "-q"],
        "migrations": places.manage("makemigrations", "--check", "--dry-run"),
        "deployment": places.manage("check", "--deploy", "--fail-level", "WARNING"),
    }
    environments = {
        "types of the command": {"MYPYPATH": "bin"},
        "deployment": _production(),
    }
    results = {}
    for name, command in checks.items():
        began = time.monotonic()
        results[name] = _call(command, environments.get(name, {}), quiet=True)
        seconds = time.monotonic() - began
        say(f"{name} ... {'failed' if results[name] else 'ok'} ({seconds:.1f} s)")
    return _verdict("Checks", results)


@contextlib.contextmanager
def _installed() -> Iterator[dict[str, str]]:
    """Everything a test needs, and how it is told where that is."""
    steps = Steps(total=6)
    setting_up.everything(steps, development=True)
    with contextlib.ExitStack() as stack:
        stack.enter_context(_missing_said())
        with steps.step("Chromium"):
            environment = {"CHROMIUM": servers.chromium()}
        with steps.step("PostgreSQL and Redis"):
            postgres = stack.enter_context(servers.postgres())
            redis = stack.enter_context(servers.redis())
        environment["TEST_POSTGRES_URL"] = postgres.url("postgres")
        environment["TEST_REDIS_URL"] = redis.url()
        yield environment


@contextlib.contextmanager
def _missing_said() -> Iterator[None]:
    try:
        yield
    except servers.Missing as missing:
        raise Failed(str(missing), "Start again once it is there.") from missing


def _call(
    command: list[str], environment: Mapping[str, str], *, quiet: bool = False
) -> int:
    """Run and return the code; with `quiet`, print what it said only if it failed."""
    if not quiet:
        say("$ " + " ".join(command).replace(f"{places.ROOT}/", ""))
    try:
        done = subprocess.run(
            command,
            cwd=places.ROOT,
            env={**os.environ, **environment},
            stdout=subprocess.PIPE if quiet else None,
            stderr=subprocess.STDOUT if quiet else None,
            text=True,
            check=False,
        )
    except KeyboardInterrupt:
        return 130
    if quiet and done.returncode:
        say(done.stdout)
    return done.returncode


def _existing(folders: tuple[str, ...]) -> list[str]:
    return [folder for folder in folders if (places.ROOT / folder).is_dir()]


def _production() -> dict[str, str]:
    return {
        "DATABASE_URL": "postgresql://boussole@127.0.0.1/boussole",
        "REDIS_URL": "redis://127.0.0.1:6379/0",
        "SECRET_KEY": secrets.token_urlsafe(64),
        "ALLOWED_HOSTS": "crm.example.com",
    }


def _verdict(what: str, results: Mapping[str, int]) -> int:
    failed = [name for name, code in results.items() if code]
    if failed:
        raise Failed(f"{what} failed: {', '.join(failed)}", "Read the lines above.")
    say(f"{what} passed: {', '.join(results)}.")
    return 0
