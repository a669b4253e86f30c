"""Writes what gateways tell: takes and facts, in batches, each one transaction, acknowledged after the commit.

A fact that cannot be written is found by halving its batch, kept aside in a table, and never stops the others.
"""

from collections.abc import Sequence

import msgspec
import structlog
from nats.aio.msg import Msg

from rupor.engine import ports
from rupor.features.campaigns.actions import record_events, record_takes
from rupor.features.deliveries.actions import set_aside
from rupor.features.deliveries.actions.record_events import Recorded
from rupor.kit import clock, errors
from rupor.processes.dispatcher import relay
from rupor.processes.dispatcher.desk import Desk
from rupor.processes.dispatcher.pulling import Puller

TAKES_AT_ONCE = 500
MESSAGES_AT_ONCE = 10
EVENTS_AT_ONCE = 500

log = structlog.get_logger(__name__)


async def write_takes(desk: Desk, puller: Puller) -> None:
    """One batch of takes."""
    messages = await puller.batch(at_most=TAKES_AT_ONCE)
    try:
        await _write_takes(desk, messages)
    except errors.Unavailable:
        puller.keep(messages)
        raise
    desk.step("takes_written")
    await _acknowledge(messages)


async def _write_takes(desk: Desk, messages: Sequence[Msg]) -> None:
    takes = [
        (int(message.subject.rsplit(".", 1)[1]), message.data.decode(), message.metadata.timestamp)
        for message in messages
    ]
    changed = await desk.bridge.call(record_takes.record_takes, takes=takes, now=clock.now())
    desk.changed.update(changed)


async def write_events(desk: Desk, puller: Puller) -> None:
    """One batch of facts; messages they ask for are published when the facts are safe."""
    messages = await puller.batch(at_most=MESSAGES_AT_ONCE)
    try:
        orders = await _write_messages(desk, messages)
    except errors.Unavailable:
        puller.keep(messages)
        raise
    desk.step("events_written")
    await _acknowledge(messages)
    await relay.publish(desk, orders)


async def _write_messages(desk: Desk, messages: Sequence[Msg]) -> list[ports.SmsOrder]:
    events: list[ports.Event] = []
    for message in messages:
        try:
            events += ports.decode_events(message.data)
        except (msgspec.DecodeError, msgspec.ValidationError) as error:
            await _put_aside(desk, payload=message.data.decode(errors="replace"), error=str(error))
    orders: list[ports.SmsOrder] = []
    for start in range(0, len(events), EVENTS_AT_ONCE):
        orders += await _write(desk, events[start : start + EVENTS_AT_ONCE])
    return orders


async def _write(desk: Desk, events: Sequence[ports.Event]) -> list[ports.SmsOrder]:
    try:
        recorded: Recorded = await desk.bridge.call(
            record_events.record_events, events=events, now=clock.now(), sender=desk.settings.sms_sender
        )
    except errors.Unavailable:
        raise
    # Any other failure is the fault of one fact of the batch, whatever it is: it must not stop the others.
    except Exception as error:  # noqa: BLE001
        if len(events) == 1:
            await _put_aside(desk, payload=ports.encode(events[0]).decode(), error=f"{type(error).__name__}: {error}")
            return []
        middle = len(events) // 2
        return [*await _write(desk, events[:middle]), *await _write(desk, events[middle:])]
    desk.changed.update(recorded.changes)
    for event, reason in recorded.contradictions:
        await _put_aside(desk, payload=ports.encode(event).decode(), error=reason)
    return recorded.orders


async def _put_aside(desk: Desk, *, payload: str, error: str) -> None:
    log.error("fact_set_aside", error=error, payload=payload[:500])
    await desk.bridge.call(set_aside.set_aside, payload=payload, error=error)


async def _acknowledge(messages: Sequence[Msg]) -> None:
    for message in messages:
        await message.ack()
