"""Wiring of the dispatcher: who leads, which loops run, how it stops.

Steps of an attempt's life seen from here: claim_loop (claims, holds money) → relay (bus) → [gateway] → outcomes (writes
takes and facts, settles money). `watch` sees to what happens by itself.
"""

import asyncio
import json
import signal
import time
from collections.abc import Awaitable, Callable
from contextlib import suppress
from functools import partial

import msgspec
import structlog
from nats.aio.msg import Msg

from rupor import settings as settings_module
from rupor.engine import ports
from rupor.kit import clock, errors
from rupor.processes.bridge import Bridge
from rupor.processes.dispatcher import leadership, outcomes, relay, watch
from rupor.processes.dispatcher.claim_loop import TICK_SECONDS, ClaimLoop
from rupor.processes.dispatcher.desk import Desk, Step, forever, unseen
from rupor.processes.dispatcher.fleet import Fleet
from rupor.processes.dispatcher.incoming_calls import IncomingCalls
from rupor.processes.dispatcher.pulling import Puller
from rupor.processes.dispatcher.trunk_loop import TRUNKS_SECONDS, TrunkLoop
from rupor.processes.gateway import bus, pulse
from rupor.settings import Settings

PULSE_SUBJECT = "pulses.dispatcher"
_THREADS = 4
_NEXT_REIGN_SECONDS = 0.2
_REFUSED = 3

log = structlog.get_logger(__name__)


async def main(settings: Settings, *, step: Step = unseen) -> int:
    """Leads whenever no other dispatcher does, until told to stop. The exit status."""
    stopped = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stopped.set)
    work = asyncio.create_task(keep_leading(settings, step))
    waiting = asyncio.create_task(stopped.wait())
    await asyncio.wait([work, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    if not work.done():
        work.cancel()
        with suppress(asyncio.CancelledError):
            await work
        return 0
    return work.result()


async def keep_leading(settings: Settings, step: Step = unseen) -> int:
    """Reign after reign; returns only when it must not lead at all."""
    while True:
        try:
            await lead(settings, step=step)
        except errors.Unavailable as lost:
            log.warning("leadership_lost", error=lost.code)
            await asyncio.sleep(_NEXT_REIGN_SECONDS)
        except errors.Conflict as refused:
            log.error(refused.code, **refused.values)
            return _REFUSED


async def lead(settings: Settings, *, step: Step = unseen) -> None:
    """One reign: returns only by an exception or by being cancelled."""
    lock = await leadership.acquire()
    bridge = Bridge(threads=_THREADS)
    client = await bus.connect(url=settings_module.nats_url(settings), name="dispatcher")
    try:
        js = client.jetstream()
        await bus.ensure_streams(js)
        reign = await leadership.reign(bridge=bridge, js=js)
        log.info("dispatcher_leads", epoch=reign.number)
        name = f"dispatcher-{reign.number}"
        fleet = Fleet(listening_since=time.monotonic(), silent_seconds=settings.gateway_silent_seconds)
        desk = Desk(settings=settings, client=client, js=js, bridge=bridge, fleet=fleet, name=name, step=step)
        await _work(desk, lock)
    except ExceptionGroup as loops:
        # `except*` would wrap what it raises into a group again.
        _, other = loops.split((errors.Unavailable, *bus.LOST))
        if other is not None:
            raise
        raise errors.Unavailable("leadership_lost") from loops
    except bus.LOST as lost:
        raise errors.Unavailable("leadership_lost") from lost
    finally:
        await client.close()
        await asyncio.to_thread(bridge.close)
        await lock.close()
        log.info("dispatcher_stopped")


async def _work(desk: Desk, lock: leadership.Lock) -> None:
    takes = Puller(client=desk.client, stream=bus.TAKES, durable="outcomes-takes", window=500)
    events = Puller(client=desk.client, stream=bus.EVENTS, durable="outcomes-events", window=12)
    await takes.open()
    await events.open()
    await desk.client.subscribe("gateways.>", cb=partial(_hear, desk))
    await IncomingCalls(desk).open()
    loops: list[tuple[str, Callable[[], Awaitable[None]], float]] = [
        ("claims", ClaimLoop(desk).turn, TICK_SECONDS),
        ("takes", partial(outcomes.write_takes, desk, takes), 0.0),
        ("events", partial(outcomes.write_events, desk, events), 0.0),
        ("relay", partial(relay.republish, desk), 1.0),
        ("service", partial(relay.publish_service_calls, desk), 0.2),
        ("recall", partial(watch.recall, desk), 0.5),
        ("doubts", partial(watch.doubts, desk, [takes, events]), 1.0),
        ("clock", partial(watch.clock_turns, desk), 0.5),
        ("reports", partial(watch.reports_expire, desk), 5.0),
        ("browsers", partial(watch.tell_browsers, desk), 0.4),
        ("trunks", TrunkLoop(desk).turn, TRUNKS_SECONDS),
        ("pulse", partial(_pulse, desk), pulse.PERIOD_SECONDS),
    ]
    try:
        async with asyncio.TaskGroup() as group:
            group.create_task(leadership.hold(lock), name="lock")
            for name, turn, pause_seconds in loops:
                group.create_task(forever(turn, name=name, pause_seconds=pause_seconds), name=name)
    finally:
        for puller in (takes, events):
            with suppress(*bus.LOST):  # a reign may end because the bus is away
                await puller.close()


async def _hear(desk: Desk, message: Msg) -> None:
    try:
        desk.fleet.hear(ports.decode_heartbeat(message.data), now=time.monotonic())
    except msgspec.MsgspecError as error:
        log.error("pulse_malformed", subject=message.subject, error=str(error))


async def _pulse(desk: Desk) -> None:
    """Also tells the fleet when the bus was lost: silence that we could not have heard is no silence."""
    if not desk.client.is_connected:
        desk.fleet.listening_since = time.monotonic()
        return
    told = {"name": desk.name, "at": clock.now().isoformat(), "gateways": len(desk.fleet.pulses)}
    await desk.client.publish(PULSE_SUBJECT, json.dumps(told).encode())
