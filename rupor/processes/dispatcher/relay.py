"""Puts orders on the bus and notes that they are there. What a crash left between the two is published again.

The attempt's number is the message id, so the bus drops a repeat; should one come through later, its take is refused.
"""

import asyncio
from collections.abc import Sequence
from datetime import timedelta

import structlog

from rupor.engine import ports
from rupor.features.campaigns import queries
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.actions import hand_over
from rupor.kit import clock, errors
from rupor.processes.dispatcher.desk import Desk
from rupor.processes.gateway import bus

AGAIN_SECONDS = 5.0
_ANSWER_SECONDS = 5.0
_TOGETHER = 500

log = structlog.get_logger(__name__)

Order = ports.CallOrder | ports.SmsOrder


async def publish(desk: Desk, orders: Sequence[Order]) -> None:
    """Publishes and notes; an order that the bus did not confirm is left to `republish`."""
    for start in range(0, len(orders), _TOGETHER):
        chunk = orders[start : start + _TOGETHER]
        confirmed = await asyncio.gather(*(_publish(desk, order) for order in chunk))
        done = [order.attempt for order, is_there in zip(chunk, confirmed, strict=True) if is_there]
        desk.step("published")
        if done:
            await desk.bridge.call(hand_over.hand_over, attempts=done, now=clock.now())


async def publish_or_leave(desk: Desk, orders: Sequence[Order]) -> None:
    """The same for a task of its own: a failure is told and left to `republish`."""
    try:
        await publish(desk, orders)
    except (errors.Unavailable, *bus.LOST) as lost:
        log.warning("publishing_left", orders=len(orders), error=str(lost) or type(lost).__name__)


async def republish(desk: Desk) -> None:
    """One look for claims that are older than any publishing takes."""
    before = clock.now() - timedelta(seconds=AGAIN_SECONDS)
    orders = await desk.bridge.call(queries.unpublished_orders, claimed_before=before)
    if orders:
        log.warning("published_again", orders=len(orders))
        await publish(desk, orders)


async def publish_service_calls(desk: Desk) -> None:
    """Calls that rooms asked for outside campaigns (`deliveries.actions.place_call`), as soon as they are committed."""
    orders = await desk.bridge.call(delivery_queries.service_orders)
    if orders:
        await publish(desk, orders)


async def _publish(desk: Desk, order: Order) -> bool:
    channel = ports.Channel.VOICE if isinstance(order, ports.CallOrder) else ports.Channel.SMS
    pool = "urgent" if order.urgent else "default"
    headers = {"Nats-Msg-Id": str(order.attempt)}
    try:
        await desk.js.publish(
            bus.work_subject(channel=channel, pool=pool), ports.encode(order), timeout=_ANSWER_SECONDS, headers=headers
        )
    except bus.LOST as lost:
        log.warning("order_not_published", attempt=order.attempt, error=str(lost) or type(lost).__name__)
        return False
    return True
