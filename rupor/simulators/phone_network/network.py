"""The network: takes every call, gives it to the person who has the number, and carries sound to the right ears."""

import asyncio
import re
from dataclasses import dataclass
from pathlib import Path

import structlog

from rupor import media
from rupor.protocols.sip import uri
from rupor.protocols.sip.endpoint import Transport
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.transactions.layer import Address
from rupor.simulators.phone_network import certificate, exchange, people, voices
from rupor.simulators.phone_network.called import Called
from rupor.simulators.phone_network.calling import Calling
from rupor.simulators.phone_network.exchange import Exchange
from rupor.simulators.phone_network.journal import Journal
from rupor.simulators.phone_network.registrar import Registrar
from rupor.simulators.phone_network.subscriber import Subscriber, Surroundings

_INVITE_TO = re.compile(rb"INVITE sips?:([^@;>\s]+)")
_CALL_ID = re.compile(rb"\r\n(?:Call-ID|i)\s*:\s*(\S+)", re.IGNORECASE)

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class NetworkConfig:
    """`pace` scales every delay of people; the same `seed` repeats every chance.

    TLS is spoken where `tls_port` is told (0: a free one), with a certificate made in `tls_folder`; the registrar asks
    for `password`, if there is one."""

    host: str = "127.0.0.1"
    port: int = 5090
    seed: int = 1
    pace: float = 1.0
    log: Path | None = None
    media_core: str = "auto"
    rtp_ports: tuple[int, int] = (22000, 31999)
    far_silent_seconds: float = 20.0
    tls_port: int | None = None
    tls_folder: Path = Path("phone-network-tls")
    password: str = ""


class PhoneNetwork:
    """Opened on a port; closes with its calls."""

    def __init__(self, *, config: NetworkConfig) -> None:
        self._config = config
        self._subscribers: dict[int, Subscriber] = {}
        self._by_call: dict[str, Subscriber] = {}
        self._runs: set[asyncio.Task[None]] = set()
        self._lost: set[bytes] = set()
        self._closed = False
        self._journal = Journal(config.log)
        self.registrar = Registrar(password=config.password, journal=self._journal)
        core = media.open_core(
            kind=config.media_core,
            host=config.host,
            ports=config.rtp_ports,
            on_event=self._on_sound,
            loop=asyncio.get_running_loop(),
            far_silent_seconds=config.far_silent_seconds,
        )
        self._around = Surroundings(
            host=config.host,
            pace=config.pace,
            core=core,
            journal=self._journal,
            sounds={
                voice: voices.sound(voice=voice, pace=config.pace) for voice in (*voices.SECONDS, *voices.RECORDED)
            },
        )

    @classmethod
    async def open(cls, *, config: NetworkConfig) -> "PhoneNetwork":
        """Listens at once."""
        network = cls(config=config)
        secure = config.tls_port is not None
        network._endpoints = await exchange.opened(
            network,
            host=config.host,
            port=config.port,
            tls_port=config.tls_port,
            tls=certificate.made_for(config.host, folder=config.tls_folder) if secure else None,
            on_incoming=network._on_call,
        )
        return network

    _endpoints: dict[Transport, Exchange]

    @property
    def port(self) -> int:
        """Where it listens on UDP and TCP."""
        return self._endpoints["UDP"].port

    @property
    def tls_port(self) -> int:
        """Where it listens on TLS."""
        return self._endpoints["TLS"].port

    @property
    def calls(self) -> int:
        """Calls going on."""
        return len(self._subscribers)

    async def close(self) -> None:
        """Ends every call and the log."""
        self._closed = True
        await asyncio.gather(*(endpoint.close() for endpoint in self._endpoints.values()))
        if self._runs:
            await asyncio.wait(self._runs, timeout=2.0)
        self._around.core.close()
        self._journal.close()

    def dial(self, *, target: Address, phone: str, to: str, transport: Transport = "UDP") -> None:
        """The person who has `phone` calls `to` at our SIP address, and behaves once answered as the number tells."""
        self._begin(
            Calling(
                endpoint=self._endpoints[transport],
                target=target,
                phone=phone,
                to=to,
                person=people.person(phone),
                around=self._around,
            )
        )

    def loses(self, packet: bytes, *, transport: Transport) -> bool:
        """True for the first INVITE to people whose line is bad. A BYE may find that the person was quicker."""
        if packet.startswith(b"INVITE "):
            # A connection loses nothing, and nobody would repeat it.
            return transport == "UDP" and self._loses_invite(packet)
        if packet.startswith(b"BYE "):
            subscriber = self._by_call.get(_call_id(packet).decode("latin-1"))
            if subscriber is not None and subscriber.person.crosses_bye:
                subscriber.cross_bye()
        return False

    def _loses_invite(self, packet: bytes) -> bool:
        to = _INVITE_TO.match(packet)
        if to is None or not people.person(to[1].decode("latin-1")).loses_first_invite:
            return False
        call_id = _call_id(packet)
        if call_id in self._lost:
            return False
        self._lost.add(call_id)
        self._journal.write("lost_invite", call_id=call_id.decode("latin-1"), phone=to[1].decode("latin-1"))
        return True

    def _on_call(self, call: IncomingCall) -> None:
        who = people.person(call.to_user)
        seconds = people.ring_seconds(who=who, phone=call.to_user, seed=self._config.seed)
        try:
            subscriber = Called(call=call, person=who, ring_seconds=seconds, around=self._around)
        except media.NoFreePort:
            log.error("no_free_port", calls=self.calls)
            call.reject(status=503, q850_cause=34)
            return
        self._begin(subscriber)

    def _begin(self, subscriber: Subscriber) -> None:
        self._subscribers[subscriber.stream.id] = subscriber
        self._by_call[subscriber.call.call_id] = subscriber
        run = asyncio.create_task(self._run(subscriber))
        self._runs.add(run)
        run.add_done_callback(self._runs.discard)

    async def _run(self, subscriber: Subscriber) -> None:
        try:
            await subscriber.run()
        finally:
            self._subscribers.pop(subscriber.stream.id, None)
            self._by_call.pop(subscriber.call.call_id, None)
            self._lost.discard(subscriber.call.call_id.encode("latin-1"))
            if isinstance(subscriber, Called) and subscriber.person.calls_back_seconds:
                wait_seconds = subscriber.person.calls_back_seconds * self._config.pace
                asyncio.get_running_loop().call_later(wait_seconds, self._call_back, subscriber.call)

    def _call_back(self, missed: IncomingCall) -> None:
        """Whoever was called dials the number they saw, where the call had come from."""
        if self._closed:
            return
        place = uri.parse(uri.bare(missed.invite.first("contact")))
        via = missed.invite.via.transport.upper()
        transport = next(known for known in self._endpoints if known == via)
        target = (place.host, uri.port_of(place))
        try:
            self.dial(target=target, phone=missed.to_user, to=missed.from_user, transport=transport)
        except media.NoFreePort:
            log.error("no_free_port", calls=self.calls)

    def _on_sound(self, event: media.MediaEvent) -> None:
        subscriber = self._subscribers.get(event.stream)
        if subscriber is not None:
            subscriber.hear(event)


def _call_id(packet: bytes) -> bytes:
    found = _CALL_ID.search(packet)
    return found[1] if found else b""
