"""Where things are."""

import os
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
NODE_MODULES = ROOT / "node_modules"


def data() -> Path:
    """What this installation keeps: database, key, messages in flight."""
    return Path(os.environ.get("BOUSSOLE_DATA") or ROOT / "var").resolve()


def database() -> Path:
    """SQLite's file, when there is no other database."""
    return data() / "boussole.sqlite3"


def is_embedded() -> bool:
    return not os.environ.get("DATABASE_URL")


def tool(name: str) -> str:
    """A program of the virtual environment."""
    return str(VENV / "bin" / name)


def manage(*arguments: str) -> list[str]:
    return [str(PYTHON), str(ROOT / "manage.py"), *arguments]
