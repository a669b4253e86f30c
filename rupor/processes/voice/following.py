"""The gateway follows the trunks that the dispatcher hands out over the bus; calls under way are never touched."""

import asyncio
from collections.abc import Sequence

import msgspec
import nats.js.errors
import structlog
from nats.aio.client import Client
from nats.js import JetStreamContext

from rupor.engine import trunks as wire
from rupor.engine.trunks import TrunkSpec
from rupor.processes.gateway import bus
from rupor.providers.sip_trunk.provider import Trunks

LOOK_SECONDS = 1.0

log = structlog.get_logger(__name__)


async def follow(*, client: Client, trunks: Trunks, own: Sequence[TrunkSpec]) -> None:
    """For ever: `own` are those of the settings. With the bus away the trunks stay as they were."""
    js = client.jetstream()
    known: list[TrunkSpec] | None = None
    while True:
        stored = await _stored(js) if client.is_connected else None
        if stored is not None:
            if stored != known:
                log.info("trunks_changed", trunks=[spec.name for spec in (*own, *stored)])
            known = stored
            # Also when nothing changed: a port of ours that could not be had may be free by now.
            await trunks.use([*own, *known])
        await asyncio.sleep(LOOK_SECONDS)


async def _stored(js: JetStreamContext) -> list[TrunkSpec] | None:
    """None when nothing can be known now."""
    try:
        message = await js.get_last_msg(bus.TRUNKS, bus.TRUNKS_SUBJECT)
        return wire.decode_specs(message.data or b"[]")
    except nats.js.errors.NotFoundError:
        return []
    except bus.LOST:
        return None
    except msgspec.MsgspecError as error:
        log.error("trunks_malformed", error=str(error))
        return None
