"""The compose file and the image are held to the rules of production."""

import re
from typing import Any

import pytest
import yaml
from django.conf import settings

COMPOSE = yaml.safe_load((settings.BASE_DIR / "docker-compose.yml").read_text())
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
OURS = ("migrate", "web", "figures", "jobs", "beat")
DOCKERFILE = (settings.BASE_DIR / "Dockerfile").read_text()
SECRETS = ("SECRET_KEY", "POSTGRES_PASSWORD", "REDIS_PASSWORD")


def texts(tree: Any) -> list[str]:
    """Every string inside a tree of YAML."""
    if isinstance(tree, dict):
        return [text for below in tree.values() for text in texts(below)]
    if isinstance(tree, list):
        return [text for below in tree for text in texts(below)]
    return [str(tree)]


def test_the_services_are_these() -> None:
    assert SERVICES.keys() == {"db", "redis", "cache", *OURS}


def test_every_running_service_has_a_health_check() -> None:
    for name in SERVICES.keys() - {"migrate"}:
        assert SERVICES[name]["healthcheck"]["test"], name


@pytest.mark.parametrize("name", ["web", "figures", "jobs", "beat"])
def test_our_processes_wait_for_servers_and_migrations(name: str) -> None:
    conditions = {
        needed: how["condition"] for needed, how in SERVICES[name]["depends_on"].items()
    }

    assert conditions == {
        "db": "service_healthy",
        "redis": "service_healthy",
        "cache": "service_healthy",
        "migrate": "service_completed_successfully",
    }


def test_migrations_run_once_after_the_database_is_there() -> None:
    migrate = SERVICES["migrate"]

    assert migrate["command"] == ["python3", "manage.py", "migrate", "--noinput"]
    assert migrate["restart"] == "no"
    assert migrate["depends_on"] == {"db": {"condition": "service_healthy"}}


def test_the_broker_keeps_its_journal_and_never_evicts() -> None:
    command = SERVICES["redis"]["command"]

    assert "--appendonly yes" in command
    assert "--maxmemory-policy noeviction" in command
    assert SERVICES["redis"]["volumes"] == ["broker:/data"]


def test_each_queue_has_a_worker_and_one_clock_ticks() -> None:
    assert SERVICES["figures"]["command"][4:6] == ["-Q", "figures"]
    assert SERVICES["jobs"]["command"][4:6] == ["-Q", "jobs"]
    assert [
        name for name in SERVICES if "beat" in SERVICES[name].get("command", "")
    ] == ["beat"]
    assert not any("-B" in SERVICES[name].get("command", "") for name in SERVICES)


@pytest.mark.parametrize("secret", SECRETS)
def test_no_secret_has_a_default(secret: str) -> None:
    used = [text for text in texts(SERVICES) if f"{{{secret}" in text]

    assert used
    assert all(re.search(rf"\$\{{{secret}:\?[^}}]+\}}", text) for text in used)


def test_the_example_of_the_environment_holds_no_secret() -> None:
    example = (settings.BASE_DIR / ".env.example").read_text()

    for secret in SECRETS:
        assert re.search(rf"^{secret}=$", example, re.MULTILINE)


def test_our_processes_give_up_what_they_do_not_need() -> None:
    for name in OURS:
        assert SERVICES[name]["read_only"] is True
        assert SERVICES[name]["cap_drop"] == ["ALL"]


def test_the_web_is_published_on_loopback_only() -> None:
    assert SERVICES["web"]["ports"] == ["127.0.0.1:${PORT:-8000}:8000"]
    assert not any("ports" in SERVICES[name] for name in SERVICES.keys() - {"web"})


def test_the_image_is_built_in_stages_from_a_replaceable_base() -> None:
    assert "ARG BASE_IMAGE=python:3.11-slim-bookworm" in DOCKERFILE
    assert re.findall(r"^FROM (\S+) AS (\S+)$", DOCKERFILE, re.MULTILINE) == [
        ("${NODE_IMAGE}", "front-end"),
        ("${BASE_IMAGE}", "packages"),
        ("${BASE_IMAGE}", "runtime"),
    ]


def test_the_image_runs_as_nobody_in_particular() -> None:
    runtime = DOCKERFILE.partition("AS runtime")[2]

    assert re.findall(r"^USER (\S+)$", runtime, re.MULTILINE) == ["10001"]
    assert runtime.index("USER 10001") < runtime.index("CMD")


def test_the_image_holds_no_secret() -> None:
    assert not re.search(r"^(ENV|ARG) .*(KEY|PASSWORD|TOKEN)", DOCKERFILE, re.MULTILINE)


def test_packages_are_pinned_exactly() -> None:
    for name in ("requirements.txt", "requirements-dev.txt"):
        for line in (settings.BASE_DIR / name).read_text().splitlines():
            if line and not line.startswith(("#", "-r ")):
                assert re.fullmatch(r"[\w.-]+(\[\w+\])?==[\w.]+", line), line
