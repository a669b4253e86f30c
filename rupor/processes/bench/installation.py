"""A whole installation for a bench or a journey: its own home and ports, the networks in the box, all on loopback."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import psutil

READY = "Rupor is ready"
OWNER = "The owner of this installation: "


def free_port(kind: int = socket.SOCK_STREAM) -> int:
    """A port nobody listens on at this moment."""
    with socket.socket(type=kind) as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Installation:
    """`rupor up --simulate` as a child; `with` starts and ends it."""

    def __init__(
        self, *, home: Path | None = None, listen_port: int = 0, pace: float = 1.0, seed: int = 1, **more: str
    ) -> None:
        """`more` are further settings by name, such as `voice_lines="1000"`."""
        self._own_home = home is None
        self.home = home or Path(tempfile.mkdtemp(prefix="rupor-bench-"))
        self.home.chmod(0o755)
        self.port = listen_port or free_port()
        self.owner: tuple[str, str] = ("", "")
        named = {
            "home": str(self.home),
            "config": os.devnull,
            "listen_port": str(self.port),
            "sip_port": str(free_port(socket.SOCK_DGRAM)),
            "simulator_sip_port": str(free_port(socket.SOCK_DGRAM)),
            "simulator_smsc_port": str(free_port()),
            "simulator_pace": str(pace),
            "simulator_seed": str(seed),
            **more,
        }
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("RUPOR_")},
            **{f"RUPOR_{name.upper()}": value for name, value in named.items()},
            "PYTHONUNBUFFERED": "1",
        }
        self._process: subprocess.Popen[str] | None = None
        self.ready_seconds = 0.0

    @property
    def url(self) -> str:
        """The cabinet's address."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def storage(self) -> Path:
        """Recordings, clips and reports."""
        return self.home / "storage"

    def __enter__(self) -> Self:
        """Start and wait until ready."""
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End; a home of our own is taken away unless something went wrong."""
        self.stop()
        if self._own_home and error is None:
            shutil.rmtree(self.home, ignore_errors=True)

    def start(self, *, simulate: bool = True) -> None:
        """Start; raises with the supervisor's own words when it does not become ready."""
        began = time.monotonic()
        command = [sys.executable, "-m", "rupor.cli", "up", *(["--simulate"] if simulate else [])]
        self._process = subprocess.Popen(
            command,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            start_new_session=True,
        )
        assert self._process.stdout is not None
        heard = []
        for line in self._process.stdout:
            heard.append(line)
            if line.startswith(OWNER):
                email, _, rest = line[len(OWNER) :].partition("  password: ")
                self.owner = (email, rest.split()[0])
            if READY in line:
                self.ready_seconds = time.monotonic() - began
                return
        raise RuntimeError("the installation did not start:\n" + "".join(heard))

    def stop(self) -> None:
        """Ctrl+C, with patience for calls in progress."""
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(signal.SIGINT)
            self._process.communicate(timeout=120)

    def note(self) -> dict[str, Any]:
        """What the supervisor tells of itself: addresses and process ids."""
        found: dict[str, Any] = json.loads((self.home / "run" / "endpoints.json").read_text())
        return found

    def pid(self, name: str) -> int:
        """The process of this name now, or 0 while it is away."""
        pid: int = self.note()["processes"].get(name, 0)
        return pid

    def kill(self, name: str) -> bool:
        """kill -9; False when it was not running."""
        pid = self.pid(name)
        try:
            os.kill(pid, signal.SIGKILL) if pid else None
        except ProcessLookupError:
            return False
        return bool(pid)

    def run(
        self, *arguments: str, check: bool = True, timeout_seconds: float = 600
    ) -> subprocess.CompletedProcess[str]:
        """A `rupor …` command against this installation."""
        return subprocess.run(
            [sys.executable, "-m", "rupor.cli", *arguments],
            env=self.environment,
            capture_output=True,
            text=True,
            check=check,
            timeout=timeout_seconds,
        )

    def log(self, simulator: str) -> list[dict[str, Any]]:
        """What a simulated network saw: the judge. A line being written at this moment is left out."""
        path = self.home / "logs" / f"{simulator}.jsonl"
        lines = path.read_text().splitlines() if path.exists() else []
        return [json.loads(line) for line in lines if line.endswith("}")]


class Cpu:
    """Shares of one core that each process of an installation used between two moments."""

    def __init__(self, installation: Installation) -> None:
        """The first moment is now."""
        self._installation = installation
        self._began = time.monotonic()
        self._first = self._read()

    def by_process(self) -> dict[str, float]:
        """Share of one core by name, 1.0 is a whole one; children (database backends) count with their parent."""
        seconds = time.monotonic() - self._began
        return {name: round((now - self._first.get(name, 0.0)) / seconds, 2) for name, now in self._read().items()}

    def _read(self) -> dict[str, float]:
        used = {}
        for name, pid in self._installation.note()["processes"].items():
            try:
                process = psutil.Process(pid)
                family = [process, *process.children(recursive=True)]
            except psutil.NoSuchProcess:
                continue
            used[name] = sum(_seconds(member) for member in family)
        return used


def _seconds(process: psutil.Process) -> float:
    """CPU used by a process and by its children that have ended."""
    try:
        times = process.cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system + times.children_user + times.children_system)
