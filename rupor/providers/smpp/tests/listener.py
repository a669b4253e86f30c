"""A listener that keeps lists, and an order to give."""

import asyncio
from datetime import datetime, timedelta

from rupor.engine import ports
from rupor.kit import clock


class Listening:
    """`durable` False keeps the centre waiting for its answer."""

    def __init__(self) -> None:
        self.sent_: dict[int, tuple[list[str], ports.Outcome | None, str]] = {}
        self.refused_: dict[int, str] = {}
        self.receipts: list[tuple[str, ports.Outcome, str]] = []
        self.replies: list[tuple[str, str, str]] = []
        self.order: list[int] = []
        self.durable = True
        self._changed = asyncio.Event()

    async def until(self, *, sent: int = 0, receipts: int = 0, refused: int = 0, replies: int = 0) -> None:
        while (
            len(self.sent_) < sent
            or len(self.receipts) < receipts
            or len(self.refused_) < refused
            or len(self.replies) < replies
        ):
            self._changed.clear()
            await self._changed.wait()

    def sent(self, *, order: ports.SmsOrder, message_ids: list[str], failure: ports.Outcome | None, code: str) -> None:
        assert order.attempt not in self.sent_, "told twice"
        self.sent_[order.attempt] = (message_ids, failure, code)
        self.order.append(order.attempt)
        self._changed.set()

    def refused(self, *, order: ports.SmsOrder, reason: str) -> None:
        assert order.attempt not in self.refused_, "told twice"
        self.refused_[order.attempt] = reason
        self._changed.set()

    def receipt(
        self, *, message_id: str, outcome: ports.Outcome, code: str, at: datetime, phone: str
    ) -> "asyncio.Future[None]":
        self.receipts.append((message_id, outcome, code))
        return self._stored()

    def reply(self, *, phone: str, destination: str, text: str) -> "asyncio.Future[None]":
        self.replies.append((phone, destination, text))
        return self._stored()

    def _stored(self) -> "asyncio.Future[None]":
        self._changed.set()
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        if self.durable:
            future.set_result(None)
        return future


def order(
    *, attempt: int, phone: str = "79160000000", text: str = "hello", urgent: bool = False, life_seconds: float = 3600
) -> ports.SmsOrder:
    return ports.SmsOrder(
        attempt=attempt,
        account=1,
        campaign=1,
        phone=phone,
        sender="RUPOR",
        text=text,
        not_after=clock.now() + timedelta(seconds=life_seconds),
        urgent=urgent,
    )
