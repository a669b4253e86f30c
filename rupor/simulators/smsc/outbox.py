"""What the centre has to tell: receipts and replies wait here until somebody is bound who answers them."""

import asyncio
from collections import deque
from collections.abc import Callable

import msgspec

from rupor.protocols.smpp import bodies, failures
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Command, Status

_AGAIN_SECONDS = 1.0


class Letter(msgspec.Struct):
    """`told` is called when the receiver has answered it well."""

    message: bodies.Message
    told: Callable[[], None]


class Outbox:
    """Receivers take turns; what is not answered well is told again, to whomever is bound then."""

    def __init__(self) -> None:
        self._waiting: deque[Letter] = deque()
        self._receivers: deque[Link] = deque()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def add_receiver(self, link: Link) -> None:
        self._receivers.append(link)
        self.pump()

    def remove_receiver(self, link: Link) -> None:
        if link in self._receivers:
            self._receivers.remove(link)

    def tell(self, letter: Letter, *, by: Link | None = None) -> None:
        """`by` is tried first, at once: so a receipt can overtake the answer to its submit."""
        if by is None or not self._given(by, letter):
            self._waiting.append(letter)
            self.pump()

    def pump(self) -> None:
        turns = len(self._receivers)
        while self._waiting and turns:
            link = self._receivers[0]
            self._receivers.rotate(-1)
            if self._given(link, self._waiting[0]):
                self._waiting.popleft()
                turns = len(self._receivers)
            else:
                turns -= 1

    def _given(self, link: Link, letter: Letter) -> bool:
        if not link.writable or link.session.room <= 0:
            return False
        try:
            link.send(Command.DELIVER_SM, letter.message, lambda pdu: self._answered(letter, pdu))
        except failures.NotBound:
            return False
        return True

    def _answered(self, letter: Letter, pdu: bodies.Pdu | None) -> None:
        if pdu is not None and pdu.status == Status.OK:
            letter.told()
            self.pump()
        else:
            asyncio.get_running_loop().call_later(_AGAIN_SECONDS, self.tell, letter)
