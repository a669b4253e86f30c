"""Wiring of the voice gateway: settings in, a process that makes calls out."""

import asyncio
import contextlib
import gc
import signal

import structlog
import uvloop
from nats.aio.client import Client

from rupor import settings as all_settings
from rupor import speaking
from rupor.engine import ports
from rupor.kit import descriptors, logs
from rupor.media.speaking import Speech
from rupor.processes.gateway import bus, pulse
from rupor.processes.gateway.events import EventPublisher
from rupor.processes.gateway.taking import Lane
from rupor.processes.voice import following, recognisers, trunk_settings
from rupor.processes.voice.carrying import Carrier
from rupor.processes.voice.gateway import VoiceGateway
from rupor.processes.voice.lines import Lines
from rupor.processes.voice.receiving import Reception
from rupor.processes.voice.sounds import Sounds
from rupor.processes.voice.vocabularies import Vocabularies
from rupor.providers.sip_trunk.provider import Trunks
from rupor.settings import Settings

log = structlog.get_logger(__name__)


def run() -> None:
    """The process: reads the settings once and serves until SIGTERM."""
    chosen = all_settings.load()
    logs.configure(process="voice", log_format=chosen.log_format, log_level=chosen.log_level)
    descriptors.allow_many()
    uvloop.run(main(chosen))


async def main(settings: Settings) -> None:
    """Serves until SIGTERM or SIGINT; returns with every call ended and every fact on the bus."""
    gateway_id = pulse.new_gateway_id(channel=ports.Channel.VOICE)
    trunk = await Trunks.open(side=trunk_settings.side(settings), specs=trunk_settings.specs(settings))
    client = await bus.connect(url=settings.nats_url, name=gateway_id)
    await bus.ensure_streams(client.jetstream())
    speech = speaking.opened(settings)
    gateway = _gateway(settings, gateway_id=gateway_id, client=client, trunk=trunk, speech=speech)
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, gateway.leave)
    trunk.on_incoming = gateway.receive
    own = trunk_settings.specs(settings)
    watching = asyncio.gather(trunk.watch(), following.follow(client=client, trunks=trunk, own=own))
    urgent, bulk = [await _lane(gateway, pool) for pool in ("urgent", "default")]
    log.info("voice_gateway_ready", gateway=gateway_id, sip_port=trunk.port, trunk=settings.sip_trunk)
    gc.freeze()
    try:
        await gateway.serve(urgent=urgent, bulk=bulk)
    finally:
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
        await asyncio.gather(urgent.close(), bulk.close())
        await trunk.close()
        speech.close()
        await client.close()


def _gateway(settings: Settings, *, gateway_id: str, client: Client, trunk: Trunks, speech: Speech) -> VoiceGateway:
    publisher = EventPublisher(client=client, channel=ports.Channel.VOICE, gateway=gateway_id)
    carrier = Carrier(
        gateway=gateway_id,
        sink=publisher,
        trunk=trunk,
        sounds=Sounds(folder=settings.storage, speech=speech),
        storage=settings.storage,
        vocabularies=Vocabularies(recognisers.opened(settings, spoken=speech.phones)),
        most_talk_seconds=settings.voice_max_talk_seconds,
    )
    lines = Lines(capacity=settings.voice_lines, starts_per_second=settings.voice_starts_per_second)
    return VoiceGateway(
        gateway=gateway_id,
        client=client,
        publisher=publisher,
        carrier=carrier,
        lines=lines,
        reception=Reception(gateway=gateway_id, client=client, carrier=carrier),
    )


async def _lane(gateway: VoiceGateway, pool: str) -> Lane[ports.CallOrder]:
    return await Lane.open(
        client=gateway.client,
        events=gateway.publisher,
        channel=ports.Channel.VOICE,
        pool=pool,
        gateway=gateway.gateway,
        decode=ports.decode_call_order,
    )
