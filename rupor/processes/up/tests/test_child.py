"""A process that dies is started again with back-off; one that will not end is ended."""

import asyncio
import signal
import subprocess
import sys

import pytest

from rupor.processes.up.child import Child, ChildState, Plan, pause_seconds

SLEEPS = "import time; time.sleep(600)"
DEAF = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(1, flush=True); time.sleep(600)"


@pytest.mark.parametrize(("deaths", "pause"), [(1, 0.5), (2, 1.0), (3, 2.0), (6, 16.0), (7, 30.0), (50, 30.0)])
def test_pauses_double_up_to_half_a_minute(deaths: int, pause: float) -> None:
    assert pause_seconds(deaths_in_a_row=deaths) == pause


class Watched:
    """A child whose states are written down, and an event for each start."""

    def __init__(self, program: str, **plan: float) -> None:
        self.states: list[ChildState] = []
        self.starts = asyncio.Semaphore(0)
        self.child = Child(plan=Plan(name="test", spawn=lambda: self._spawn(program), **plan), on_change=self._changed)

    def _spawn(self, program: str) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen([sys.executable, "-c", program], stdout=subprocess.PIPE)
        if program == DEAF:
            assert process.stdout is not None
            process.stdout.readline()
        self.starts.release()
        return process

    def _changed(self) -> None:
        self.states.append(self.child.state)


async def test_a_killed_process_comes_back_as_another_one() -> None:
    watched = Watched(SLEEPS)
    watched.child.start()
    await watched.starts.acquire()
    first = watched.child.process
    assert first is not None
    first.send_signal(signal.SIGKILL)
    await watched.starts.acquire()
    assert watched.child.pid not in (0, first.pid)
    await watched.child.stop()
    assert watched.states == [
        ChildState.STARTING,
        ChildState.RUNNING,
        ChildState.BACKING_OFF,
        ChildState.STARTING,
        ChildState.RUNNING,
        ChildState.STOPPING,
        ChildState.STOPPED,
    ]


async def test_a_process_deaf_to_sigterm_is_killed_after_its_patience() -> None:
    watched = Watched(DEAF, stop_wait_seconds=0.2)
    watched.child.start()
    await watched.child.stop()
    assert watched.child.process is not None
    assert watched.child.process.returncode == -signal.SIGKILL
    assert watched.child.pid == 0
