"""`bin/boussole run`: from nothing to a served page, and until Ctrl-C."""

import contextlib
import fcntl
import os
import socket
import time
import urllib.error
import urllib.request
from argparse import Namespace
from collections.abc import Iterator

from _boussole import places, setting_up
from _boussole.steps import Failed, Steps, say
from _boussole.supervisor import Child, Supervisor

LOOPBACK = "127.0.0.1"
FIRST_PORT = 8000
PORTS_TRIED = 20
READY_SECONDS = 60


def run(options: Namespace) -> int:
    with _alone():
        steps = Steps(total=8 if options.demo else 6)
        setting_up.everything(steps, development=False)
        setting_up.database(steps)
        if options.demo:
            setting_up.demo(steps)
        port = _port(options.port)
        supervisor = Supervisor(_children(port), _environment(port))

        def when_started() -> None:
            with steps.step("Web, workers and clock"):
                _wait(supervisor, port)
            _welcome(port)

        return supervisor.run(when_started)


def _children(port: int) -> list[Child]:
    """The web and two workers; the clock of the ticks runs inside the first worker."""
    worker = [places.tool("celery"), "-q", "-A", "config", "worker", "--pool", "solo"]
    worker += ["--loglevel", "WARNING", "--without-gossip", "--without-mingle"]
    clock = ["--beat", "--schedule", str(places.data() / "beat-schedule")]
    gunicorn = [places.tool("gunicorn"), "config.wsgi", "--bind", f"{LOOPBACK}:{port}"]
    gunicorn += ["--worker-class", "gthread", "--workers", "1", "--threads", "4"]
    gunicorn += ["--no-control-socket", "--graceful-timeout", "10"]
    return [
        Child("web", [*gunicorn, "--log-level", "warning"]),
        Child("figures", [*worker, "-Q", "figures", "-n", "figures@%h", *clock]),
        Child("jobs", [*worker, "-Q", "jobs", "-n", "jobs@%h"]),
    ]


def _environment(port: int) -> dict[str, str]:
    environment = {
        **os.environ,
        "PORT": str(port),
        "PYTHONUNBUFFERED": "1",
        # A container or a rented machine has only root, and this is on loopback.
        "PYTHONWARNINGS": "ignore:You're running the worker with superuser privileges",
    }
    if setting_up.logins():
        environment["DEMO"] = "1"
    return environment


def _wait(supervisor: Supervisor, port: int) -> None:
    deadline = time.monotonic() + READY_SECONDS
    while not supervisor.stopping.is_set():
        with contextlib.suppress(urllib.error.URLError, ConnectionError, TimeoutError):
            urllib.request.urlopen(f"http://{LOOPBACK}:{port}/healthz", timeout=2)
            return
        gone = [child.name for child in supervisor.children if child.is_gone()]
        if gone or time.monotonic() > deadline:
            raise Failed(
                f"{' and '.join(gone) or 'the web'} did not start",
                "Read the lines above. bin/boussole manage check says more.",
            )
        time.sleep(0.1)


def _welcome(port: int) -> None:
    say("")
    say(f"Boussole is running at http://{LOOPBACK}:{port}/ (Ctrl-C ends it)")
    people = setting_up.logins()
    for role in ("rep", "manager", "admin"):
        if person := people.get(role):
            say(f"{role}: {person['email']} / {person['password']}")
    if not people:
        say("Make the first person: bin/boussole manage createsuperuser")


def _port(wanted: int | None) -> int:
    given = wanted or int(os.environ.get("PORT") or 0)
    if given:
        if not _is_free(given):
            raise Failed(f"port {given} is taken", "Choose another one: PORT=8123")
        return given
    for port in range(FIRST_PORT, FIRST_PORT + PORTS_TRIED):
        if _is_free(port):
            return port
    raise Failed(
        f"ports {FIRST_PORT} to {FIRST_PORT + PORTS_TRIED - 1} are all taken",
        "Choose another one: PORT=9000 bin/boussole run",
    )


def _is_free(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


@contextlib.contextmanager
def _alone() -> Iterator[None]:
    """One installation at a time on a data folder; the lock goes with the process."""
    places.data().mkdir(mode=0o700, parents=True, exist_ok=True)
    with (places.data() / "running").open("a") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed(
                f"Boussole already runs on {places.data()}",
                "Use that one, end it, or give this one its own BOUSSOLE_DATA.",
            ) from None
        setting_up.forget_half_a_demo()
        yield
