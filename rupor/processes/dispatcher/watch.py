"""What passes without anybody's doing: gateways fall silent, orders grow old, windows close, reports do not come."""

import asyncio
import time
from datetime import timedelta

import nats.js.errors
import structlog

from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import announce, doubt, expire, turn_clock
from rupor.features.deliveries import queries as delivery_queries
from rupor.kit import clock
from rupor.processes.dispatcher.desk import Desk
from rupor.processes.dispatcher.pulling import Puller
from rupor.processes.gateway import bus

RECALL_AFTER_SECONDS = 5.0
_OVERDUE_SPARE_SECONDS = 600

log = structlog.get_logger(__name__)


async def doubts(desk: Desk, pullers: list[Puller]) -> None:
    """Attempts of silent gateways become unknown, once everything those gateways had told is written."""
    now = time.monotonic()
    taken = await desk.bridge.call(delivery_queries.taken_by_gateway)
    silent = [gateway for gateway in taken if desk.fleet.is_silent(gateway, now=now)]
    desk.fleet.forget(now=now)
    if silent and not all([await puller.is_drained() for puller in pullers]):
        return
    longest = timedelta(seconds=desk.settings.voice_max_talk_seconds + _OVERDUE_SPARE_SECONDS)
    count, runs = await desk.bridge.call(
        doubt.doubt, gateways=silent, overdue_before=clock.now() - longest, now=clock.now()
    )
    desk.changed.update(runs)
    if count:
        log.warning("attempts_unknown", attempts=count, gateways=silent)


async def recall(desk: Desk) -> None:
    """Orders that nobody took in time, and those of campaigns that stand, are taken by us: nobody else can any more.

    The take itself comes back through the stream of takes, where it is written.
    """
    overdue = await desk.bridge.call(
        delivery_queries.overdue, before=clock.now() - timedelta(seconds=RECALL_AFTER_SECONDS)
    )
    standing = await desk.bridge.call(queries.waiting_of_standing)
    attempts = sorted({*overdue, *standing})
    stored = await asyncio.gather(*(_take(desk, attempt) for attempt in attempts))
    if any(stored):
        log.info("orders_recalled", orders=sum(stored))


async def _take(desk: Desk, attempt: int) -> bool:
    try:
        await desk.js.publish(bus.take_subject(attempt=attempt), desk.name.encode(), timeout=5.0)
    except nats.js.errors.APIError:
        return False
    return True


async def clock_turns(desk: Desk) -> None:
    """Planned starts, windows, finished runs."""
    changed = await desk.bridge.call(turn_clock.turn_clock, now=clock.now())
    if changed:
        await desk.bridge.call(announce.announce, campaign_ids=changed)


async def reports_expire(desk: Desk) -> None:
    """People whose delivery report is late."""
    now = clock.now()
    wait = timedelta(seconds=desk.settings.sms_report_wait_seconds)
    runs = await desk.bridge.call(expire.expire, sent_before=now - wait, now=now)
    desk.changed.update(runs)


async def tell_browsers(desk: Desk) -> None:
    """Campaigns that changed since the last time, at most five times a second."""
    runs, desk.changed = desk.changed, set()
    if runs:
        campaigns = await desk.bridge.call(queries.campaigns_of, runs=runs)
        await desk.bridge.call(announce.announce, campaign_ids=campaigns)
