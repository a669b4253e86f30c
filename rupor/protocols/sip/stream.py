"""The dull sockets of TCP and TLS: one connection to a place serves all its calls, and is made again when it breaks."""

import asyncio
import ssl
from collections.abc import Callable
from typing import cast

from rupor.protocols.sip import framing, local, tls
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.framing import Framer
from rupor.protocols.sip.tls import ClientTls, ServerTls

Address = tuple[str, int]
OnPacket = Callable[[bytes, Address], None]

CONNECTING_SECONDS = 5.0
MOST_UNSENT_BYTES = 4 * 1024 * 1024
MOST_STRANGERS = 4096  # connections made to us; more than this is an attack, not a network


class Connection(asyncio.Protocol):
    """One connection. `place` is the far end's address as its packets are known by."""

    def __init__(self, wire: "StreamWire", *, place: Address, ours: bool) -> None:
        self.place = place
        self.ours = ours
        self._wire = wire
        self._framer = Framer()
        self._waiting: list[bytes] = []
        self._transport: asyncio.WriteTransport | None = None

    def send(self, packet: bytes) -> bool:
        """At once, or as soon as the connection stands; False when the far end takes nothing in any more."""
        if self._transport is None:
            self._waiting.append(packet)
            return True
        if self._transport.get_write_buffer_size() > MOST_UNSENT_BYTES:
            self.cut()
            return False
        self._transport.write(packet)
        return True

    def is_ending(self) -> bool:
        """It still stands, and carries nothing any more."""
        return self._transport is not None and self._transport.is_closing()

    def leave(self) -> None:
        """Ends it when all is sent."""
        if self._transport is not None:
            self._transport.close()

    def cut(self) -> None:
        """Ends it without waiting for what was not sent."""
        if self._transport is not None:
            self._transport.abort()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        """The connection stands; what waited goes out."""
        self._transport = cast(asyncio.WriteTransport, transport)  # not all loops make theirs of asyncio's classes
        if not self.ours:
            peer = transport.get_extra_info("peername") or ("", 0)
            self.place = (peer[0], peer[1])
        if not self._wire.welcome(self):
            self._transport.abort()
            return
        for packet in self._waiting:
            self._transport.write(packet)
        self._waiting.clear()

    def data_received(self, data: bytes) -> None:
        """A piece of the stream, cut anywhere."""
        try:
            for packet in self._framer.feed(data):
                self._wire.hear(packet, self.place)
        except SipSyntaxError:
            self.cut()
            return
        while self._framer.pings and self._transport is not None:
            self._framer.pings -= 1
            self._transport.write(framing.PONG)

    def connection_lost(self, exc: Exception | None) -> None:
        """Broken or ended by either side."""
        self._wire.lose(self, tls.problem(exc) if exc is not None else "connection closed by the far end")


class StreamWire:
    """TCP, or TLS over it. It listens where it can (TLS: with a certificate) and connects where it must."""

    reliable = True

    def __init__(self, *, name: str, host: str, port: int, advertised_host: str = "") -> None:
        self.name = name
        self.port = port or (5061 if name == "TLS" else 5060)
        self._host = host
        self._local = local.Local(host=host, advertised=advertised_host)
        self._connections: dict[Address, Connection] = {}
        self._also: dict[Address, Connection] = {}
        self._greetings: dict[Address, tuple[ssl.SSLContext, str]] = {}
        self._problems: dict[Address, str] = {}
        self._connecting: set[asyncio.Task[None]] = set()
        self._server: asyncio.Server | None = None
        self._loop = asyncio.get_running_loop()
        self._on_packet: OnPacket = lambda packet, source: None
        self._on_lost: Callable[[Address], None] = lambda address: None
        self._closed = False

    async def open(self, *, port: int, server_tls: ServerTls | None) -> None:
        """Listens; TLS without a certificate only calls out. Raises OSError where a port or a file cannot be had."""
        context = server_tls.context() if server_tls is not None and self.name == "TLS" else None
        if self.name == "TLS" and context is None:
            return
        self._server = await self._loop.create_server(
            lambda: Connection(self, place=("", 0), ours=False), self._host, port, ssl=context
        )
        self.port = self._server.sockets[0].getsockname()[1]

    def listen(self, on_packet: OnPacket, on_lost: Callable[[Address], None]) -> None:
        """Who takes the packets, and who is told of a place that cannot be reached."""
        self._on_packet = on_packet
        self._on_lost = on_lost

    def greet(self, address: Address, *, with_: ClientTls) -> None:
        """How to speak TLS to this place; raises OSError when its files cannot be used."""
        self._greetings[address] = (with_.context(), with_.server_name or address[0])

    def problem(self, address: Address) -> str:
        """Why the last connection to the place failed; empty while it stands."""
        return self._problems.get(address, "")

    def send(self, packet: bytes, address: Address) -> bool:
        """Over the connection there is, else over a new one."""
        if self._closed:
            return False
        connection = self._connections.get(address) or self._also.get(address)
        if connection is None or connection.is_ending():
            connection = Connection(self, place=address, ours=True)
            self._connections[address] = connection
            task = self._loop.create_task(self._connect(connection))
            self._connecting.add(task)
            task.add_done_callback(self._connecting.discard)
        return connection.send(packet)

    def also_known(self, source: Address, address: Address) -> None:
        """Who speaks from `source` listens at `address`: requests go back over the same connection (RFC 5923)."""
        connection = self._connections.get(source)
        if connection is not None and address[0] == source[0]:
            self._also[address] = connection

    def local_address(self, target: Address) -> Address:
        """Where this target can reach us."""
        return self._local.towards(target[0]), self.port

    def close(self) -> None:
        """Ends every connection, what was sent goes out first."""
        self._closed = True
        if self._server is not None:
            self._server.close()
        for task in self._connecting:
            task.cancel()
        for connection in list(self._connections.values()):
            connection.leave()

    def welcome(self, connection: Connection) -> bool:
        """A connection stands; False when there are too many or we are leaving."""
        if self._closed or (not connection.ours and len(self._connections) >= MOST_STRANGERS):
            return False
        self._connections[connection.place] = connection
        self._problems.pop(connection.place, None)
        return True

    def hear(self, packet: bytes, source: Address) -> None:
        """One message."""
        self._on_packet(packet, source)

    def lose(self, connection: Connection, why: str) -> None:
        """A connection is over: those who wait for an answer over it are told."""
        known = [address for address, also in self._also.items() if also is connection]
        for address in known:
            del self._also[address]
        if self._connections.get(connection.place) is connection:
            del self._connections[connection.place]
            known.append(connection.place)
            if connection.ours:
                self._problems[connection.place] = why
        for address in known:
            self._on_lost(address)

    async def _connect(self, connection: Connection) -> None:
        host, port = connection.place
        try:
            context, name = self._greeting(connection.place)
            async with asyncio.timeout(CONNECTING_SECONDS):
                await self._loop.create_connection(
                    lambda: connection, host, port, ssl=context, server_hostname=name if context else None
                )
        except (OSError, ValueError) as error:
            self.lose(connection, tls.problem(error))

    def _greeting(self, address: Address) -> tuple[ssl.SSLContext | None, str]:
        if self.name != "TLS":
            return None, ""
        if address not in self._greetings:
            self.greet(address, with_=ClientTls())
        return self._greetings[address]
