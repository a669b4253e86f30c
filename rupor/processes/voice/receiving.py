"""A call that came to us: rung, asked about over the bus, then refused or carried as any other.

ASKING ──order──> CARRIED
   └──refusal, no answer, the caller left──> OVER

An order that comes too late, or after the caller has left, is given back, so that no money stays held for it.
"""

import asyncio
import contextlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Protocol

import msgspec
import structlog
from nats.aio.client import Client
from nats.aio.msg import Msg

from rupor.engine import legs, ports
from rupor.kit import clock, errors
from rupor.media import Prompt
from rupor.processes.gateway import bus

ASK_SECONDS = (1.5, 1.5)
"""The house is asked once more after the first wait: a dispatcher may just have taken over."""
LATE_SECONDS = 30.0
NOBODY = 480

log = structlog.get_logger(__name__)


class Caller(Protocol):
    """Somebody on the line who waits (`rupor.providers.sip_trunk.incoming`)."""

    @property
    def call_id(self) -> str: ...
    @property
    def trunk(self) -> str: ...
    @property
    def caller(self) -> str: ...
    @property
    def called(self) -> str: ...
    @property
    def identity(self) -> str: ...
    @property
    def private(self) -> bool: ...
    def ring(self) -> None: ...
    def refuse(self, *, status: int, q850_cause: int = 0) -> None: ...
    def accept(self) -> legs.CallLeg[Prompt]: ...


class Carries(Protocol):
    """What carries an order out (`rupor.processes.voice.carrying`)."""

    async def receive(self, order: ports.CallOrder, *, accept: Callable[[], legs.CallLeg[Prompt]]) -> None: ...
    def decline(self, order: ports.CallOrder, reason: str) -> None: ...


@dataclass
class Reception:
    """Receives any number of calls at once; `received` counts those that the house had something to say to."""

    gateway: str
    client: Client
    carrier: Carries
    ask_seconds: Sequence[float] = ASK_SECONDS
    received: int = 0
    _late: set[asyncio.Task[None]] = field(default_factory=set)

    async def receive(self, call: Caller) -> None:
        """One call, to its last fact."""
        call.ring()
        answer = await self._asked(call)
        if answer is None or answer.order is None:
            status = answer.status if answer is not None and answer.status else NOBODY
            log.info("incoming_refused", called=call.called, trunk=call.trunk, status=status)
            call.refuse(status=status)
            return
        self.received += 1
        try:
            await self.carrier.receive(answer.order, accept=call.accept)
        except errors.RuporError as error:
            log.warning("incoming_not_carried", attempt=answer.order.attempt, error=error.code)
        finally:
            call.refuse(status=NOBODY)  # does nothing to a call that was answered

    async def _asked(self, call: Caller) -> ports.IncomingAnswer | None:
        """None when the house is silent."""
        if not self.client.is_connected:
            return None  # a question kept until the bus is back would be answered to nobody
        question = Question(client=self.client)
        told = ports.IncomingCall(
            gateway=self.gateway,
            call_id=call.call_id,
            caller=call.caller,
            called=call.called,
            at=clock.now(),
            trunk=call.trunk,
            identity=call.identity,
            private=call.private,
        )
        try:
            for seconds in self.ask_seconds:
                await question.ask(ports.encode(told))
                answer = await question.answer(within_seconds=seconds)
                if answer is not None:
                    await question.close()
                    return answer
        except bus.LOST as lost:
            log.warning("incoming_not_asked", error=str(lost) or type(lost).__name__)
        late = asyncio.create_task(self._give_back_late(question))
        self._late.add(late)
        late.add_done_callback(self._late.discard)
        return None

    async def _give_back_late(self, question: "Question") -> None:
        answer = await question.answer(within_seconds=LATE_SECONDS)
        await question.close()
        if answer is not None and answer.order is not None:
            self.carrier.decline(answer.order, "answered_too_late")


class Question:
    """One question, which may be put several times, and its first answer."""

    def __init__(self, *, client: Client) -> None:
        self._client = client
        self._inbox = client.new_inbox()
        self._answer: asyncio.Future[ports.IncomingAnswer] = asyncio.get_running_loop().create_future()
        self._listening: contextlib.AsyncExitStack | None = None

    async def ask(self, question: bytes) -> None:
        """Raises one of `bus.LOST`."""
        if self._listening is None:
            self._listening = contextlib.AsyncExitStack()
            listening = await self._client.subscribe(self._inbox, cb=self._hear)
            self._listening.push_async_callback(listening.unsubscribe)
        await self._client.publish(bus.INCOMING_SUBJECT, question, reply=self._inbox)

    async def answer(self, *, within_seconds: float) -> ports.IncomingAnswer | None:
        """None when none has come."""
        await asyncio.wait([self._answer], timeout=within_seconds)
        return self._answer.result() if self._answer.done() else None

    async def close(self) -> None:
        """Listens no more."""
        if self._listening is not None:
            with contextlib.suppress(*bus.LOST):
                await self._listening.aclose()

    async def _hear(self, message: Msg) -> None:
        if not message.data:
            return  # the bus says that nobody listens now; somebody may in a moment
        try:
            answer = ports.decode_incoming_answer(message.data)
        except msgspec.MsgspecError as error:
            log.error("incoming_answer_malformed", error=str(error))
            return
        if not self._answer.done():
            self._answer.set_result(answer)
