"""What the environment says, and how we refuse to start when it says too little.

Two shapes of installation:

* *embedded*, when there is no ``DATABASE_URL``: one machine, SQLite and a data folder,
  nothing else to install;
* *production*, when there is one: PostgreSQL and Redis, and every secret must be given.
"""

import os
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from django.core.exceptions import ImproperlyConfigured

SHORTEST_KEY: Final = 50
ENGLISH, FRENCH = "en", "fr"
FEWEST_LETTERS: Final = 5
PLACEHOLDERS: Final = (
    "django-insecure",
    "changeme",
    "change-me",
    "example",
    "secret-key",
)
REQUIRED: Final = {
    "SECRET_KEY": f"at least {SHORTEST_KEY} random characters",
    "REDIS_URL": "the broker and the cache, for instance redis://:password@redis:6379/0",
    "ALLOWED_HOSTS": "the names people type, separated by commas",
}


class Refused(ImproperlyConfigured):
    """The installation must not start like this; the text says what to set."""


def is_embedded(environ: Mapping[str, str]) -> bool:
    return not environ.get("DATABASE_URL")


def refuse_unsafe(environ: Mapping[str, str]) -> None:
    """Raise `Refused` with every fault of a production environment in one message."""
    faults = [
        f"{name} is missing: {meaning}"
        for name, meaning in REQUIRED.items()
        if not environ.get(name, "").strip()
    ]
    key = environ.get("SECRET_KEY", "").strip()
    if key and (fault := _weakness(key)):
        faults.append(f"SECRET_KEY {fault}: give {REQUIRED['SECRET_KEY']}")
    if "*" in environ.get("ALLOWED_HOSTS", "").split(","):
        faults.append("ALLOWED_HOSTS may not be *: name the hosts")
    if faults:
        raise Refused(
            "Boussole does not start: DATABASE_URL is set, so this is production, and\n"
            + "\n".join(f"  - {fault}" for fault in faults)
        )


def language_in(environ: Mapping[str, str]) -> str:
    """What BOUSSOLE_LANGUAGE names; without it French where the machine speaks it, else English."""
    asked = environ.get("BOUSSOLE_LANGUAGE", "").strip().lower()
    if asked and asked not in (ENGLISH, FRENCH):
        fault = f"BOUSSOLE_LANGUAGE is {asked}: give {ENGLISH} or {FRENCH}"
        raise Refused(fault)
    machine = FRENCH if environ.get("LANG", "").startswith(FRENCH) else ENGLISH
    return asked or machine


def secret_key_in(folder: Path) -> str:
    """The installation's own key: made on the first start, readable by its owner only."""
    path = folder / "secret-key"
    try:
        # Created with its final mode, and only if absent: two processes starting
        # together must end up with one key.
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return path.read_text(encoding="ascii").strip()
    key = secrets.token_urlsafe(64)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(key)
    return key


def _weakness(key: str) -> str:
    if len(key) < SHORTEST_KEY:
        return f"is too short ({len(key)} characters)"
    if any(word in key.lower() for word in PLACEHOLDERS):
        return "is a default or an example"
    if len(set(key)) < FEWEST_LETTERS:
        return "is not random"
    return ""
