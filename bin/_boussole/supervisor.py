"""Processes that belong together: start, prefix their words, restart, end cleanly."""

import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType

from _boussole.places import ROOT
from _boussole.steps import say

STOP_SECONDS = 15.0
LONGEST_PAUSE = 30.0
STEADY_SECONDS = 60.0


@dataclass
class Child:
    """One process that has to run; `pause` grows while it keeps dying."""

    name: str
    command: list[str]
    process: subprocess.Popen[str] | None = None
    started_at: float = 0.0
    restart_at: float = 0.0
    pause: float = 1.0

    def start(self, environment: Mapping[str, str]) -> None:
        # A session of its own: Ctrl-C reaches the supervisor only, which then ends the
        # children one way, whatever started it.
        self.process = subprocess.Popen(
            self.command,
            cwd=ROOT,
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            start_new_session=True,
        )
        self.started_at = time.monotonic()
        threading.Thread(target=self._repeat, args=(self.process,), daemon=True).start()

    def signal(self, how: signal.Signals) -> None:
        if self.process is not None and self.process.poll() is None:
            os.killpg(self.process.pid, how)

    def is_gone(self) -> bool:
        return self.process is None or self.process.poll() is not None

    def _repeat(self, process: subprocess.Popen[str]) -> None:
        if process.stdout is None:
            return
        with process.stdout as words:
            for line in words:
                say(f"{self.name:<8}| {line.rstrip()}")


@dataclass
class Supervisor:
    children: list[Child]
    environment: Mapping[str, str]
    stopping: threading.Event = field(default_factory=threading.Event)
    stops: int = 0

    def run(self, when_started: Callable[[], None]) -> int:
        """Run until told to stop, or until `when_started` raises; 0 for a clean end."""
        for how in (signal.SIGINT, signal.SIGTERM):
            signal.signal(how, self._stop)
        try:
            for child in self.children:
                child.start(self.environment)
            when_started()
            while not self.stopping.wait(0.25):
                self._revive()
        finally:
            clean = self._end()
        return 0 if clean else 1

    def _stop(self, number: int, frame: FrameType | None) -> None:
        self.stops += 1
        self.stopping.set()
        if self.stops > 1:
            for child in self.children:
                child.signal(signal.SIGKILL)

    def _revive(self) -> None:
        now = time.monotonic()
        for child in self.children:
            if not child.is_gone():
                continue
            if not child.restart_at:
                if now - child.started_at > STEADY_SECONDS:
                    child.pause = 1.0
                child.restart_at = now + child.pause
                code = child.process.returncode if child.process else None
                say(f"{child.name} ended ({code}): again in {child.pause:.0f} s")
                child.pause = min(child.pause * 2, LONGEST_PAUSE)
            elif now >= child.restart_at:
                child.restart_at = 0.0
                child.start(self.environment)

    def _end(self) -> bool:
        """SIGTERM to all, wait, SIGKILL to who stays; False if somebody stayed."""
        say("Stopping ...")
        for child in self.children:
            child.signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_SECONDS
        while time.monotonic() < deadline:
            if all(child.is_gone() for child in self.children):
                say("Stopped.")
                return True
            time.sleep(0.05)
        for child in self.children:
            if not child.is_gone():
                say(f"{child.name} does not end: killed")
                child.signal(signal.SIGKILL)
        return False
