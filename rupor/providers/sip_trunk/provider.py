"""The trunk: places calls through one far end and knows whether it is there.

trunk = await Trunk.open(config=config)
watching = asyncio.create_task(trunk.watch())      # OPTIONS; `trunk.reachable` tells
leg = trunk.place(phone="79161234567", caller="74951234567")
report = await leg.run(on_event)
await trunk.close()
"""

import asyncio
import contextlib
import ipaddress
import secrets
import socket
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from typing import Any

import structlog

from rupor import media
from rupor.kit import errors
from rupor.protocols import sdp
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.endpoint import Endpoint
from rupor.providers.sip_trunk.leg import SipLeg

WATCH_SECONDS = 10.0
AWAY_WATCH_SECONDS = 2.0
CODECS = ("PCMA", "PCMU")
_SILENT = (408, 503)
_FILE_THREADS = 4

log = structlog.get_logger(__name__)


class TrunkAway(errors.Unavailable):
    """The far end does not answer; calls wait."""


@dataclass(frozen=True)
class TrunkConfig:
    """How to reach the operator. `trunk` is host or host:port; `port` 0 takes a free one. A far end that never answers
    OPTIONS is not asked."""

    trunk: str
    host: str = "127.0.0.1"
    port: int = 0
    user: str = ""
    password: str = field(default="", repr=False)
    from_domain: str = ""
    media_core: str = "auto"
    rtp_ports: tuple[int, int] = (12000, 21999)
    asks: bool = True

    @property
    def far_host(self) -> str:
        """The host as it is written into addresses."""
        return self.trunk.rpartition(":")[0] or self.trunk

    @property
    def far_port(self) -> int:
        """5060 unless told."""
        host, _, port = self.trunk.rpartition(":")
        return int(port) if host and port.isdecimal() else 5060

    @property
    def credentials(self) -> Credentials | None:
        """None where the operator knows us by our address."""
        return Credentials(self.user, self.password) if self.user else None


class Trunk:
    """One endpoint, one media core, one far end. Used from the event loop's thread only."""

    def __init__(self, *, config: TrunkConfig, endpoint: Endpoint) -> None:
        self.reachable = False
        self._config = config
        self._endpoint = endpoint
        self._target = ("", 0)
        self._legs: dict[int, SipLeg] = {}
        self._loop = asyncio.get_running_loop()
        self._heard_at = 0.0
        self._files = ThreadPoolExecutor(max_workers=_FILE_THREADS, thread_name_prefix="recordings")
        self._core = media.open_core(
            kind=config.media_core,
            host=config.host,
            ports=config.rtp_ports,
            on_event=self._on_sound,
            loop=self._loop,
        )

    @classmethod
    async def open(cls, *, config: TrunkConfig) -> "Trunk":
        """Listens; ask `check` or `watch` whether the far end is there."""
        endpoint = await Endpoint.open(host=config.host, port=config.port, reanswer=sdp.reanswer)
        return cls(config=config, endpoint=endpoint)

    @property
    def port(self) -> int:
        """Our SIP port."""
        return self._endpoint.port

    def place(self, *, phone: str, caller: str) -> SipLeg:
        """Dials at once. Phones are E.164 digits; raises TrunkAway or NoFreePort."""
        if not self.reachable:
            raise TrunkAway("trunk_away", trunk=self._config.trunk)
        stream = self._core.stream()
        far = f"{self._config.far_host}:{self._config.far_port}"
        call = self._endpoint.call(
            target=self._target,
            to_uri=f"sip:{phone}@{far}",
            from_uri=f"sip:{caller or self._config.user}@{self._config.from_domain or self._config.far_host}",
            sdp=sdp.offer(host=self._config.host, port=stream.port, codecs=CODECS, session_id=secrets.randbits(31)),
            credentials=self._config.credentials,
        )
        leg = SipLeg(
            call=call, stream=stream, files=self._files, on_heard=self._hear, on_over=lambda: self._forget(stream.id)
        )
        self._legs[stream.id] = leg
        return leg

    async def check(self) -> bool:
        """Asks the far end once and remembers the answer. A far end that meanwhile answered a call is there,
        though it be too busy for our question."""
        asked_at = self._loop.time()
        reachable = await self._answers() or self._heard_at > asked_at
        if reachable != self.reachable:
            log.info("trunk_found" if reachable else "trunk_lost", trunk=self._config.trunk)
        self.reachable = reachable
        return reachable

    async def watch(self) -> None:
        """Asks for ever; cancel it to stop."""
        while True:
            reachable = await self.check()
            await asyncio.sleep(WATCH_SECONDS if reachable else AWAY_WATCH_SECONDS)

    async def close(self) -> None:
        """Ends the calls that are left and frees every port."""
        await self._endpoint.close()
        self._core.close()
        self._files.shutdown()

    def stats(self) -> dict[str, Any]:
        """Counters of the media core."""
        return self._core.stats()

    async def _answers(self) -> bool:
        if not await self._resolve():
            return False
        if not self._config.asks:
            return True
        far = f"sip:{self._config.far_host}:{self._config.far_port}"
        own = f"sip:{self._config.user or 'rupor'}@{self._config.from_domain or self._config.far_host}"
        status = await self._endpoint.options(target=self._target, to_uri=far, from_uri=own)
        return status not in _SILENT

    async def _resolve(self) -> bool:
        """Names may move, so they are looked up again at each check; a failed look-up keeps the last address."""
        host, port = self._config.far_host.strip("[]"), self._config.far_port
        with contextlib.suppress(ValueError):
            self._target = (str(ipaddress.ip_address(host)), port)
            return True
        try:
            found = await self._loop.getaddrinfo(host, port, type=socket.SOCK_DGRAM)
        except OSError as error:
            log.warning("trunk_name_unknown", trunk=self._config.trunk, error=str(error))
            return bool(self._target[0])
        self._target = (str(found[0][4][0]), port)
        return True

    def _hear(self) -> None:
        self._heard_at = self._loop.time()

    def _forget(self, stream: int) -> None:
        self._legs.pop(stream, None)

    def _on_sound(self, event: media.MediaEvent) -> None:
        leg = self._legs.get(event.stream)
        if leg is not None:
            leg.on_sound(event)
