"""The bus that every process shares: its three streams, its subjects, and a connection that never gives up.

    client = await bus.connect(url=settings.nats_url, name=gateway_id)
    await bus.ensure_streams(client.jetstream())

WORK carries orders (each to one gateway, gone when acknowledged), TAKES remembers who took which attempt (the bus
itself refuses a second take), EVENTS carries facts up. Losing the server for a while loses nothing: publishers keep
what is not acknowledged.
"""

import nats
import nats.errors
import nats.js.errors
import structlog
from nats.aio.client import Client
from nats.js import JetStreamContext, api

from rupor.engine import ports

WORK, TAKES, EVENTS, TRUNKS = "WORK", "TAKES", "EVENTS", "TRUNKS"
TRUNKS_SUBJECT = "trunks.all"
INCOMING_SUBJECT = "incoming.voice"
"""Gateways ask here about calls that came to them, and the dispatcher answers; nothing of it is kept."""

LOST = (nats.errors.Error, TimeoutError, OSError)
"""What publishing and fetching may raise while the server is away; the answer is always to wait and repeat."""

TAKES_AGE_SECONDS = 48 * 3600.0
_WORK_AGE_SECONDS = TAKES_AGE_SECONDS - 3600.0
_EVENTS_AGE_SECONDS = 7 * 24 * 3600.0
_NAME_IN_USE = 10058
_MAX_MESSAGE_BYTES = 1_000_000

log = structlog.get_logger(__name__)


def work_subject(*, channel: ports.Channel, pool: str = "default") -> str:
    return f"work.{channel}.{pool}"


def take_subject(*, attempt: int) -> str:
    return f"takes.{attempt}"


def events_subject(*, channel: ports.Channel, gateway: str) -> str:
    return f"events.{channel}.{gateway}"


def pulse_subject(*, channel: ports.Channel, gateway: str) -> str:
    return f"gateways.{channel}.{gateway}"


async def connect(*, url: str, name: str) -> Client:
    """Waits for the server as long as it takes, now and after every loss of it."""
    server = url.rpartition("@")[2]  # what stands before is a secret and stays out of the logs

    async def disconnected() -> None:
        log.warning("bus_lost", server=server)

    async def reconnected() -> None:
        log.info("bus_found", server=server)

    async def failed(error: Exception) -> None:
        log.debug("bus_error", error=str(error) or type(error).__name__)

    return await nats.connect(
        url,
        name=name,
        max_reconnect_attempts=-1,
        reconnect_time_wait=0.25,
        ping_interval=5,
        max_outstanding_pings=2,
        pending_size=8 * 1024 * 1024,
        disconnected_cb=disconnected,
        reconnected_cb=reconnected,
        error_cb=failed,
    )


async def ensure_streams(js: JetStreamContext, *, replicas: int = 1) -> None:
    """Declares the four streams, or brings their limits up to date. Any process may call it, at any time."""
    for stream in _streams(replicas=replicas):
        try:
            await js.add_stream(stream)
        except nats.js.errors.BadRequestError as error:
            if error.err_code != _NAME_IN_USE:
                raise
            await js.update_stream(stream)


def _streams(*, replicas: int) -> list[api.StreamConfig]:
    work = api.StreamConfig(
        name=WORK,
        subjects=["work.>"],
        retention=api.RetentionPolicy.WORK_QUEUE,
        discard=api.DiscardPolicy.NEW,
        max_msgs=5_000_000,
        max_age=_WORK_AGE_SECONDS,
        duplicate_window=120,
    )
    # Older than any order in WORK: a redelivered order always still meets its take.
    takes = api.StreamConfig(
        name=TAKES,
        subjects=["takes.*"],
        discard=api.DiscardPolicy.NEW,
        discard_new_per_subject=True,
        max_msgs_per_subject=1,
        max_age=TAKES_AGE_SECONDS,
        duplicate_window=1,
        allow_direct=True,
    )
    events = api.StreamConfig(name=EVENTS, subjects=["events.>"], max_age=_EVENTS_AGE_SECONDS, duplicate_window=600)
    # The one last message is all: how to reach the operators, passwords included, for gateways that start later too.
    trunks = api.StreamConfig(
        name=TRUNKS, subjects=[TRUNKS_SUBJECT], max_msgs_per_subject=1, duplicate_window=1, allow_direct=True
    )
    for stream in (work, takes, events, trunks):
        stream.storage = api.StorageType.FILE
        stream.num_replicas = replicas
        stream.max_msg_size = _MAX_MESSAGE_BYTES
    return [work, takes, events, trunks]
