"""Facts on their way up: kept in memory, sent in order and in batches, repeated until JetStream has them on disk.

    publisher = EventPublisher(client=client, channel=Channel.SMS, gateway=gateway_id)
    running = asyncio.create_task(publisher.run())
    publisher.emit(event)                  # at once; never blocks, never fails
    await publisher.emit_durably(event)    # returns when the fact survives our death
    await publisher.drain()                # all are on disk; then cancel `running`

One batch is in flight at a time, so facts arrive in the order they happened. A batch keeps its message id when
repeated: the bus drops the copy.
"""

import asyncio
from collections import deque

import structlog
from nats.aio.client import Client

from rupor.engine import ports
from rupor.processes.gateway import bus

FLUSH_SECONDS = 0.02
BATCH_EVENTS = 200
BATCH_BYTES = 500_000
ANSWER_SECONDS = 5.0
RETRY_SECONDS = 0.25

_Waiting = tuple[bytes, asyncio.Future[None] | None]

log = structlog.get_logger(__name__)


class EventPublisher:
    """Give it events; it gives them to the bus exactly once per id and at least once per event."""

    def __init__(self, *, client: Client, channel: ports.Channel, gateway: str) -> None:
        self._client = client
        self._js = client.jetstream()
        self._gateway = gateway
        self._subject = bus.events_subject(channel=channel, gateway=gateway)
        self._waiting: deque[_Waiting] = deque()
        self._some = asyncio.Event()
        self._idle = asyncio.Event()
        self._idle.set()
        self._counter = 0
        self.published = 0

    @property
    def pending(self) -> int:
        """Facts that would be lost if this process died now."""
        return len(self._waiting)

    def emit(self, event: ports.Event) -> None:
        self._add((ports.encode(event), None))

    def emit_durably(self, event: ports.Event) -> asyncio.Future[None]:
        """The future is done when JetStream has acknowledged the event."""
        done: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._add((ports.encode(event), done))
        return done

    async def run(self) -> None:
        """Sends forever; one task runs this for the life of the gateway."""
        while True:
            await self._some.wait()
            if len(self._waiting) < BATCH_EVENTS:
                await asyncio.sleep(FLUSH_SECONDS)
            await self._send_until_acknowledged(self._cut_batch())

    async def drain(self) -> None:
        """Waits until nothing is pending, however long the bus is away."""
        await self._idle.wait()

    def _add(self, waiting: _Waiting) -> None:
        self._waiting.append(waiting)
        self._idle.clear()
        self._some.set()

    def _cut_batch(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        size = 0
        for waiting in self._waiting:
            size += len(waiting[0]) + 1
            if batch and (size > BATCH_BYTES or len(batch) == BATCH_EVENTS):
                break
            batch.append(waiting)
        return batch

    async def _send_until_acknowledged(self, batch: list[_Waiting]) -> None:
        self._counter += 1
        headers = {"Nats-Msg-Id": f"{self._gateway}:{self._counter}"}
        payload = b"[" + b",".join(encoded for encoded, _ in batch) + b"]"
        while True:
            if await self._sent(payload, headers):
                return self._forget(batch)
            await asyncio.sleep(RETRY_SECONDS)

    async def _sent(self, payload: bytes, headers: dict[str, str]) -> bool:
        if not self._client.is_connected:
            return False
        try:
            await self._js.publish(self._subject, payload, timeout=ANSWER_SECONDS, headers=headers)
        except bus.LOST as error:
            log.warning("events_not_acknowledged", pending=self.pending, error=str(error) or type(error).__name__)
            return False
        return True

    def _forget(self, batch: list[_Waiting]) -> None:
        for _, done in batch:
            self._waiting.popleft()
            if done is not None and not done.done():
                done.set_result(None)
        self.published += len(batch)
        if not self._waiting:
            self._some.clear()
            self._idle.set()
