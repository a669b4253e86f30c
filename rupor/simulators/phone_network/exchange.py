"""Where the network listens: an endpoint for each transport, which can lose a packet or be quicker than one."""

from collections.abc import Callable
from typing import Protocol

from rupor.protocols import sdp
from rupor.protocols.sip.endpoint import Endpoint, Transport
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.tls import ServerTls
from rupor.protocols.sip.transactions.layer import Address, Received
from rupor.simulators.phone_network.registrar import Registrar

_TRIES = 20


class Lossy(Protocol):
    """The network, as far as a packet can see it."""

    registrar: Registrar

    def loses(self, packet: bytes, *, transport: Transport) -> bool: ...


class Exchange(Endpoint):
    """An endpoint with a mind of its own about packets, and a registrar."""

    network: Lossy | None = None
    transport: Transport = "UDP"

    def receive(self, packet: bytes, source: Address) -> None:
        """One packet from the wire, unless the network has other plans for it."""
        if self.network is None or not self.network.loses(packet, transport=self.transport):
            super().receive(packet, source)

    def _on_request(self, received: Received) -> None:
        if received.request.method == "REGISTER" and self.network is not None:
            self.network.registrar.receive(self._board, received)
        else:
            super()._on_request(received)


async def opened(
    network: Lossy,
    *,
    host: str,
    port: int,
    tls_port: int | None,
    tls: ServerTls | None,
    on_incoming: Callable[[IncomingCall], None],
) -> dict[Transport, Exchange]:
    """UDP and TCP on one port, 0 takes a free one; TLS where a port for it is told."""

    async def open_one(transport: Transport, place: int) -> Exchange:
        made = await Exchange.open(
            host=host,
            port=place,
            user_agent="Phone network",
            on_incoming=on_incoming,
            reanswer=sdp.reanswer,
            transport=transport,
            tls=tls,
        )
        assert isinstance(made, Exchange)
        made.network, made.transport = network, transport
        return made

    found: dict[Transport, Exchange] = {}
    for left in range(_TRIES, 0, -1):
        found["UDP"] = await open_one("UDP", port)
        try:
            found["TCP"] = await open_one("TCP", found["UDP"].port)
            break
        except OSError:
            # The free number for UDP was taken for TCP: another one, where the choice is ours.
            await found["UDP"].close()
            if port or left == 1:
                raise
    if tls_port is not None:
        found["TLS"] = await open_one("TLS", tls_port)
    return found
