"""Private PostgreSQL and Redis servers, and Chromium: found, installed or refused.

Standard library only: `bin/boussole test` uses it before anything is installed. Servers
listen on a free port of this machine, keep nothing, and are ended by their own pid.
"""

import contextlib
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

START_SECONDS = 30
STOP_SECONDS = 15


class Missing(RuntimeError):
    """A program the tests need is not here; the text names the package."""


def find(names: tuple[str, ...], package: str, folders: str = "") -> str:
    """The path of a program: on PATH, in Debian's versioned folders, or installed now."""
    if path := _found(names, folders):
        return path
    if os.geteuid() == 0 and shutil.which("apt-get"):
        print(f"  installing {package} with apt-get", flush=True)
        _apt(package)
        if path := _found(names, folders):
            return path
    raise Missing(
        f"{names[0]} was not found. Install it, on Debian with: "
        f"apt-get install {package}"
    )


def chromium() -> str:
    """The path of a Chromium or Chrome; CHROMIUM in the environment goes first.

    The one without windows does the same work with a fifth less of it.
    """
    if given := os.environ.get("CHROMIUM"):
        return given
    names = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")
    return find(names, "chromium-headless-shell")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port


@dataclass
class Server:
    """One server process in a folder of its own."""

    folder: Path
    port: int = field(default_factory=free_port)
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        with (self.folder / "log").open("ab") as log:
            self.process = subprocess.Popen(
                self.command(), stdout=log, stderr=log, **self.identity()
            )
        deadline = time.monotonic() + START_SECONDS
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                text = (self.folder / "log").read_text(errors="replace")
                raise Missing(f"{self.command()[0]} did not start:\n{text[-2000:]}")
            time.sleep(0.02)

    def stop(self, how: signal.Signals = signal.SIGINT) -> None:
        """End it: SIGINT asks politely (PostgreSQL's fast shutdown), SIGKILL does not."""
        if self.process is None:
            return
        self.process.send_signal(how)
        try:
            self.process.wait(STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        self.process = None

    def command(self) -> list[str]:
        raise NotImplementedError

    def identity(self) -> dict[str, Any]:
        return {}

    def answers(self) -> bool:
        raise NotImplementedError


class Postgres(Server):
    """PostgreSQL without durability. It refuses to run as root, so then it does not."""

    def prepare(self) -> None:
        if account := _account():
            os.chown(self.folder, account.pw_uid, account.pw_gid)
        subprocess.run(
            [
                self.program("initdb"), "--no-sync", "-A", "trust", "-U", "postgres",
                "--locale=C.UTF-8", "--encoding=UTF8", "-D", str(self.folder / "data"),
            ],
            check=True,
            capture_output=True,
            **self.identity(),
        )  # fmt: skip

    def url(self, database: str = "boussole") -> str:
        return f"postgresql://postgres@127.0.0.1:{self.port}/{database}"

    def program(self, name: str) -> str:
        return find((name,), "postgresql", "/usr/lib/postgresql/*/bin")

    def command(self) -> list[str]:
        return [
            self.program("postgres"),
            "-D", str(self.folder / "data"),
            "-p", str(self.port),
            "-h", "127.0.0.1",
            "-k", str(self.folder),
            "-c", "fsync=off",
            "-c", "synchronous_commit=off",
            "-c", "full_page_writes=off",
        ]  # fmt: skip

    def identity(self) -> dict[str, Any]:
        account = _account()
        if account is None:
            return {}
        return {
            "user": account.pw_uid,
            "group": account.pw_gid,
            "extra_groups": [],
            "cwd": str(self.folder),
        }

    def answers(self) -> bool:
        ready = [self.program("pg_isready"), "-q", "-h", "127.0.0.1", "-p"]
        return subprocess.run([*ready, str(self.port)], check=False).returncode == 0


@dataclass
class Redis(Server):
    """Redis; with `durable`, its journal is on disk as in production."""

    durable: bool = False

    def url(self) -> str:
        return f"redis://127.0.0.1:{self.port}/0"

    def command(self) -> list[str]:
        return [
            find(("redis-server",), "redis-server"),
            "--port", str(self.port),
            "--bind", "127.0.0.1",
            "--dir", str(self.folder),
            "--save", "",
            "--appendonly", "yes" if self.durable else "no",
            "--maxmemory-policy", "noeviction",
        ]  # fmt: skip

    def answers(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=1) as link:
                link.sendall(b"PING\r\n")
                return link.recv(16).startswith(b"+PONG")
        except OSError:
            return False


@contextlib.contextmanager
def postgres() -> Iterator[Postgres]:
    with tempfile.TemporaryDirectory(prefix="boussole-pg-") as folder:
        server = Postgres(Path(folder))
        server.prepare()
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def redis(*, durable: bool = False) -> Iterator[Redis]:
    with tempfile.TemporaryDirectory(prefix="boussole-redis-") as folder:
        server = Redis(Path(folder), durable=durable)
        server.start()
        try:
            yield server
        finally:
            server.stop()


@contextlib.contextmanager
def database(server_url: str, template: str = "template1") -> Iterator[str]:
    """The address of a new database on a server, a copy of ``template``, gone afterwards."""
    name = f"boussole_{secrets.token_hex(6)}"
    _psql(server_url, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield f"{server_url.rpartition('/')[0]}/{name}"
    finally:
        _psql(server_url, f"DROP DATABASE {name} WITH (FORCE)")


def _psql(server_url: str, statement: str) -> None:
    program = find(("psql",), "postgresql-client", "/usr/lib/postgresql/*/bin")
    asked = [program, "-X", "-q", "-d", server_url, "-c", statement]
    subprocess.run(asked, check=True)


def _account() -> pwd.struct_passwd | None:
    """Whom PostgreSQL runs as when we are root."""
    if os.geteuid() != 0:
        return None
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            return pwd.getpwnam(name)
    raise Missing("PostgreSQL does not run as root, and there is no other account")


def _found(names: tuple[str, ...], folders: str) -> str:
    versions = sorted(Path("/").glob(folders.lstrip("/"))) if folders else []
    path = os.pathsep.join([*map(str, reversed(versions)), os.environ.get("PATH", "")])
    return next(
        (found for name in names if (found := shutil.which(name, path=path))), ""
    )


def _apt(package: str) -> None:
    environment = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}

    def call(*arguments: str) -> bool:
        done = subprocess.run(
            ["apt-get", "-q", "-y", *arguments],
            env=environment,
            stdout=subprocess.DEVNULL,
            check=False,
        )
        return done.returncode == 0

    # The lists of a new machine are empty, or too old to find anything.
    if not call("install", "--no-install-recommends", package):
        call("update")
        call("install", "--no-install-recommends", package)
