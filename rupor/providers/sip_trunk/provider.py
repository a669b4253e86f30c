"""The trunks: place calls by the best way out there is, and know which ways are there.

trunks = await Trunks.open(side=Side(), specs=[TrunkSpec(name="settings", host="sip.example.org")])
watching = asyncio.create_task(trunks.watch())      # OPTIONS and REGISTER; `trunks.reachable` tells
leg = trunks.place(phone="79161234567", caller="74951234567")
report = await leg.run(on_event)
await trunks.use([...])                             # other trunks from now on; calls under way go on
await trunks.close()
"""

import asyncio
import random
import secrets
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import structlog

from rupor import media
from rupor.engine.trunks import Srtp, TrunkSpec, TrunkState
from rupor.kit import errors
from rupor.protocols import sdp
from rupor.protocols.sdp import crypto
from rupor.protocols.sip.endpoint import Endpoint, Transport
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.providers.sip_trunk import choosing
from rupor.providers.sip_trunk.attempts import Attempts
from rupor.providers.sip_trunk.far_end import FarEnd
from rupor.providers.sip_trunk.incoming import Incoming, NoSound, TakenCall
from rupor.providers.sip_trunk.leg import SipLeg
from rupor.providers.sip_trunk.load import Load
from rupor.providers.sip_trunk.side import Side

LOOK_SECONDS = 0.25
_FILE_THREADS = 4
_TRANSPORTS: dict[str, Transport] = {"udp": "UDP", "tcp": "TCP", "tls": "TLS"}

log = structlog.get_logger(__name__)


class TrunkAway(errors.Unavailable):
    """No trunk for this number is there now; calls wait."""


class TrunkBusy(errors.Unavailable):
    """Every trunk for this number is full at this moment."""


class NoTrunk(errors.RuporError):
    """No trunk was given for such numbers; waiting does not help."""


class Trunks:
    """One media core, an endpoint for each transport in use, any number of far ends. Event loop's thread only.

    `on_incoming` is given every call of a far end to us; `strangers` counts the calls of others, which are refused."""

    def __init__(self, *, side: Side, luck: Callable[[], float] = random.random) -> None:
        """`luck` shares calls among trunks of equal priority by their weight."""
        self._side = side
        self._luck = luck
        self.on_incoming: Callable[[Incoming], None] | None = None
        self.strangers = 0
        self._endpoints: dict[Transport, Endpoint] = {}
        self._far_ends: dict[str, FarEnd] = {}
        self._loads: dict[str, Load] = {}
        self._unopened: dict[str, TrunkState] = {}
        self._legs: dict[int, SipLeg] = {}
        self._loop = asyncio.get_running_loop()
        self._files = ThreadPoolExecutor(max_workers=_FILE_THREADS, thread_name_prefix="recordings")
        self._core = media.open_core(
            kind=side.media_core, host=side.host, ports=side.rtp_ports, on_event=self._on_sound, loop=self._loop
        )

    @classmethod
    async def open(
        cls, *, side: Side, specs: Sequence[TrunkSpec], luck: Callable[[], float] = random.random
    ) -> "Trunks":
        """Listens; ask `check` or `watch` whether the far ends are there."""
        trunks = cls(side=side, luck=luck)
        await trunks.use(specs)
        return trunks

    @property
    def port(self) -> int:
        """A SIP port of ours: that of the first transport in use, 0 while there is none."""
        return next((endpoint.port for endpoint in self._endpoints.values()), 0)

    @property
    def reachable(self) -> bool:
        """Calls can go by one trunk at least."""
        return any(far_end.usable for far_end in self._far_ends.values())

    @property
    def states(self) -> list[TrunkState]:
        """How each trunk fares."""
        return [*(far_end.state for far_end in self._far_ends.values()), *self._unopened.values()]

    @property
    def limits(self) -> tuple[int, int]:
        """Calls at once and starts per second of all trunks that are there, together; 0 is no limit."""
        specs = [far_end.spec for far_end in self._far_ends.values() if far_end.usable]
        channels, starts = [spec.channels for spec in specs], [spec.starts_per_second for spec in specs]
        return (sum(channels) if all(channels) else 0), (sum(starts) if all(starts) else 0)

    async def use(self, specs: Sequence[TrunkSpec]) -> None:
        """These trunks from now on. One that is as it was stays untouched; calls under way are never touched."""
        wanted = {spec.name: spec for spec in specs}
        self._unopened = {name: state for name, state in self._unopened.items() if name in wanted}
        for name, far_end in list(self._far_ends.items()):
            if wanted.get(name) != far_end.spec:
                del self._far_ends[name]
                await far_end.leave()
        for name, spec in wanted.items():
            load = self._loads.setdefault(name, Load())
            load.channels, load.starts_per_second = spec.channels, spec.starts_per_second
            if name not in self._far_ends:
                await self._begin(spec, load)

    def refusal(self, *, phone: str, allow: Sequence[str] = ()) -> errors.RuporError | None:
        """Why a call to this phone cannot begin now; None when it can. NoTrunk will not mend itself, the rest may."""
        try:
            self._ways(phone=phone, allow=allow)
        except errors.RuporError as refusal:
            return refusal
        return None

    def place(self, *, phone: str, caller: str, allow: Sequence[str] = (), identity: str = "") -> SipLeg:
        """Dials at once, by the best of the trunks `allow` names (empty: any). Phones are E.164 digits; raises
        TrunkAway, TrunkBusy, NoTrunk or NoFreePort."""
        ways = self._ways(phone=phone, allow=allow)
        stream = self._core.stream()
        session = secrets.randbits(31)

        def begin(way: FarEnd) -> OutgoingCall:
            offer = sdp.offer(
                host=self._side.host,
                port=stream.port,
                codecs=way.spec.codecs,
                session_id=session,
                masters=_masters() if way.spec.srtp is not Srtp.OFF else (),
                secure=way.spec.srtp is Srtp.REQUIRED,
            )
            return way.call(phone=phone, caller=caller, offer=offer, identity=identity)

        call = Attempts(ways=ways, begin=begin)
        leg = SipLeg(
            call=call,
            stream=stream,
            files=self._files,
            on_heard=lambda: call.way.hear(),
            on_over=lambda: self._forget(stream.id),
        )
        self._legs[stream.id] = leg
        return leg

    async def check(self) -> bool:
        """Asks every far end once; whether any is there."""
        await asyncio.gather(*(far_end.check() for far_end in list(self._far_ends.values())))
        return self.reachable

    async def watch(self) -> None:
        """Asks for ever, each far end at its own time; cancel it to stop."""
        while True:
            now = self._loop.time()
            for far_end in self._far_ends.values():
                if far_end.check_due_at <= now:
                    far_end.check_in_background()
            await asyncio.sleep(LOOK_SECONDS)

    async def close(self) -> None:
        """Unregisters, ends the calls that are left and frees every port."""
        await asyncio.gather(*(far_end.leave() for far_end in self._far_ends.values()))
        await asyncio.gather(*(endpoint.close() for endpoint in self._endpoints.values()))
        self._core.close()
        self._files.shutdown()

    def stats(self) -> dict[str, Any]:
        """Counters of the media core."""
        return self._core.stats()

    def _ways(self, *, phone: str, allow: Sequence[str]) -> list[FarEnd]:
        allowed = [far_end for far_end in self._far_ends.values() if not allow or far_end.spec.name in allow]
        given = choosing.ordered(allowed, spec=lambda far_end: far_end.spec, phone=phone, luck=self._luck)
        if not given and self._far_ends:
            raise NoTrunk("trunk_not_for_phone", phone=phone)
        usable = [far_end for far_end in given if far_end.usable]
        if not usable:
            raise TrunkAway("trunk_away", trunk=", ".join(far_end.spec.name for far_end in given))
        now = self._loop.time()
        free = [far_end for far_end in usable if far_end.load.has_room(at=now)]
        if not free:
            raise TrunkBusy("trunk_busy", trunk=", ".join(far_end.spec.name for far_end in usable))
        return free

    async def _begin(self, spec: TrunkSpec, load: Load) -> None:
        """A port of ours that cannot be had keeps this trunk away, and no other."""
        try:
            endpoint = await self._endpoint(_TRANSPORTS[spec.transport])
        except OSError as error:
            if spec.name not in self._unopened:
                log.warning("trunk_not_opened", trunk=spec.name, error=str(error))
            self._unopened[spec.name] = TrunkState(name=spec.name, reachable=False, why=f"our own port: {error}")
            return
        self._unopened.pop(spec.name, None)
        self._far_ends[spec.name] = FarEnd(spec=spec, endpoint=endpoint, load=load)

    async def _endpoint(self, transport: Transport) -> Endpoint:
        if transport not in self._endpoints:
            secure = transport == "TLS"
            self._endpoints[transport] = await Endpoint.open(
                host=self._side.host,
                port=self._side.tls_port if secure else self._side.port,
                reanswer=sdp.reanswer,
                on_incoming=self._on_call,
                transport=transport,
                tls=self._side.server_tls if secure else None,
            )
        return self._endpoints[transport]

    def _on_call(self, call: IncomingCall) -> None:
        known = [far_end for far_end in self._far_ends.values() if far_end.knows(call.heard_from)]
        if not known:
            self.strangers += 1
            if self.strangers & (self.strangers - 1) == 0:  # a flood of calls makes no flood of lines
                log.warning("stranger_refused", source=call.heard_from[0], calls=self.strangers)
            call.reject(status=403)
        elif self.on_incoming is None:
            call.reject(status=480)
        else:
            # Two trunks to one operator differ by the name we have there.
            way = next((each for each in known if each.spec.user and each.spec.user == call.to_user), known[0])
            way.hear()
            self.on_incoming(Incoming(call=call, way=way, take=self._take))

    def _take(self, incoming: Incoming) -> SipLeg:
        stream = self._core.stream()
        try:
            codec = incoming.answer(host=self._side.host, port=stream.port, session=secrets.randbits(31))
        except NoSound:
            stream.close()
            raise
        leg = SipLeg(
            call=TakenCall(call=incoming.call, way=incoming.way),
            stream=stream,
            files=self._files,
            on_heard=incoming.way.hear,
            on_over=lambda: self._forget(stream.id),
            codec=codec,
        )
        self._legs[stream.id] = leg
        return leg

    def _forget(self, stream: int) -> None:
        self._legs.pop(stream, None)

    def _on_sound(self, event: media.MediaEvent) -> None:
        leg = self._legs.get(event.stream)
        if leg is not None:
            leg.on_sound(event)


def _masters() -> tuple[bytes, ...]:
    return tuple(secrets.token_bytes(crypto.KEY_BYTES) for _ in crypto.SUITES)
