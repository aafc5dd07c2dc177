"""The command: what it skips, what it restarts, what it never deletes."""

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from _boussole import cli, places, running, setting_up
from _boussole.steps import Failed, Steps, run
from _boussole.supervisor import Child, Supervisor

pytestmark = pytest.mark.processes
SLEEPER = [sys.executable, "-c", "import time; print('up', flush=True); time.sleep(60)"]
STUBBORN = [
    sys.executable,
    "-c",
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN);"
    "print('up', flush=True); time.sleep(60)",
]


def until(condition: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.01)


@pytest.fixture
def data(tmp_path: Path, monkeypatch) -> Path:
    monkeypatch.setenv("BOUSSOLE_DATA", str(tmp_path))
    monkeypatch.delenv("DATABASE_URL", raising=False)
    return tmp_path


# Steps ------------------------------------------------------------------------------


def test_a_failed_program_shows_its_last_lines_and_what_to_do() -> None:
    program = [sys.executable, "-c", "print('the reason'); raise SystemExit(3)"]

    with pytest.raises(Failed, match="ended with 3") as failed:
        run(program, "Turn it off and on.")

    assert failed.value.output == "the reason"
    assert failed.value.advice == "Turn it off and on."


def test_a_missing_program_is_said() -> None:
    with pytest.raises(Failed, match="is not there"):
        run(["no-such-program"], "Install it.")


def test_each_step_is_counted_and_timed(capsys) -> None:
    steps = Steps(total=2)
    with steps.step("First"):
        pass
    steps.skip("Second", "up to date")

    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "[1/2] First ..."
    assert lines[1].startswith("[1/2] First ... 0.")
    assert lines[2] == "[2/2] Second ... up to date"


def test_no_port_is_taken_twice() -> None:
    port = running._port(None)

    with __import__("socket").socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        assert running._port(None) != port
        with pytest.raises(Failed, match=f"port {port} is taken"):
            running._port(port)


# Set-up -----------------------------------------------------------------------------


def test_a_fingerprint_changes_with_the_content() -> None:
    first = setting_up.fingerprint([places.ROOT / "requirements.txt"])

    assert first == setting_up.fingerprint([places.ROOT / "requirements.txt"])
    assert first != setting_up.fingerprint([places.ROOT / "requirements-dev.txt"])


@pytest.mark.parametrize("begun", [True, False])
@pytest.mark.parametrize("done", [True, False])
def test_only_half_a_demo_is_thrown_away(data: Path, begun: bool, done: bool) -> None:
    places.database().write_text("rows")
    for name, there in (("demo-begun", begun), ("demo-loaded", done)):
        if there:
            (data / name).touch()

    setting_up.forget_half_a_demo()

    assert places.database().exists() is not (begun and not done)


def test_the_demo_is_never_loaded_into_data_of_ones_own(data: Path) -> None:
    import sqlite3

    with sqlite3.connect(places.database()) as link:
        link.execute("CREATE TABLE crm_user (id INTEGER)")
        link.executemany("INSERT INTO crm_user VALUES (?)", [(0,), (1,)])
    link.close()

    setting_up.demo(Steps(total=2))

    assert not (data / "demo-begun").exists()


def test_the_demo_is_never_loaded_into_a_server(
    data: Path, monkeypatch, capsys
) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://db/boussole")

    setting_up.demo(Steps(total=2))

    assert "not on a database of yours" in capsys.readouterr().out


def test_two_cannot_run_on_one_data_folder(data: Path) -> None:
    with running._alone(), pytest.raises(Failed, match="already runs"):
        running._alone().__enter__()


# Supervisor -------------------------------------------------------------------------


@pytest.fixture
def supervised(monkeypatch):
    """Run a supervisor in a thread; return a function that ends it and gives its code."""
    monkeypatch.setattr(signal, "signal", lambda number, handler: None)
    started: list[Supervisor] = []

    def start(*children: Child) -> tuple[Supervisor, Callable[[], int]]:
        supervisor = Supervisor(list(children), dict(os.environ))
        started.append(supervisor)
        codes: list[int] = []
        thread = threading.Thread(
            target=lambda: codes.append(supervisor.run(lambda: None)), daemon=True
        )
        thread.start()
        until(lambda: all(not child.is_gone() for child in children))

        def end() -> int:
            supervisor._stop(signal.SIGINT, None)
            thread.join(30)
            return codes[0]

        return supervisor, end

    yield start
    for supervisor in started:
        for child in supervisor.children:
            child.signal(signal.SIGKILL)


def test_children_end_when_told_to(supervised) -> None:
    child = Child("sleeper", SLEEPER)
    _supervisor, end = supervised(child)

    assert end() == 0
    assert child.process is not None
    assert child.process.returncode == -signal.SIGTERM


def test_a_child_that_dies_is_started_again_ever_more_slowly(supervised) -> None:
    child = Child("sleeper", SLEEPER, pause=0.1)
    _supervisor, end = supervised(child)
    first = child.process
    assert first is not None

    first.kill()
    until(lambda: child.process is not first and not child.is_gone())

    assert child.pause == pytest.approx(0.2)
    assert end() == 0


def test_a_child_that_does_not_end_is_killed(supervised, monkeypatch, capsys) -> None:
    monkeypatch.setattr("_boussole.supervisor.STOP_SECONDS", 0.3)
    child = Child("stubborn", STUBBORN)
    _supervisor, end = supervised(child)
    until(lambda: "up" in capsys.readouterr().out)

    assert end() == 1
    until(child.is_gone)


def test_a_second_ctrl_c_kills_at_once(supervised, capsys) -> None:
    child = Child("stubborn", STUBBORN)
    supervisor, end = supervised(child)
    until(lambda: "up" in capsys.readouterr().out)

    supervisor._stop(signal.SIGINT, None)
    assert end() == 0
    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_help_names_every_command() -> None:
    done = subprocess.run(
        [places.ROOT / "bin/boussole", "help"],
        capture_output=True,
        text=True,
        check=True,
        env={"PATH": os.environ["PATH"]},
    )

    for command in (
        "run",
        "test",
        "check",
        "bench",
        "fuzz",
        "faults",
        "shots",
        "shell",
    ):
        assert command in done.stdout


@pytest.mark.parametrize(
    "arguments",
    [
        ["bench", "--sizes", "10000"],
        ["test", "-k", "money"],
        ["manage", "seed", "--profile", "demo"],
        ["fuzz"],
    ],
)
def test_what_follows_a_command_is_passed_on_as_it_is(arguments: list[str]) -> None:
    assert cli.read(arguments).arguments == arguments[1:]
