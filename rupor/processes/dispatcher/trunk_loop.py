"""Trunks go down to the gateways as they are kept, and how they fare is written down as the gateways tell it."""

import time

from rupor.engine import ports
from rupor.features.trunks import queries
from rupor.features.trunks.actions import note_states
from rupor.kit import clock
from rupor.processes.dispatcher.desk import Desk
from rupor.processes.dispatcher.fleet import FRESH_SECONDS
from rupor.processes.gateway import bus

TRUNKS_SECONDS = 1.0


class TrunkLoop:
    """One a reign: the first turn always publishes, the later ones only what changed."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._published: bytes | None = None

    async def turn(self) -> None:
        """Both ways once."""
        desk = self._desk
        packet = ports.encode(await desk.bridge.call(queries.specs))
        if packet != self._published:
            await desk.js.publish(bus.TRUNKS_SUBJECT, packet, timeout=5.0)
            self._published = packet
        now = time.monotonic()
        told = {
            gateway: beat.trunks
            for gateway, (beat, at) in desk.fleet.pulses.items()
            if beat.trunks and now - at <= FRESH_SECONDS
        }
        if told:
            await desk.bridge.call(note_states.note_states, told=told, now=clock.now())
