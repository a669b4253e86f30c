"""Reading a durable consumer: at once when there is something, else waiting for the first message and no longer.

The client's own `fetch` of many keeps the first message until the others come or its time is over, and starts a task
for each.
"""

import asyncio
import contextlib
import json
from collections import deque

import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg
from nats.aio.subscription import Subscription

from rupor.processes.gateway import bus

_NOTHING_MORE = ("404", "408")
_ANSWER_SECONDS = 2.0
_LATENESS_SECONDS = 0.25


class Pull:
    """What comes after its request has been given up stays here and is first in the next `fetch`."""

    def __init__(self, *, client: Client, stream: str, consumer: str) -> None:
        self._client = client
        self._ask = f"$JS.API.CONSUMER.MSG.NEXT.{stream}.{consumer}"
        self._inbox = client.new_inbox()
        self._here: deque[Msg] = deque()
        self._request = 0
        self._ended = self._refused = False
        self._changed = asyncio.Event()
        self._subscription: Subscription | None = None

    async def open(self) -> None:
        self._subscription = await self._client.subscribe(
            f"{self._inbox}.*", cb=self._arrived, pending_msgs_limit=-1, pending_bytes_limit=-1
        )

    async def fetch(self, *, at_most: int, wait_seconds: float) -> list[Msg]:
        """Raises one of `bus.LOST` when the bus cannot be asked."""
        if not self._here and at_most > 1:
            await self._pull({"batch": at_most, "no_wait": True}, wait_seconds=_ANSWER_SECONDS)
        if not self._here:
            expires = int(wait_seconds * 1e9)
            await self._pull({"batch": 1, "expires": expires}, wait_seconds=wait_seconds + _LATENESS_SECONDS)
        return [self._here.popleft() for _ in range(min(at_most, len(self._here)))]

    async def close(self) -> None:
        """Gives back what nobody has fetched."""
        with contextlib.suppress(*bus.LOST):
            if self._subscription is not None:
                await self._subscription.unsubscribe()
            for message in self._here:
                await message.nak()
        self._here.clear()

    async def _pull(self, request: dict[str, int | bool], *, wait_seconds: float) -> None:
        self._request += 1
        self._ended = self._refused = False
        await self._client.publish(self._ask, json.dumps(request).encode(), reply=f"{self._inbox}.{self._request}")
        try:
            async with asyncio.timeout(wait_seconds):
                while not self._ended and len(self._here) < request["batch"]:
                    self._changed.clear()
                    await self._changed.wait()
        except TimeoutError:
            return
        if self._refused:
            raise nats.errors.NoRespondersError

    async def _arrived(self, message: Msg) -> None:
        """Orders keep their own subject; what comes to our inbox is the server's word on a request, its end."""
        if message.reply:
            self._here.append(message)
        elif message.subject == f"{self._inbox}.{self._request}":
            status = (message.headers or {}).get("Status", "")
            self._ended, self._refused = True, status not in _NOTHING_MORE
        self._changed.set()
