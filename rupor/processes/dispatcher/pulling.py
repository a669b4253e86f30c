"""Reads a durable pull consumer without waiting for full batches: a message is handed on milliseconds after it came.

Requests for more are kept open at the server; what has arrived by the time it is asked for is one batch.
"""

import asyncio
import json
import time
from contextlib import suppress

from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.js import api

from rupor.processes.gateway import bus

GATHER_SECONDS = 0.01
_EXPIRES_SECONDS = 5.0
_ACK_SECONDS = 10.0


class Puller:
    """One consumer; only what is acknowledged is done with."""

    def __init__(self, *, client: Client, stream: str, durable: str, window: int) -> None:
        self._client = client
        self._stream = stream
        self._durable = durable
        self._window = window
        self._arrived: asyncio.Queue[Msg] = asyncio.Queue()
        self._kept: list[Msg] = []
        self._inbox = client.new_inbox()
        self._asked = 0
        self._asked_until = 0.0

    async def open(self) -> None:
        """Declares the consumer if it is new, and listens."""
        config = api.ConsumerConfig(
            durable_name=self._durable,
            ack_policy=api.AckPolicy.EXPLICIT,
            deliver_policy=api.DeliverPolicy.ALL,
            ack_wait=_ACK_SECONDS,
            max_deliver=-1,
            max_ack_pending=20_000,
        )
        await self._client.jetstream().add_consumer(self._stream, config)
        await self._client.subscribe(self._inbox, cb=self._heard, pending_msgs_limit=-1, pending_bytes_limit=-1)

    async def batch(self, *, at_most: int) -> list[Msg]:
        """At least one message, as soon as there is one, and those that came with it."""
        if self._kept:
            kept, self._kept = self._kept, []
            return kept
        while self._arrived.empty():
            await self._ask()
            try:
                async with asyncio.timeout(_EXPIRES_SECONDS / 2):
                    first = await self._arrived.get()
            except TimeoutError:
                continue
            await asyncio.sleep(GATHER_SECONDS)
            return [first, *self._rest(at_most - 1)]
        await self._ask()
        return self._rest(at_most)

    def keep(self, messages: list[Msg]) -> None:
        """Puts back what could not be written; it comes first in the next batch."""
        self._kept = messages + self._kept

    async def close(self) -> None:
        """Lets another reader have at once what was read and not acknowledged."""
        with suppress(*bus.LOST):
            for message in [*self._kept, *self._rest(self._arrived.qsize())]:
                await message.nak()

    async def is_drained(self) -> bool:
        """Whether everything the stream holds has been read and acknowledged."""
        found = await self._client.jetstream().consumer_info(self._stream, self._durable)
        return not found.num_pending and not found.num_ack_pending and self._arrived.empty() and not self._kept

    def _rest(self, at_most: int) -> list[Msg]:
        return [self._arrived.get_nowait() for _ in range(min(at_most, self._arrived.qsize()))]

    async def _ask(self) -> None:
        """Keeps a request open; one lost with the server is made anew after it would have expired."""
        now = time.monotonic()
        if self._arrived.qsize() > self._window:
            return
        if self._asked > self._window // 2 and now < self._asked_until:
            return
        request = {"batch": self._window, "expires": int(_EXPIRES_SECONDS * 1e9)}
        subject = f"$JS.API.CONSUMER.MSG.NEXT.{self._stream}.{self._durable}"
        await self._client.publish(subject, json.dumps(request).encode(), reply=self._inbox)
        self._asked, self._asked_until = self._window, now + _EXPIRES_SECONDS

    async def _heard(self, message: Msg) -> None:
        if message.headers and "Status" in message.headers:
            self._asked = 0
            return
        self._asked -= 1
        self._arrived.put_nowait(message)
