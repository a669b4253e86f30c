"""The router of the process: live channel, health and metrics answered by the loop, everything else by Django."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor

import structlog

from rupor.engine import ports
from rupor.processes.web import health, live
from rupor.processes.web.line import LiveLine
from rupor.processes.web.live import Hub
from rupor.processes.web.metrics import Metrics
from rupor.processes.web.pulses import Pulses
from rupor.processes.web.sockets import LiveSocket
from rupor.processes.web.wsgi import Message, Receive, Scope, Send, WsgiBridge
from rupor.settings import Settings

log = structlog.get_logger(__name__)

_TEXT = b"text/plain; version=0.0.4; charset=utf-8"
MOST_BODY_BYTES = 128 * 1024 * 1024


class Application:
    """An ASGI application. `lifespan` starts what listens to the database and the bus, and stops it."""

    def __init__(self, *, settings: Settings, database_url: str, nats_url: str, django: WsgiBridge) -> None:
        self.hub = Hub()
        self.pulses = Pulses()
        self._django = django
        self._database_url = database_url
        self._nats_url = nats_url
        # Apart from the rooms' threads: health must answer while all of those are busy.
        self._executor = ThreadPoolExecutor(max_workers=4, thread_name_prefix="door")
        self._live = LiveSocket(hub=self.hub, executor=self._executor, public_url=settings.public_url)
        self._line = LiveLine(hub=self.hub, pulses=self.pulses, executor=self._executor)
        self._metrics = Metrics(hub=self.hub, pulses=self.pulses)
        self._channels = channels(settings)
        self._listeners: list[asyncio.Task[None]] = []

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
        elif scope["type"] == "websocket":
            await self._socket(scope, receive, send)
        elif scope["path"] == "/healthz":
            await self._health(send)
        elif scope["path"] == "/metrics":
            page = await asyncio.get_running_loop().run_in_executor(self._executor, self._metrics.exposition)
            await _answer(send, 200, page, _TEXT)
        else:
            await self._page(scope, receive, send)

    async def _page(self, scope: Scope, receive: Receive, send: Send) -> None:
        started = time.monotonic()
        status = 499

        async def counted(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        try:
            await self._django(scope, receive, counted)
        finally:
            seconds = time.monotonic() - started
            self._metrics.answered(method=scope["method"], status=status, path=scope["path"], seconds=seconds)
            log.debug("request", method=scope["method"], path=scope["path"], status=status, seconds=round(seconds, 4))

    async def _socket(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["path"] == "/live":
            await self._live(scope, receive, send)
            return
        await receive()
        await send({"type": "websocket.close", "code": 4404})

    async def _health(self, send: Send) -> None:
        found = await health.look(pulses=self.pulses, executor=self._executor, channels=self._channels)
        body = {"status": "ok" if found.healthy else "failing", "parts": found.parts}
        await _answer(send, 200 if found.healthy else 503, json.dumps(body).encode(), b"application/json")

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        await receive()
        self._listeners = [
            asyncio.create_task(live.listen(url=self._database_url, hub=self.hub)),
            asyncio.create_task(self.pulses.watch(url=self._nats_url)),
            asyncio.create_task(self._line.run()),
        ]
        await send({"type": "lifespan.startup.complete"})
        await receive()
        for task in self._listeners:
            task.cancel()
        await asyncio.gather(*self._listeners, return_exceptions=True)
        await self.pulses.close()
        self._executor.shutdown(cancel_futures=True)
        self._django.close()
        await send({"type": "lifespan.shutdown.complete"})


def channels(settings: Settings) -> frozenset[ports.Channel]:
    """What the installation has a trunk or an SMSC for."""
    there = {ports.Channel.VOICE: settings.sip_trunk, ports.Channel.SMS: settings.smsc_host}
    return frozenset(channel for channel, address in there.items() if address)


async def _answer(send: Send, status: int, body: bytes, content_type: bytes) -> None:
    headers = [(b"content-type", content_type), (b"cache-control", b"no-store")]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
