"""What is known of the gateways from their pulses: who lives, how much they can carry. Seconds of a steady clock."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from rupor.engine.ports import Channel, Heartbeat
from rupor.features.deliveries.queries import UnderWay

FRESH_SECONDS = 3.0
_FORGOTTEN_SECONDS = 300.0


@dataclass
class Fleet:
    """`listening_since` is when pulses could last begin to be heard: silence before it tells nothing."""

    listening_since: float
    silent_seconds: float
    pulses: dict[str, tuple[Heartbeat, float]] = field(default_factory=dict)

    def hear(self, heartbeat: Heartbeat, *, now: float) -> None:
        """A pulse came."""
        self.pulses[heartbeat.gateway] = (heartbeat, now)

    def fresh(self, *, channel: Channel, now: float) -> list[Heartbeat]:
        """Gateways of the channel that live and take orders."""
        return [
            beat
            for beat, at in self.pulses.values()
            if beat.channel == channel and beat.taking and now - at <= FRESH_SECONDS
        ]

    def room(self, *, channel: Channel, under_way: Mapping[str, UnderWay], now: float) -> int:
        """How many more orders may go down. A call needs a line that is free now; messages may queue for a second."""
        gateways = self.fresh(channel=channel, now=now)
        known = under_way.get(channel.value, UnderWay())
        capacity = sum(beat.capacity for beat in gateways)
        if channel == Channel.SMS:
            queue = max(capacity, sum(beat.starts_per_second for beat in gateways))
            return max(0, queue - known.waiting) if gateways else 0
        busy = sum(beat.busy for beat in gateways)
        return max(0, capacity - max(busy, known.taken) - known.waiting)

    def starts_per_second(self, *, channel: Channel, now: float) -> int:
        """What the gateways can begin in a second together; 0: they do not say."""
        return sum(beat.starts_per_second for beat in self.fresh(channel=channel, now=now))

    def is_silent(self, gateway: str, *, now: float) -> bool:
        """Whether the gateway must be taken for dead."""
        heard = self.pulses[gateway][1] if gateway in self.pulses else self.listening_since
        return now - max(heard, self.listening_since) > self.silent_seconds

    def forget(self, *, now: float) -> None:
        """Drops gateways that were silent for long, so that the table does not grow with every restart."""
        for name in [name for name, (_, at) in self.pulses.items() if now - at > _FORGOTTEN_SECONDS]:
            del self.pulses[name]
