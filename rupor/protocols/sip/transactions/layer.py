"""Finds the transaction of each message and does what its machine wants: send, wait, tell the one above."""

from collections.abc import Callable
from typing import Protocol

from rupor.protocols.sip import tokens, uri
from rupor.protocols.sip.headers import marked_via
from rupor.protocols.sip.message import Request, Response
from rupor.protocols.sip.transactions import machine
from rupor.protocols.sip.transactions.client import Client
from rupor.protocols.sip.transactions.invite_client import InviteClient
from rupor.protocols.sip.transactions.invite_server import InviteServer
from rupor.protocols.sip.transactions.machine import Deliver, Intention, Send, StartTimer, State, Stimulus, Timing, Why
from rupor.protocols.sip.transactions.server import Server
from rupor.protocols.sip.wheel import Wheel

Address = tuple[str, int]
Key = tuple[str, ...]


class Wire(Protocol):
    """What moves packets. `name` is as in a Via; a reliable wire repeats lost packets by itself."""

    name: str
    reliable: bool
    port: int

    def send(self, packet: bytes, address: Address) -> bool:
        """False when the packet could not even be handed to the network."""
        ...

    def local_address(self, target: Address) -> Address:
        """Where this target can reach us."""
        ...

    def also_known(self, source: Address, address: Address) -> None:
        """Whoever speaks from `source` over a connection takes requests at `address` over the same one."""
        ...

    def close(self) -> None: ...


class Asked:
    """A request of ours on its way."""

    __slots__ = ("address", "key", "machine", "on_failure", "on_response")

    def __init__(
        self,
        *,
        machine: InviteClient | Client,
        key: Key,
        address: Address,
        on_response: Callable[[Response], None],
        on_failure: Callable[[Why], None],
    ) -> None:
        self.machine = machine
        self.key = key
        self.address = address
        self.on_response = on_response
        self.on_failure = on_failure


class Received:
    """A request of a stranger that waits for, or has, its answer."""

    __slots__ = ("address", "key", "machine", "request", "source")

    def __init__(
        self, *, machine: InviteServer | Server, key: Key, request: Request, address: Address, source: Address
    ) -> None:
        self.machine = machine
        self.key = key
        self.request = request
        self.address = address
        self.source = source


class Transactions:
    def __init__(self, *, wire: Wire, wheel: Wheel, timing: Timing, on_request: Callable[[Received], None]) -> None:
        self._wire = wire
        self._wheel = wheel
        self._timing = timing
        self._on_request = on_request
        self.on_ack: Callable[[Request], None] = lambda request: None
        self._asked: dict[Key, Asked] = {}
        self._received: dict[Key, Received] = {}

    def __len__(self) -> int:
        return len(self._asked) + len(self._received)

    def ask(
        self,
        request: Request,
        *,
        address: Address,
        on_response: Callable[[Response], None],
        on_failure: Callable[[Why], None],
        keep_via: bool = False,
    ) -> Asked:
        """Send a request and see it through. A CANCEL keeps the Via of the INVITE that it cancels."""
        if not keep_via:
            request.put_via(self._via(address))
        kind = InviteClient if request.method == "INVITE" else Client
        asked = Asked(
            machine=kind(timing=self._timing, reliable=self._wire.reliable),
            key=(request.via.branch, request.method),
            address=address,
            on_response=on_response,
            on_failure=on_failure,
        )
        self._asked[asked.key] = asked
        self._perform(asked, asked.machine.start(request))
        return asked

    def send_alone(self, request: Request, *, address: Address) -> bytes:
        """An ACK of a 2xx: a request with a branch of its own and no transaction."""
        request.put_via(self._via(address))
        packet = request.to_bytes()
        self._wire.send(packet, address)
        return packet

    def send_again(self, packet: bytes, *, address: Address) -> None:
        self._wire.send(packet, address)

    def give_up(self, asked: Asked) -> None:
        self._perform(asked, asked.machine.feed(Stimulus.GIVE_UP))

    def lose(self, address: Address) -> None:
        """The connection to a place is gone: requests that nobody has answered yet will not be answered."""
        for asked in [asked for asked in self._asked.values() if asked.address == address]:
            self._perform(asked, asked.machine.feed(Stimulus.UNSENT))

    def answer(self, received: Received, response: Response) -> None:
        self._perform(received, received.machine.feed(machine.of_status(response.status), response))

    def cancelled_by(self, cancel: Request) -> Received | None:
        """The INVITE that this CANCEL speaks of (RFC 3261 §9.2)."""
        return self._received.get(_server_key(cancel, method="INVITE"))

    def receive(self, message: Request | Response, *, source: Address) -> None:
        if isinstance(message, Response):
            asked = self._asked.get((message.via.branch, message.cseq.method))
            if asked is not None:
                self._perform(asked, asked.machine.feed(machine.of_status(message.status), message))
        elif message.method == "ACK":
            self._receive_ack(message)
        else:
            self._receive_request(message, source=source)

    def _receive_ack(self, request: Request) -> None:
        received = self._received.get(_server_key(request, method="INVITE"))
        if received is None:
            self.on_ack(request)
        else:
            self._perform(received, received.machine.feed(Stimulus.ACK, request))

    def _receive_request(self, request: Request, *, source: Address) -> None:
        key = _server_key(request, method=request.method)
        received = self._received.get(key)
        if received is not None:
            self._perform(received, received.machine.feed(Stimulus.REQUEST, request))
            return
        via = request.via
        lines = request.headers["via"]
        lines[0] = marked_via(lines[0], wanted=via, source=source)
        # RFC 3581: with rport the answer goes to the very port the request came from, which a NAT keeps open; over a
        # connection it goes back by that connection in any case (RFC 3261 §18.2.2).
        address = source if via.wants_rport or self._wire.reliable else (source[0], via.port or 5060)
        if self._wire.reliable:
            self._wire.also_known(source, (via.host.strip("[]"), via.port or uri.usual_port(self._wire.name)))
        kind = InviteServer if request.method == "INVITE" else Server
        received = Received(
            machine=kind(timing=self._timing, reliable=self._wire.reliable),
            key=key,
            request=request,
            address=address,
            source=source,
        )
        self._received[key] = received
        self._perform(received, received.machine.start(request))

    def _via(self, address: Address) -> str:
        host, port = self._wire.local_address(address)
        alias = ";alias" if self._wire.reliable else ""
        return f"SIP/2.0/{self._wire.name} {host}:{port};branch={tokens.branch()};rport{alias}"

    def _perform(self, transaction: Asked | Received, intentions: list[Intention]) -> None:
        for intention in intentions:
            if isinstance(intention, Send):
                if not self._wire.send(intention.packet, transaction.address):
                    self._perform(transaction, transaction.machine.feed(Stimulus.UNSENT))
                    if transaction.machine.state is State.TERMINATED:
                        return
            elif isinstance(intention, StartTimer):
                self._wheel.after(intention.seconds, self._ring, transaction, intention.timer)
            elif isinstance(intention, Deliver):
                self._deliver(transaction, intention.message)
            else:
                self._end(transaction, intention.why)

    def _ring(self, transaction: Asked | Received, timer: Stimulus) -> None:
        intentions = transaction.machine.feed(timer)
        if intentions:
            self._perform(transaction, intentions)

    def _deliver(self, transaction: Asked | Received, message: object) -> None:
        if isinstance(transaction, Asked):
            assert isinstance(message, Response)
            transaction.on_response(message)
        elif isinstance(message, Request) and message.method == "ACK":
            self.on_ack(message)
        else:
            self._on_request(transaction)

    def _end(self, transaction: Asked | Received, why: Why) -> None:
        if isinstance(transaction, Received):
            self._received.pop(transaction.key, None)
            return
        self._asked.pop(transaction.key, None)
        if why is not Why.FINISHED:
            transaction.on_failure(why)


def _server_key(request: Request, *, method: str) -> Key:
    via = request.via
    if via.branch.startswith(tokens.MAGIC) and via.branch != tokens.MAGIC:
        return (via.branch, via.host, str(via.port or 5060), method)
    # A caller of the time before RFC 3261 has no such branch: the whole of its header tells transactions apart.
    return (request.headers["via"][0], request.call_id, request.from_tag, str(request.cseq.number), request.uri, method)
