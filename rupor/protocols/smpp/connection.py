"""The dull file with the socket: moves octets between asyncio and a `Session`, and calls back. It decides nothing.

What is written within one turn of the loop leaves in one packet. A peer that does not read is not read from either.
"""

import asyncio
import ssl
from collections.abc import Callable
from typing import cast

from rupor.protocols.smpp import bodies, failures
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.names import Command, Status
from rupor.protocols.smpp.session import Answered, Ended, Happening, Requested, Session, Unanswered

TICK_SECONDS = 0.5

Answer = Callable[[Pdu | None], None]
"""Called once with the answer, or with None when there will be none."""


class Link(asyncio.Protocol):
    """One TCP connection. `on_request` gets what the other side asks, `on_ended` the reason of the end, once."""

    def __init__(
        self,
        *,
        session: Session,
        on_request: "Callable[[Link, Pdu], None]",
        on_ended: "Callable[[Link, str], None]",
        on_writable: "Callable[[Link], None] | None" = None,
        on_connected: "Callable[[Link], None] | None" = None,
    ) -> None:
        self.session = session
        self.writable = True
        self.peer = ""
        self._on_request = on_request
        self._on_ended = on_ended
        self._on_writable = on_writable
        self._on_connected = on_connected
        self._loop = asyncio.get_running_loop()
        self._transport: asyncio.Transport | None = None
        self._answers: dict[int, Answer] = {}
        self._flushing = False
        self._ticking: asyncio.TimerHandle | None = None
        self.closed: asyncio.Future[None] = self._loop.create_future()

    def send(self, command: Command, body: bodies.Body, answered: Answer) -> None:
        """Raises SmppError, having sent nothing."""
        self._answers[self.session.request(command, body, now=self._loop.time())] = answered
        self._flush_soon()

    async def request(self, command: Command, body: bodies.Body = bodies.EMPTY) -> Pdu:
        """The answer, whatever its status; raises Lost when none comes."""
        answer: asyncio.Future[Pdu | None] = self._loop.create_future()
        self.send(command, body, lambda pdu: None if answer.done() else answer.set_result(pdu))
        pdu = await answer
        if pdu is None:
            raise failures.Lost("connection_lost", detail=command.name)
        return pdu

    def answer(self, asked: Pdu, *, status: int = Status.OK, body: bodies.Body = bodies.EMPTY) -> None:
        self.session.answer(asked, status=status, body=body)
        self._flush_soon()

    def close(self, reason: str = "closed") -> None:
        """Ends without unbinding; to unbind, `request(Command.UNBIND)` first."""
        self._handle(self.session.end(reason))

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast(asyncio.Transport, transport)  # uvloop's transports are no subclasses of asyncio's
        self.peer = str(transport.get_extra_info("peername"))
        self._tick()
        if self._on_connected is not None:
            self._on_connected(self)

    def data_received(self, data: bytes) -> None:
        self._handle(self.session.receive(data, now=self._loop.time()))

    def connection_lost(self, exc: Exception | None) -> None:
        self._handle(self.session.end(f"connection lost{f': {exc}' if exc else ''}"))
        if self._ticking is not None:
            self._ticking.cancel()
        if not self.closed.done():
            self.closed.set_result(None)

    def pause_writing(self) -> None:
        self.writable = False
        if self._transport is not None:
            self._transport.pause_reading()

    def resume_writing(self) -> None:
        self.writable = True
        if self._transport is not None and not self._transport.is_closing():
            self._transport.resume_reading()
        if self._on_writable is not None:
            self._on_writable(self)

    def _tick(self) -> None:
        self._handle(self.session.tick(now=self._loop.time()))
        self._ticking = self._loop.call_later(TICK_SECONDS, self._tick)

    def _handle(self, happenings: list[Happening]) -> None:
        for happening in happenings:
            match happening:
                case Answered(sequence, pdu):
                    self._give(sequence, pdu)
                case Requested(pdu):
                    self._on_request(self, pdu)
                case Unanswered(sequence):
                    self._give(sequence, None)
                case Ended(reason):
                    self._end(reason)
        self._flush_soon()

    def _give(self, sequence: int, pdu: Pdu | None) -> None:
        answered = self._answers.pop(sequence, None)
        if answered is not None:
            answered(pdu)

    def _end(self, reason: str) -> None:
        self._flush()
        if self._transport is not None:
            self._transport.close()
        self._on_ended(self, reason)

    def _flush_soon(self) -> None:
        if not self._flushing:
            self._flushing = True
            self._loop.call_soon(self._flush)

    def _flush(self) -> None:
        self._flushing = False
        output = self.session.take_output()
        if output and self._transport is not None and not self._transport.is_closing():
            self._transport.write(output)


async def connect(
    *, host: str, port: int, link: Callable[[], Link], tls: ssl.SSLContext | None = None, wait_seconds: float = 10.0
) -> Link:
    """Raises OSError (TimeoutError among them) when there is no way."""
    async with asyncio.timeout(wait_seconds):
        _, connected = await asyncio.get_running_loop().create_connection(link, host, port, ssl=tls)
    return connected


async def serve(*, host: str, port: int, link: Callable[[], Link], tls: ssl.SSLContext | None = None) -> asyncio.Server:
    """A listening server; port 0 takes a free one."""
    return await asyncio.get_running_loop().create_server(link, host, port, ssl=tls, backlog=256)
