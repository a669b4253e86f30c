"""One supervised process: started, watched, restarted with back-off, ended politely.

starting ──> running ──> backing_off ──> starting …
    any ──> stopping ──> stopped
"""

import asyncio
import contextlib
import signal
import subprocess
import time
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

import structlog

log = structlog.get_logger()

STEADY_SECONDS = 30.0
LONGEST_PAUSE_SECONDS = 30.0


class ChildState(StrEnum):
    """Where the process is in its life."""

    STARTING = "starting"
    RUNNING = "running"
    BACKING_OFF = "backing_off"
    STOPPING = "stopping"
    STOPPED = "stopped"


def pause_seconds(*, deaths_in_a_row: int) -> float:
    """How long to wait before the next start: half a second, doubling up to half a minute."""
    return float(min(LONGEST_PAUSE_SECONDS, 0.5 * 2 ** max(0, deaths_in_a_row - 1)))


@dataclass(frozen=True)
class Plan:
    """What to run. `spawn` starts it (blocking until it is usable, for the engines) and returns the process."""

    name: str
    spawn: Callable[[], subprocess.Popen[bytes]]
    stop_signal: signal.Signals = signal.SIGTERM
    stop_wait_seconds: float = 20.0


class Child:
    """The watcher of one plan."""

    def __init__(self, *, plan: Plan, on_change: Callable[[], None]) -> None:
        """`on_change` is told whenever the process or its state is another one."""
        self.plan = plan
        self.state = ChildState.STOPPED
        self.process: subprocess.Popen[bytes] | None = None
        self._deaths = 0
        self._on_change = on_change
        self._task: asyncio.Task[None] | None = None

    @property
    def pid(self) -> int:
        """The running process, or 0."""
        return self.process.pid if self.process is not None and self.process.poll() is None else 0

    def start(self) -> None:
        """Start for the first time; a failure here is the caller's to tell, later ones are retried."""
        self._spawn()
        self._task = asyncio.create_task(self._watch(), name=f"watch {self.plan.name}")

    async def stop(self) -> None:
        """Ask to end; after the plan's patience, insist."""
        self._to(ChildState.STOPPING)
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self.process is not None and self.process.poll() is None:
            self.process.send_signal(self.plan.stop_signal)
            try:
                await asyncio.to_thread(self.process.wait, self.plan.stop_wait_seconds)
            except subprocess.TimeoutExpired:
                log.warning("process did not end in time and is killed", name=self.plan.name)
                self.process.kill()
                await asyncio.to_thread(self.process.wait)
        self._to(ChildState.STOPPED)

    def _spawn(self) -> None:
        self._to(ChildState.STARTING)
        self.process = self.plan.spawn()
        self._to(ChildState.RUNNING)

    def _to(self, state: ChildState) -> None:
        self.state = state
        self._on_change()

    async def _watch(self) -> None:
        """Wait for the end of the process and start it again, for ever."""
        while True:
            began = time.monotonic()
            if self.process is not None:
                await self._ended(self.process)
                code = self.process.poll()
                self._deaths = 1 if time.monotonic() - began > STEADY_SECONDS else self._deaths + 1
                wait = pause_seconds(deaths_in_a_row=self._deaths)
                log.warning("process died, starts again", name=self.plan.name, code=code, pause_seconds=wait)
                self._to(ChildState.BACKING_OFF)
                await asyncio.sleep(wait)
            try:
                self._spawn()
            except (OSError, RuntimeError) as error:
                log.error("process could not be started", name=self.plan.name, error=str(error))
                self.process = None
                self._deaths += 1
                await asyncio.sleep(pause_seconds(deaths_in_a_row=self._deaths))

    @staticmethod
    async def _ended(process: subprocess.Popen[bytes]) -> None:
        """Polling four times a second costs nothing and leaves no thread behind."""
        while process.poll() is None:  # noqa: ASYNC110  # a process has no event to wait for
            await asyncio.sleep(0.25)
