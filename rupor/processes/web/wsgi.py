"""The bridge from the asyncio server to synchronous Django: a fixed pool of threads, back-pressure both ways.

Django's own ASGI handler gives each request a new thread (and a new database connection) and gathers a synchronous
stream whole in memory before sending it; a download of ten million rows must do neither.
"""

import asyncio
import io
import sys
import tempfile
import threading
from collections.abc import Callable, Iterable, MutableMapping
from concurrent.futures import ThreadPoolExecutor
from typing import IO, Any

Message = MutableMapping[str, Any]
Receive = Callable[[], Any]
Send = Callable[[Message], Any]
Scope = MutableMapping[str, Any]

_IN_MEMORY_BYTES = 1024 * 1024
_SLOW_READER_SECONDS = 60.0
_TOO_LARGE = b'{"code": "request_too_large", "message": "The request is too large.", "field": "", "errors": []}'


class ClientGone(Exception):
    """The browser left, or stopped reading, in the middle of an answer."""


class WsgiBridge:
    """An ASGI application around a WSGI one."""

    def __init__(self, *, application: Callable[..., Iterable[bytes]], threads: int, most_body_bytes: int) -> None:
        self._executor = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="room")
        self._application = application
        self._most_body_bytes = most_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        with tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY_BYTES) as body:
            if not await self._read(scope, receive, body):
                await _refuse(send)
                return
            exchange = _Exchange(send=send, loop=asyncio.get_running_loop())
            watcher = asyncio.create_task(exchange.watch(receive))
            try:
                environ = _environ(scope, body)
                last = await exchange.loop.run_in_executor(self._executor, exchange.run, self._application, environ)
                for message in last:
                    await send(message)
            except ClientGone:
                return
            finally:
                exchange.gone.set()
                watcher.cancel()

    def close(self) -> None:
        """Waits for the answers under way; the threads end, and their database connections with them."""
        self._executor.shutdown(cancel_futures=True)

    async def _read(self, scope: Scope, receive: Receive, body: IO[bytes]) -> bool:
        """The whole body, before a thread is taken: a slow upload costs no thread. False when it is too large."""
        announced = dict(scope["headers"]).get(b"content-length", b"0")
        if announced.isdigit() and int(announced) > self._most_body_bytes:
            return False
        while True:
            message = await receive()
            if message["type"] == "http.disconnect":
                break
            body.write(message.get("body", b""))
            if body.tell() > self._most_body_bytes:
                return False
            if not message.get("more_body"):
                break
        body.seek(0)
        return True


async def _refuse(send: Send) -> None:
    headers = [(b"content-type", b"application/json"), (b"connection", b"close")]
    await send({"type": "http.response.start", "status": 413, "headers": headers})
    await send({"type": "http.response.body", "body": _TOO_LARGE})


class _Exchange:
    """One answer on its way from a thread to the loop. The last piece is returned, not posted."""

    def __init__(self, *, send: Send, loop: asyncio.AbstractEventLoop) -> None:
        self.loop = loop
        self.gone = threading.Event()
        self._send = send
        self._start: Message | None = None

    async def watch(self, receive: Receive) -> None:
        """Notices that the browser left."""
        while (await receive())["type"] != "http.disconnect":
            continue
        self.gone.set()

    def run(self, application: Callable[..., Iterable[bytes]], environ: dict[str, Any]) -> list[Message]:
        """In a thread: calls the application and posts all pieces but the last."""
        pieces = application(environ, self._start_response)
        try:
            held: bytes | None = None
            for piece in pieces:
                if held is not None:
                    self._post([*self._opening(), _body(held, more=True)])
                held = piece
            return [*self._opening(), _body(held or b"", more=False)]
        finally:
            close = getattr(pieces, "close", None)
            if close is not None:
                close()

    def _start_response(self, status: str, headers: list[tuple[str, str]], exc_info: Any = None) -> None:
        raw = [(name.lower().encode("latin-1"), value.strip().encode("latin-1")) for name, value in headers]
        self._start = {"type": "http.response.start", "status": int(status[:3]), "headers": raw}

    def _opening(self) -> list[Message]:
        start, self._start = self._start, None
        return [start] if start is not None else []

    def _post(self, messages: list[Message]) -> None:
        if self.gone.is_set():
            raise ClientGone
        waiting = asyncio.run_coroutine_threadsafe(self._send_all(messages), self.loop)
        try:
            waiting.result(timeout=_SLOW_READER_SECONDS)
        except TimeoutError as slow:
            waiting.cancel()
            raise ClientGone from slow

    async def _send_all(self, messages: list[Message]) -> None:
        for message in messages:
            await self._send(message)


def _body(piece: bytes, *, more: bool) -> Message:
    return {"type": "http.response.body", "body": piece, "more_body": more}


def _environ(scope: Scope, body: IO[bytes]) -> dict[str, Any]:
    """PEP 3333: text is bytes decoded as latin-1."""
    body.seek(0, io.SEEK_END)
    length = body.tell()
    body.seek(0)
    host, port = scope.get("server") or ("localhost", 80)
    environ = {
        "REQUEST_METHOD": scope["method"],
        "SCRIPT_NAME": "",
        "PATH_INFO": scope["path"].encode().decode("latin-1"),
        "QUERY_STRING": scope["query_string"].decode("latin-1"),
        "SERVER_PROTOCOL": f"HTTP/{scope['http_version']}",
        "SERVER_NAME": host,
        "SERVER_PORT": str(port),
        "REMOTE_ADDR": scope["client"][0] if scope.get("client") else "",
        "CONTENT_LENGTH": str(length),
        "wsgi.version": (1, 0),
        "wsgi.url_scheme": scope.get("scheme", "http"),
        "wsgi.input": body,
        "wsgi.errors": sys.stderr,
        "wsgi.multithread": True,
        "wsgi.multiprocess": True,
        "wsgi.run_once": False,
    }
    for raw_name, raw_value in scope["headers"]:
        _add_header(environ, raw_name.decode("latin-1"), raw_value.decode("latin-1"))
    return environ


def _add_header(environ: dict[str, Any], name: str, value: str) -> None:
    """Names with an underscore are dropped: they could pass for another header."""
    if name == "content-type":
        environ["CONTENT_TYPE"] = value
    elif name != "content-length" and "_" not in name:
        key = f"HTTP_{name.upper().replace('-', '_')}"
        environ[key] = f"{environ[key]}{'; ' if name == 'cookie' else ','}{value}" if key in environ else value
