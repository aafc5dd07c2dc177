"""What must be there before anything runs. Each part is skipped while it is current.

Current means: the fingerprint of what it was made from is the one in its stamp file.
"""

import contextlib
import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path

from _boussole import places
from _boussole.steps import Failed, Steps, run

UV = "uv==0.13.8"
RUN = ("requirements.txt",)
DEVELOPMENT = ("requirements-dev.txt", "requirements.txt")
CATALOGUES = "locale/*/LC_MESSAGES/*.po"
MIGRATIONS = "*/migrations/*.py"
OFFLINE = "Check that this machine reaches its package registries, then start again."


def everything(steps: Steps, *, development: bool) -> None:
    """Four steps: environment, Python packages, front-end packages, translations."""
    _environment(steps)
    _python_packages(steps, DEVELOPMENT if development else RUN)
    _front_end(steps)
    _translations(steps)


def database(steps: Steps) -> None:
    title = "Database"
    stamp = places.data() / "migrated"
    now = fingerprint(sorted(places.ROOT.glob(MIGRATIONS)), places.ROOT / RUN[0])
    if places.is_embedded() and places.database().exists() and _is_current(stamp, now):
        steps.skip(title, "up to date")
        return
    with steps.step(title):
        advice = f"Nothing was lost. Copy {places.data()} aside before you try again."
        run(places.manage("migrate", "--noinput", "-v0"), advice)
        run(places.manage("createcachetable"), advice)
        _write(stamp, now)


def demo(steps: Steps) -> None:
    """A year of sales for the tour, made once, and the figures of each day of it."""
    begun, done = places.data() / "demo-begun", places.data() / "demo-loaded"
    reason = "loaded" if done.exists() else _why_no_demo()
    if reason:
        steps.skip("Demo year", reason)
        steps.skip("Daily figures", reason)
        return
    advice = "Start again, or start empty with --no-demo."
    _write(begun, "")
    with steps.step("Demo year"):
        run(places.manage("seed", "--profile", "demo", "--seed", "1"), advice)
    with steps.step("Daily figures"):
        run(places.manage("snapshots", "build"), advice)
    _write(done, "")


def forget_half_a_demo() -> None:
    """A demo whose loading was cut off goes, database and all, to be loaded whole.

    Only `demo` begins one, and only in a database that holds nothing.
    """
    begun, done = places.data() / "demo-begun", places.data() / "demo-loaded"
    if not begun.exists() or done.exists():
        return
    for path in places.data().glob(f"{places.database().name}*"):
        path.unlink()
    begun.unlink()


def logins() -> dict[str, dict[str, str]]:
    """The demo's people: role -> email, password. Empty without the demo."""
    path = places.data() / "demo-logins.json"
    if not (places.data() / "demo-loaded").exists() or not path.exists():
        return {}
    people: dict[str, dict[str, str]] = json.loads(path.read_text(encoding="utf-8"))
    return people


def fingerprint(files: Iterable[Path], *more: Path) -> str:
    digest = hashlib.sha256(sys.version.encode())
    for path in (*files, *more):
        digest.update(path.relative_to(places.ROOT).as_posix().encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _why_no_demo() -> str:
    if not places.is_embedded():
        return "not on a database of yours"
    # More than the one person that every installation begins with, who has no facts
    # and cannot sign in, and it is somebody's own.
    with contextlib.closing(sqlite3.connect(places.database())) as link:
        people = link.execute("SELECT count(*) FROM crm_user").fetchone()[0]
    return "not into data of your own" if people > 1 else ""


def _environment(steps: Steps) -> None:
    title = "Python environment"
    if places.PYTHON.exists() and _works(places.PYTHON):
        steps.skip(title, "there")
        return
    with steps.step(title):
        if places.VENV.exists():
            shutil.rmtree(places.VENV)
        advice = "On Debian: apt-get install python3-venv, then start again."
        try:
            run([sys.executable, "-m", "venv", str(places.VENV)], advice)
        except Failed:
            # Half an environment would look like a whole one next time.
            shutil.rmtree(places.VENV, ignore_errors=True)
            raise


def _python_packages(steps: Steps, files: tuple[str, ...]) -> None:
    title = "Python packages"
    stamp = places.VENV / f"stamp-{files[0]}"
    now = fingerprint(places.ROOT / name for name in files)
    if _is_current(stamp, now):
        steps.skip(title, "up to date")
        return
    with steps.step(title):
        python, wanted = str(places.PYTHON), str(places.ROOT / files[0])
        pip = [python, "-m", "pip", "--disable-pip-version-check"]
        try:
            run([*pip, "install", "-q", UV], OFFLINE)
            uv = [python, "-m", "uv", "pip", "install", "-q", "--python", python]
            run([*uv, "-r", wanted], OFFLINE)
        except Failed:
            # uv only saves time; where it cannot be had, pip does the same.
            run([*pip, "install", "-q", "-r", wanted], OFFLINE)
        _write(stamp, now)
        if files == DEVELOPMENT:
            run_only = fingerprint(places.ROOT / name for name in RUN)
            _write(places.VENV / f"stamp-{RUN[0]}", run_only)


def _front_end(steps: Steps) -> None:
    title = "Front-end packages"
    stamp = places.NODE_MODULES / ".stamp"
    now = fingerprint([places.ROOT / "package.json", places.ROOT / "package-lock.json"])
    if _is_current(stamp, now):
        steps.skip(title, "up to date")
        return
    with steps.step(title):
        if not shutil.which("npm"):
            raise Failed("npm was not found", "Install Node.js 20 or later, with npm.")
        quiet = ("--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error")
        run(["npm", "ci", *quiet], OFFLINE)
        _write(stamp, now)


def _translations(steps: Steps) -> None:
    title = "Translations"
    texts = sorted(places.ROOT.glob(CATALOGUES))
    if all(_is_newer(text.with_suffix(".mo"), text) for text in texts):
        steps.skip(title, "up to date")
        return
    with steps.step(title):
        for text in texts:
            pybabel = [places.tool("pybabel"), "-q", "compile", "-i", str(text)]
            run(
                [*pybabel, "-o", str(text.with_suffix(".mo"))],
                f"Look at {text.relative_to(places.ROOT)}.",
            )


def _works(python: Path) -> bool:
    """An environment copied from elsewhere, or whose Python is gone, does not."""
    asked = [str(python), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]
    try:
        return subprocess.run(asked, check=False).returncode == 0
    except OSError:
        return False


def _is_current(stamp: Path, now: str) -> bool:
    return stamp.exists() and stamp.read_text(encoding="utf-8") == now


def _is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime >= source.stat().st_mtime


def _write(stamp: Path, text: str) -> None:
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(text, encoding="utf-8")
