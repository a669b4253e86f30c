"""What every loop of the dispatcher shares: the bus, the bridge to the rooms, and what is known of the gateways."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import NoReturn

import structlog
from nats.aio.client import Client
from nats.js import JetStreamContext

from rupor.kit import errors
from rupor.processes.bridge import Bridge
from rupor.processes.dispatcher.fleet import Fleet
from rupor.processes.gateway import bus
from rupor.settings import Settings

AWAY_SECONDS = 0.5

log = structlog.get_logger(__name__)

Step = Callable[[str], None]


def unseen(step: str) -> None:
    """Nobody watches the steps; a test may die at one of them."""


@dataclass
class Desk:
    """`changed` holds runs whose figures browsers have not been told yet; `step` is called at named moments."""

    settings: Settings
    client: Client
    js: JetStreamContext
    bridge: Bridge
    fleet: Fleet
    name: str
    step: Step = unseen
    changed: set[int] = field(default_factory=set)


async def forever(turn: Callable[[], Awaitable[None]], *, name: str, pause_seconds: float) -> NoReturn:
    """Repeats the turn; while the database or the bus is away it waits, and says so once."""
    away = False
    while True:
        try:
            await turn()
            if away:
                log.info("back_at_work", loop=name)
            away = False
        except (errors.Unavailable, *bus.LOST) as lost:
            if not away:
                log.warning("part_away", loop=name, error=str(lost) or type(lost).__name__)
            away = True
            await asyncio.sleep(AWAY_SECONDS)
        await asyncio.sleep(pause_seconds)
