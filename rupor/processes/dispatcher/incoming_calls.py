"""Answers gateways that ask what is to be heard on a call that came to them. Each question stands by itself."""

import asyncio

import msgspec
import structlog
from nats.aio.msg import Msg

from rupor.engine import ports
from rupor.features.campaigns.actions.receive_call import receive_call
from rupor.kit import clock, errors
from rupor.processes.dispatcher.desk import Desk
from rupor.processes.gateway import bus

log = structlog.get_logger(__name__)


class IncomingCalls:
    """One a reign; what it does not answer the gateway refuses by itself."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._under_way: set[asyncio.Task[None]] = set()

    async def open(self) -> None:
        """Listens from now on, as long as the bus' connection lives."""
        await self._desk.client.subscribe(bus.INCOMING_SUBJECT, cb=self._hear)

    async def _hear(self, message: Msg) -> None:
        task = asyncio.create_task(self._answer(message))
        self._under_way.add(task)
        task.add_done_callback(self._under_way.discard)

    async def _answer(self, message: Msg) -> None:
        try:
            call = ports.decode_incoming_call(message.data)
        except msgspec.MsgspecError as error:
            log.error("incoming_call_malformed", error=str(error))
            return
        try:
            received = await self._desk.bridge.call(receive_call, call=call, now=clock.now())
        except errors.Unavailable as away:
            log.warning("incoming_call_not_answered", call=call.call_id, error=away.code)
            return
        except Exception:
            # The outermost loop of one call: a mistake of ours must not end the dispatcher.
            log.exception("incoming_call_failed", call=call.call_id, called=call.called)
            return
        if received.run is not None:
            self._desk.changed.add(received.run)
        try:
            await message.respond(ports.encode(received.answer))
        except bus.LOST as lost:
            log.warning("incoming_call_answer_lost", call=call.call_id, error=str(lost) or type(lost).__name__)
