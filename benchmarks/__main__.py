"""``make bench``: both sides of every ratio in one run, medians, PostgreSQL and SQLite.

Prints each figure with its limit and whether it holds, and writes ``var/benchmarks.json``. Ratios,
not seconds: machines differ. What may grow with the rows is compared in work of processors, which
other people's load does not move.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.table import Table, printed

ROOT = Path(__file__).resolve().parent.parent
SIZES = (10_000, 100_000)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    parser.add_argument("--only", choices=["sqlite", "postgresql"])
    options = parser.parse_args()
    found: dict[str, dict[int, dict[str, Any]]] = {}
    for vendor in ("sqlite", "postgresql"):
        if options.only in (None, vendor):
            found[vendor] = {
                n: measure(vendor, n, n == options.sizes[0]) for n in options.sizes
            }
    printed(Table(found, options.sizes).rows())
    folder = ROOT / "var"
    folder.mkdir(exist_ok=True)
    (folder / "benchmarks.json").write_text(json.dumps(found, indent=2))
    return 0


def measure(vendor: str, activities: int, maven: bool) -> dict[str, Any]:
    """The figures of one database at one size, from a fresh process."""
    print(f"{vendor}, {activities:,} activities...", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory() as folder:
        environment = {**os.environ, "BOUSSOLE_DATA": folder, "PYTHONPATH": str(ROOT)}
        environment |= {"DJANGO_SETTINGS_MODULE": "benchmarks.settings"}
        environment.pop("DATABASE_URL", None)
        if vendor == "postgresql":
            environment |= _postgres()
        command = [sys.executable, "-m", "benchmarks.one", str(activities)]
        done = subprocess.run(
            [*command, "maven" if maven else "-"],
            env=environment,
            cwd=ROOT,
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        )
    last: dict[str, Any] = json.loads(done.stdout.strip().splitlines()[-1])
    return last


def _postgres() -> dict[str, str]:
    """A fresh database on the private server that ``make bench`` started."""
    import psycopg

    url = os.environ["TEST_POSTGRES_URL"]
    name = f"bench_{secrets.token_hex(4)}"
    with psycopg.connect(url, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    return {
        "DATABASE_URL": f"{url.rsplit('/', 1)[0]}/{name}",
        "REDIS_URL": os.environ.get("TEST_REDIS_URL", "redis://127.0.0.1:1/0"),
        "SECRET_KEY": secrets.token_urlsafe(60),
        "ALLOWED_HOSTS": "testserver",
        "STATEMENT_TIMEOUT": "600",
    }


if __name__ == "__main__":
    sys.exit(main())
