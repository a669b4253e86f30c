"""A gateway's name and its pulse: once a second it says how much it can carry. Silence tells that it is gone."""

import asyncio
import secrets
from collections.abc import Callable

from nats.aio.client import Client

from rupor.engine import ports
from rupor.processes.gateway import bus

PERIOD_SECONDS = 1.0


def new_gateway_id(*, channel: ports.Channel) -> str:
    """New at every start: what an earlier process of this machine had taken is not ours."""
    return f"{channel}-{secrets.token_hex(4)}"


async def beat(*, client: Client, read: Callable[[], ports.Heartbeat], period_seconds: float = PERIOD_SECONDS) -> None:
    """Publishes what `read` tells, forever; cancel it to stop. With the bus away a pulse is dropped, not queued."""
    while True:
        if client.is_connected:
            await send(client=client, heartbeat=read())
        await asyncio.sleep(period_seconds)


async def send(*, client: Client, heartbeat: ports.Heartbeat) -> None:
    """One pulse; also the last one of a gateway that stops, with `taking` false and `busy` 0."""
    subject = bus.pulse_subject(channel=heartbeat.channel, gateway=heartbeat.gateway)
    try:
        await client.publish(subject, ports.encode(heartbeat))
    except bus.LOST:
        return
