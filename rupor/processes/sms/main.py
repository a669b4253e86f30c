"""The SMS gateway: orders from the bus, submits to the centre, facts back to the bus. It has no database.

Wiring only: the taking is in `gateway`, the sending in `providers/smpp`. A stop fetches no more, sends what is in hand,
stores every fact, unbinds, and gives its last pulse.
"""

import asyncio
import contextlib
import signal

import msgspec
import structlog
from nats.aio.client import Client

from rupor.engine import ports
from rupor.processes.gateway import bus, pulse
from rupor.processes.gateway.events import EventPublisher
from rupor.processes.gateway.taking import Lane
from rupor.processes.sms.facts import Facts
from rupor.processes.sms.intake import Intake
from rupor.providers.smpp.route import Account, Route
from rupor.settings import Settings

STOP_SECONDS = 10.0
_COUNTERS_SECONDS = 60.0
_URGENT, _DEFAULT = "urgent", "default"

log = structlog.get_logger(__name__)


class Parts(msgspec.Struct):
    """What one gateway is made of."""

    client: Client
    gateway: str
    events: EventPublisher
    route: Route
    intake: Intake
    lanes: dict[str, Lane[ports.SmsOrder]]

    def heartbeat(self) -> ports.Heartbeat:
        return ports.Heartbeat(
            gateway=self.gateway,
            channel=ports.Channel.SMS,
            capacity=self.intake.capacity,
            busy=self.intake.busy,
            taking=self.intake.taking and self.client.is_connected,
            starts_per_second=round(self.route.sender.per_second),
        )

    def counters(self) -> dict[str, int]:
        sender, hearing = self.route.sender, self.route.hearing
        return {
            "taken": self.intake.taken,
            "submitted": sender.submitted,
            "accepted": sender.accepted,
            "throttled": sender.throttled,
            "receipts": hearing.receipts,
            "replies": hearing.replies,
            "facts_stored": self.events.published,
            "facts_pending": self.events.pending,
        }


async def main(settings: Settings) -> None:
    """Runs until SIGTERM or SIGINT. Without an SMSC in the settings there is nothing to do, and it says so."""
    stopping = asyncio.Event()
    for name in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(name, stopping.set)
    if not settings.smsc_host:
        log.warning("no_smsc", setting="RUPOR_SMSC_HOST")
        await stopping.wait()
        return
    await run(account=account_of(settings=settings), nats_url=settings.nats_url, stopping=stopping)


def account_of(*, settings: Settings) -> Account:
    return Account(
        host=settings.smsc_host,
        port=settings.smsc_port,
        system_id=settings.smsc_system_id,
        password=settings.smsc_password,
        system_type=settings.smsc_system_type,
        window=settings.smsc_window,
        per_second=settings.smsc_per_second,
        enquire_seconds=settings.smsc_enquire_seconds,
    )


async def run(*, account: Account, nats_url: str, stopping: asyncio.Event) -> None:
    """One gateway from its first connection to its last pulse."""
    gateway = pulse.new_gateway_id(channel=ports.Channel.SMS)
    waiting = asyncio.create_task(stopping.wait())
    starting = asyncio.create_task(_start(gateway=gateway, nats_url=nats_url, account=account))
    await asyncio.wait([waiting, starting], return_when=asyncio.FIRST_COMPLETED)
    if not starting.done():
        starting.cancel()
        return
    parts = starting.result()
    forever = [
        asyncio.create_task(parts.events.run()),
        asyncio.create_task(parts.route.run()),
        asyncio.create_task(pulse.beat(client=parts.client, read=parts.heartbeat)),
        asyncio.create_task(_count(parts)),
    ]
    fetching = [
        asyncio.create_task(parts.intake.run(lane=parts.lanes[_URGENT], urgent=True)),
        asyncio.create_task(parts.intake.run(lane=parts.lanes[_DEFAULT], urgent=False)),
    ]
    log.info("sms_gateway_started", gateway=gateway, route=account.name)
    # A task of these ends only by a fault in our own code: then the process must die loudly, to be started anew.
    done, _ = await asyncio.wait([waiting, *forever, *fetching], return_when=asyncio.FIRST_COMPLETED)
    for task in done:
        task.result()
    await _stop(parts, fetching)
    for task in forever:
        task.cancel()
    await asyncio.gather(*forever, return_exceptions=True)
    await parts.client.close()
    log.info("sms_gateway_stopped", gateway=gateway, **parts.counters())


async def _start(*, gateway: str, nats_url: str, account: Account) -> Parts:
    client = await bus.connect(url=nats_url, name=gateway)
    js = client.jetstream()
    while True:
        try:
            await bus.ensure_streams(js)
            break
        except bus.LOST as error:
            log.warning("streams_not_ready", error=str(error) or type(error).__name__)
            await asyncio.sleep(0.5)
    events = EventPublisher(client=client, channel=ports.Channel.SMS, gateway=gateway)
    route = Route(account=account, listener=Facts(events=events, gateway=gateway, route=account.name))
    lanes = {
        pool: await Lane.open(
            client=client,
            events=events,
            channel=ports.Channel.SMS,
            pool=pool,
            gateway=gateway,
            decode=ports.decode_sms_order,
        )
        for pool in (_URGENT, _DEFAULT)
    }
    intake = Intake(route=route, capacity=2 * account.window)
    return Parts(client, gateway, events, route, intake, lanes)


async def _stop(parts: Parts, fetching: "list[asyncio.Task[None]]") -> None:
    log.info("sms_gateway_stopping", in_hand=parts.intake.busy)
    await parts.intake.stop()
    await asyncio.gather(*fetching)
    await parts.intake.stop()
    await parts.route.stop(wait_seconds=STOP_SECONDS)
    await parts.events.drain()
    for lane in parts.lanes.values():
        await lane.close()
    await pulse.send(client=parts.client, heartbeat=parts.heartbeat())
    with contextlib.suppress(*bus.LOST):
        await parts.client.flush()


async def _count(parts: Parts) -> None:
    while True:
        await asyncio.sleep(_COUNTERS_SECONDS)
        log.info("sms_gateway_counters", **parts.counters())
