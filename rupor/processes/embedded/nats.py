"""The embedded NATS with JetStream: the program from the wheel, file storage in our home, loopback only."""

import secrets
import socket
import subprocess
import sys
import time
from pathlib import Path

from rupor.processes.embedded import lifetime

CONFIGURATION = """
listen: "127.0.0.1:{port}"
server_name: "rupor"
max_payload: 8MB
authorization {{ token: "{token}" }}
jetstream {{ store_dir: "{store}", max_memory_store: 256MB, max_file_store: 20GB, sync_interval: "10s" }}
"""


def program() -> Path:
    """`nats-server` as installed beside this interpreter."""
    return Path(sys.executable).parent / "nats-server"


class Nats:
    """One server over one folder; the port and the token are kept, so that clients find it again after a restart."""

    def __init__(self, *, home: Path, port: int = 0) -> None:
        """Port 0 takes a free one at the first start and remembers it."""
        self._root = home / "nats"
        self._root.mkdir(parents=True, exist_ok=True)
        self._root.chmod(0o700)
        self._port = port or self._remembered("port", str(_free_port()), number=True)
        self._token = self._remembered("token", secrets.token_urlsafe(24), number=False)
        self.process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        """Address with the token, for nats-py."""
        return f"nats://{self._token}@127.0.0.1:{self._port}"

    def start(self, *, wait_seconds: float = 20.0) -> None:
        """Start and return when it accepts connections."""
        if not _can_listen(int(self._port)):
            (self._root / "port").unlink(missing_ok=True)
            self._port = self._remembered("port", str(_free_port()), number=True)
        path = self._root / "nats.conf"
        path.touch(mode=0o600)
        path.write_text(CONFIGURATION.format(port=self._port, token=self._token, store=self._root / "store"))
        with (self._root / "server.log").open("ab") as log:
            self.process = subprocess.Popen(
                [program(), "-c", path],
                stdout=log,
                stderr=log,
                start_new_session=True,
                preexec_fn=lifetime.dies_with_parent(),
            )
        deadline = time.monotonic() + wait_seconds
        while not self._answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                raise RuntimeError(f"NATS did not start, see {self._root / 'server.log'}")
            time.sleep(0.03)

    def stop(self) -> None:
        """SIGTERM lets it flush its streams."""
        if self.process is not None and self.process.poll() is None:
            self.process.terminate()
            self.process.wait(timeout=30)

    def _answers(self) -> bool:
        with socket.socket() as probe:
            probe.settimeout(1)
            return probe.connect_ex(("127.0.0.1", int(self._port))) == 0

    def _remembered(self, name: str, fresh: str, *, number: bool) -> str:
        path = self._root / name
        if not path.exists():
            path.touch(mode=0o600)
            path.write_text(fresh)
        kept = path.read_text().strip()
        return kept if not number or kept.isdigit() else fresh


def _can_listen(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
