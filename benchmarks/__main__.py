"""``make bench``: both sides of every ratio in one run, medians, PostgreSQL and SQLite.

Prints a table and writes ``var/benchmarks.json``. Ratios, not seconds: machines differ.
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
    rows = table(found, options.sizes)
    width = max(len(row[0]) for row in rows)
    for name, target, *values in rows:
        print(f"{name:{width}}  {target:>9}  " + "  ".join(f"{v:>12}" for v in values))
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


def table(
    found: dict[str, dict[int, dict[str, Any]]], sizes: list[int]
) -> list[list[str]]:
    """Rows of (what, target, one value per database and size)."""
    columns = [(vendor, size) for vendor in found for size in sizes]
    rows = [
        ["", "target", *(f"{vendor[:6]} {size // 1000}k" for vendor, size in columns)]
    ]

    def row(name: str, target: str, *path: str, digits: int = 2) -> None:
        values = []
        for vendor, size in columns:
            value: Any = found[vendor][size]
            for key in path:
                value = value.get(key, {}) if isinstance(value, dict) else {}
            values.append("-" if value == {} else f"{value:.{digits}f}")
        rows.append([name, target, *values])

    row("one day, all reps: ours / SQL by hand", "<= 2", "one day", "ratio")
    row("  second run wrote (rows)", "0", "one day", "second_run_wrote", digits=0)
    row("two years: ours / SQL by hand", "<= 2", "two years", "ratio")
    row("  second run wrote (rows)", "0", "two years", "second_run_wrote", digits=0)
    row("rep dashboard / sign-in page", "<= 3", "pages", "rep", "ratio")
    row("team dashboard / sign-in page", "<= 3", "pages", "manager", "ratio")
    row(
        "  rep dashboard made anew / sign-in page",
        "(shown)",
        "pages",
        "rep",
        "anew_ratio",
    )
    row(
        "  team dashboard made anew / sign-in page",
        "(shown)",
        "pages",
        "manager",
        "anew_ratio",
    )
    row("company figures: raw rows / cells", "(shown)", "company", "times_faster")
    row("Maven import: bulk_create / import", ">= 0.4", "import", "ratio")
    row("  import, seconds", "15 | 10", "import", "import_s")
    row("50 prospects / bare page of them", "<= 2", "lists", "prospects", "ratio")
    row("50 activities / bare page of them", "<= 2", "lists", "activities", "ratio")
    row("board of 500 deals / bare page of them", "<= 3", "board", "ratio")
    row("search over everything, p95 (ms)", "<= 100", "search", "p95_ms", digits=0)
    row("log an activity / create() + sign-in page", "<= 4", "logging", "ratio")
    for role, name in (("rep", "rep"), ("manager", "team")):
        for part, how in (("page_s", ""), ("anew_s", " made anew")):
            grown = []
            for vendor in found:
                times = [found[vendor][size]["pages"][role][part] for size in sizes]
                grown += ["-"] * (len(sizes) - 1) + [f"{times[-1] / times[0]:.2f}"]
            rows.append(
                [f"{name} dashboard{how}, largest / smallest", "<= 1.5", *grown]
            )
    return rows


if __name__ == "__main__":
    sys.exit(main())
