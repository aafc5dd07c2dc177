"""The production shape, for real: PostgreSQL, Redis, gunicorn and a worker."""

import json
import os
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path

import pytest
from django.conf import settings

from tests import migrated, servers
from tests.config.test_env import GOOD

pytestmark = pytest.mark.processes
BIN = Path(sys.executable).parent
HOST = GOOD["ALLOWED_HOSTS"]
START_SECONDS = 60


class Production:
    """Processes on a database of their own; `ask` speaks as the proxy in front does."""

    def __init__(self, environment: dict[str, str], port: int) -> None:
        self.environment = environment
        self.port = port
        self.processes: list[subprocess.Popen[bytes]] = []

    def manage(self, *arguments: str) -> None:
        command = [sys.executable, "manage.py", *arguments]
        subprocess.run(command, cwd=settings.BASE_DIR, env=self.environment, check=True)

    def start(self, *command: str) -> None:
        program = [str(BIN / command[0]), *command[1:]]
        process = subprocess.Popen(program, cwd=settings.BASE_DIR, env=self.environment)
        self.processes.append(process)

    def stop(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(30)

    def ask(self, path: str, **headers: str) -> tuple[int, Message, bytes]:
        proxied = {"Host": HOST, "X-Forwarded-Proto": "https", **headers}
        url = f"http://127.0.0.1:{self.port}{path}"
        opener = urllib.request.build_opener(NoRedirect)
        try:
            with opener.open(urllib.request.Request(url, headers=proxied)) as answer:
                return answer.status, answer.headers, answer.read()
        except urllib.error.HTTPError as error:
            with error:
                return error.code, error.headers, error.read()

    def wait_for(self, path: str, wanted: str) -> None:
        """Until the answer of `path` holds `wanted`."""
        deadline = time.monotonic() + START_SECONDS
        last: object = None
        while time.monotonic() < deadline:
            try:
                last = self.ask(path)[2].decode()
                if wanted in str(last):
                    return
            except OSError as error:
                last = error
            time.sleep(0.1)
        pytest.fail(f"{path} never said {wanted}; last: {last}")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:
        return None


@pytest.fixture(scope="module")
def production(
    postgres_url: str, redis_url: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Production]:
    folder = tmp_path_factory.mktemp("production")
    with migrated.postgres_database(postgres_url) as database_url:
        port = servers.free_port()
        environment = {
            **GOOD,
            "PATH": os.environ["PATH"],
            "DATABASE_URL": database_url,
            "REDIS_URL": redis_url,
            "TLS_PROXY": "1",
            "METRICS_TOKEN": "a token of the tests",
            "BOUSSOLE_DATA": str(folder / "data"),
            "STATIC_ROOT": str(folder / "static"),
            "PORT": str(port),
        }
        running = Production(environment, port)
        running.manage("collectstatic", "--noinput", "-v0")
        running.start(
            "gunicorn", "config.wsgi", "-b", f"127.0.0.1:{port}", "--no-control-socket"
        )
        running.start(
            "celery", "-q", "-A", "config", "worker", "-Q", "figures", "-P", "solo"
        )
        try:
            running.wait_for("/healthz", "ok")
            yield running
        finally:
            running.stop()


def test_the_probe_of_the_container_finds_it_well(production: Production) -> None:
    probe = [sys.executable, "-m", "config.probe"]

    well = subprocess.run(probe, cwd=settings.BASE_DIR, env=production.environment)
    nobody = {**production.environment, "PORT": str(servers.free_port())}
    ill = subprocess.run(probe, cwd=settings.BASE_DIR, env=nobody, capture_output=True)

    assert well.returncode == 0
    assert ill.returncode == 1


def test_a_page_is_served_over_tls_with_cookies_bound_to_the_host(
    production: Production,
) -> None:
    status, headers, body = production.ask("/account/login/")

    assert status == 200
    cookie = headers["Set-Cookie"]
    assert cookie.startswith("__Host-csrf=")
    assert "Secure" in cookie
    assert "Domain" not in cookie
    assert headers["Strict-Transport-Security"].startswith("max-age=31536000")
    assert b"/static/vendor/tabler.min." in body


def test_static_files_carry_their_hash_and_are_kept(production: Production) -> None:
    _status, _headers, body = production.ask("/account/login/")
    name = next(part for part in body.decode().split('"') if "tabler.min." in part)

    status, headers, _content = production.ask(name)

    assert status == 200
    assert "immutable" in headers["Cache-Control"]


def test_collected_files_are_small_and_keep_only_names_with_a_hash(
    production: Production,
) -> None:
    vendor = Path(production.environment["STATIC_ROOT"]) / "vendor"
    names = {path.name for path in vendor.iterdir()}

    assert any(
        name.startswith("htmx.min.") and name.endswith(".js.br") for name in names
    )
    assert "htmx.min.js" not in names
    assert not any(name.endswith(".map") for name in names)
    # Of the packages, only what a page asks for.
    assert {path.name for path in vendor.parent.iterdir() if path.is_dir()} == {
        *("account", "mfa", "css", "fonts", "js", "vendor", "drf_spectacular_sidecar")
    }


def test_another_host_is_refused(production: Production) -> None:
    assert production.ask("/account/login/", Host="evil.example.com")[0] == 400


def test_metrics_want_the_token(production: Production) -> None:
    given = {"Authorization": f"Bearer {production.environment['METRICS_TOKEN']}"}

    assert production.ask("/metrics")[0] == 404
    assert production.ask("/metrics", **given)[0] == 200


def test_a_tick_through_redis_makes_the_figures_fresh(production: Production) -> None:
    # The program that a beat is, once.
    tick = "from config.celery import app; app.send_task('kpis.tasks.tick')"
    subprocess.run(
        [sys.executable, "-c", f"import django; django.setup(); {tick}"],
        cwd=settings.BASE_DIR,
        env={**production.environment, "DJANGO_SETTINGS_MODULE": "config.settings"},
        check=True,
    )

    production.wait_for("/readyz", '"as_of": "20')

    assert json.loads(production.ask("/readyz")[2])["status"] == "ok"
