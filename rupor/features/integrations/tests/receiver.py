"""The other system in a box: a real HTTP server on the loopback that answers, fails, waits or drops as told."""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Heard:
    """One request as it came."""

    method: str
    path: str
    headers: dict[str, str]
    body: bytes


@dataclass
class Receiver:
    """`answers` are taken in turn, the last one for ever: a code, or "silence" (until the test ends), or "drop"."""

    url: str
    answers: list[int | str] = field(default_factory=lambda: [200])
    heard: list[Heard] = field(default_factory=list)
    over: threading.Event = field(default_factory=threading.Event)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next(self, request: Heard) -> int | str:
        """The answer to this request."""
        with self.lock:
            self.heard.append(request)
            return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]


@contextmanager
def listening() -> Iterator[Receiver]:
    """A receiver on a free port."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Handler)
    server.daemon_threads = True
    receiver = Receiver(url=f"http://127.0.0.1:{server.server_address[1]}")
    server.receiver = receiver  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield receiver
    finally:
        receiver.over.set()
        server.shutdown()
        server.server_close()


class _Handler(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        self._answer()

    def do_GET(self) -> None:
        self._answer()

    def _answer(self) -> None:
        receiver: Receiver = self.server.receiver  # type: ignore[attr-defined]
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        headers = {name.lower(): value for name, value in self.headers.items()}
        answer = receiver.next(Heard(self.command, self.path, headers, body))
        if answer == "silence":
            receiver.over.wait()
            return
        if answer == "drop":
            self.close_connection = True
            return
        self.send_response(int(answer))
        if answer == 302:
            self.send_header("Location", "/elsewhere")
        self.end_headers()
        self.wfile.write("принято".encode())

    def log_message(self, *args: object) -> None:
        """Quiet."""
