"""Who is alive: the dispatcher's and the gateways' pulses, heard on the bus."""

import time
from dataclasses import dataclass, field

import msgspec
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from rupor.engine import ports
from rupor.processes.gateway import bus

DISPATCHER = "pulses.dispatcher"
GATEWAYS = "gateways.>"
FRESH_SECONDS = 5.0
_FORGOTTEN_SECONDS = 60.0

log = structlog.get_logger(__name__)


@dataclass
class Pulses:
    """The newest pulse of each; seconds are of the monotonic clock."""

    client: Client | None = None
    dispatcher_at: float | None = None
    gateways: dict[str, tuple[ports.Heartbeat, float]] = field(default_factory=dict)

    @property
    def connected(self) -> bool:
        return self.client is not None and self.client.is_connected

    @property
    def dispatcher_age_seconds(self) -> float | None:
        return None if self.dispatcher_at is None else time.monotonic() - self.dispatcher_at

    def fresh(self, *, channel: ports.Channel) -> list[ports.Heartbeat]:
        """Gateways of the channel that beat within the last seconds."""
        oldest = time.monotonic() - FRESH_SECONDS
        return [beat for beat, at in self.gateways.values() if beat.channel == channel and at >= oldest]

    @property
    def line(self) -> list[ports.OnLine]:
        """Calls on the line of every voice gateway that lives."""
        return [each for beat in self.fresh(channel=ports.Channel.VOICE) for each in beat.line]

    async def watch(self, *, url: str) -> None:
        """Subscribes once; the client finds the bus again by itself after every loss."""
        self.client = await bus.connect(url=url, name="web")
        await self.client.subscribe(DISPATCHER, cb=self._dispatcher)
        await self.client.subscribe(GATEWAYS, cb=self._gateway)

    async def close(self) -> None:
        if self.client is not None:
            await self.client.close()

    async def _dispatcher(self, message: Msg) -> None:
        self.dispatcher_at = time.monotonic()

    async def _gateway(self, message: Msg) -> None:
        now = time.monotonic()
        try:
            beat = ports.decode_heartbeat(message.data)
        except msgspec.MsgspecError:
            log.error("pulse_malformed", subject=message.subject)
            return
        self.gateways[beat.gateway] = (beat, now)
        for name in [name for name, (_, at) in self.gateways.items() if now - at > _FORGOTTEN_SECONDS]:
            del self.gateways[name]
