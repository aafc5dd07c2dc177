"""Production refuses to start, and says everything that is missing at once."""

import os
import stat
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from config import env

GOOD = {
    "DATABASE_URL": "postgresql://boussole@127.0.0.1:1/boussole",
    "REDIS_URL": "redis://127.0.0.1:1/0",
    "SECRET_KEY": "".join(chr(33 + index % 90) for index in range(60)),
    "ALLOWED_HOSTS": "crm.example.com",
}


def started(tmp_path: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """Start Django in a process of its own; print some settings."""
    program = (
        "import sys; from django.conf import settings as s;"
        "print(s.EMBEDDED, s.DEBUG, s.SESSION_COOKIE_NAME, s.SECURE_SSL_REDIRECT)"
    )
    inherited = {"PATH": os.environ["PATH"], "BOUSSOLE_DATA": str(tmp_path / "data")}
    return subprocess.run(
        [sys.executable, "-c", program],
        cwd=settings.BASE_DIR,
        env={**inherited, "DJANGO_SETTINGS_MODULE": "config.settings", **environment},
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_starts_when_all_is_given(tmp_path: Path) -> None:
    done = started(tmp_path, **GOOD)

    assert done.stdout.split() == ["False", "False", "__Host-session", "True"]


def test_embedded_needs_nothing(tmp_path: Path) -> None:
    done = started(tmp_path)

    assert done.stdout.split() == ["True", "False", "boussole_session", "False"]


def test_the_command_line_refuses_without_a_traceback(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "manage.py", "check"],
        cwd=settings.BASE_DIR,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": GOOD["DATABASE_URL"]},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 1
    assert "Traceback" not in done.stderr
    assert all(name in done.stderr for name in env.REQUIRED)


def test_every_missing_variable_is_named_at_once() -> None:
    with pytest.raises(env.Refused) as refused:
        env.refuse_unsafe({"DATABASE_URL": GOOD["DATABASE_URL"]})

    assert all(f"{name} is missing" in str(refused.value) for name in env.REQUIRED)


@pytest.mark.parametrize("name", env.REQUIRED)
@pytest.mark.parametrize("value", ["", "  "])
def test_each_missing_variable_is_enough_to_refuse(name: str, value: str) -> None:
    with pytest.raises(env.Refused, match=f"{name} is missing"):
        env.refuse_unsafe({**GOOD, name: value})


@pytest.mark.parametrize(
    ("key", "fault"),
    [
        ("s3cret", "too short"),
        ("django-insecure-" + GOOD["SECRET_KEY"], "a default or an example"),
        ("CHANGEME" + GOOD["SECRET_KEY"], "a default or an example"),
        ("ab" * 40, "not random"),
    ],
)
def test_a_weak_key_is_refused_and_never_repeated(key: str, fault: str) -> None:
    with pytest.raises(env.Refused, match=fault) as refused:
        env.refuse_unsafe({**GOOD, "SECRET_KEY": key})

    assert key not in str(refused.value)


def test_any_host_is_refused() -> None:
    with pytest.raises(env.Refused, match="ALLOWED_HOSTS may not be"):
        env.refuse_unsafe({**GOOD, "ALLOWED_HOSTS": "crm.example.com,*"})


def test_the_embedded_key_is_made_once_and_is_private(tmp_path: Path) -> None:
    key = env.secret_key_in(tmp_path)

    assert len(key) >= env.SHORTEST_KEY
    assert env.secret_key_in(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret-key").stat().st_mode) == 0o600


@pytest.mark.parametrize(
    ("environment", "language"),
    [
        ({}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "fr_FR.UTF-8"}, "fr"),
        ({"LANG": "fr_CA.UTF-8", "BOUSSOLE_LANGUAGE": "en"}, "en"),
        ({"BOUSSOLE_LANGUAGE": " FR "}, "fr"),
        ({"BOUSSOLE_LANGUAGE": ""}, "en"),
    ],
)
def test_the_first_language(environment: dict[str, str], language: str) -> None:
    assert env.language_in(environment) == language


def test_a_language_that_is_not_spoken_is_refused() -> None:
    with pytest.raises(env.Refused, match="BOUSSOLE_LANGUAGE is de: give en or fr"):
        env.language_in({"BOUSSOLE_LANGUAGE": "de"})
