"""Many small JetStream publishes at once, each with its answer: one subscription for all of them.

The client's own publish does the same with more work for each, which counts when every order needs one.
"""

import asyncio

import msgspec
import nats.errors
from nats.aio.client import Client
from nats.aio.msg import Msg


class Refusal(msgspec.Struct):
    code: int = 0
    err_code: int = 0
    description: str = ""


class _Answer(msgspec.Struct):
    error: Refusal | None = None


_decode = msgspec.json.Decoder(_Answer).decode


class Asker:
    """`open` it once; then any number of `publish` may be under way."""

    def __init__(self, *, client: Client) -> None:
        self._client = client
        self._inbox = client.new_inbox()
        self._asked = 0
        self._answers: dict[str, asyncio.Future[Refusal | None]] = {}

    async def open(self) -> None:
        await self._client.subscribe(
            f"{self._inbox}.*", cb=self._answered, pending_msgs_limit=-1, pending_bytes_limit=-1
        )

    async def publish(self, *, subject: str, payload: bytes, wait_seconds: float) -> Refusal | None:
        """None when stored, else why not; raises one of `bus.LOST` when there is no answer."""
        self._asked += 1
        reply = f"{self._inbox}.{self._asked}"
        answer: asyncio.Future[Refusal | None] = asyncio.get_running_loop().create_future()
        self._answers[reply] = answer
        try:
            await self._client.publish(subject, payload, reply=reply)
            async with asyncio.timeout(wait_seconds):
                return await answer
        finally:
            del self._answers[reply]

    async def _answered(self, message: Msg) -> None:
        answer = self._answers.get(message.subject)
        if answer is None or answer.done():
            return
        try:
            answer.set_result(_decode(message.data).error)
        except msgspec.MsgspecError:
            # An empty answer with a status: nobody keeps this stream now.
            answer.set_exception(nats.errors.NoRespondersError())
