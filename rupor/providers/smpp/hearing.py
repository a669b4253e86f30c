"""Reads what the centre sends: receipts and people's replies. Each is answered when the listener has it safely."""

import asyncio

import structlog

from rupor.engine.text import gsm
from rupor.kit import clock
from rupor.protocols.smpp import assembly, bodies, concatenation, receipts
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import DataCoding, Status
from rupor.providers.smpp import ids, outcomes
from rupor.providers.smpp.listening import Listener

_Sender = tuple[str, str, int]
_CODECS: dict[int, str] = {
    DataCoding.IA5: "ascii",
    DataCoding.LATIN1: "latin-1",
    DataCoding.CYRILLIC: "iso8859-5",
    DataCoding.UCS2: "utf-16-be",
}

log = structlog.get_logger(__name__)


class Hearing:
    """Give it every request of the link."""

    def __init__(self, *, listener: Listener, known_ids: ids.Ids) -> None:
        self._listener = listener
        self._ids = known_ids
        self._assembler = assembly.Assembler()
        self._loop = asyncio.get_running_loop()
        self.receipts = self.replies = 0

    def heard(self, link: Link, pdu: Pdu) -> None:
        message = pdu.body
        if not isinstance(message, bodies.Message | bodies.Data):
            link.answer(pdu, status=Status.SYSTEM_ERROR)
            return
        stored = self._receipt(message) if receipts.is_receipt(message) else self._reply(message)
        if stored is None:
            link.answer(pdu, body=bodies.MessageResp())
        else:
            stored.add_done_callback(lambda _: link.answer(pdu, body=bodies.MessageResp()))

    def sweep(self) -> None:
        """Tells replies whose missing parts will not come any more."""
        for key, pieces in self._assembler.given_up(now=self._loop.time()):
            if isinstance(key, tuple):
                self._tell(key, pieces)

    def _receipt(self, message: bodies.Message | bodies.Data) -> "asyncio.Future[None] | None":
        now = clock.now()
        receipt = receipts.parse(message, now=now)
        outcome = outcomes.of_state(state=receipt.state) if receipt else None
        if receipt is None:
            log.warning("receipt_without_id", payload=repr(message.payload[:200]))
        if receipt is None or outcome is None:
            return None
        self.receipts += 1
        return self._listener.receipt(
            message_id=self._ids.resolve(message_id=receipt.message_id, phone=message.source),
            outcome=outcome,
            code=receipt.error,
            at=receipt.done_at or now,
            phone=message.source,
        )

    def _reply(self, message: bodies.Message | bodies.Data) -> "asyncio.Future[None] | None":
        sender: _Sender = (message.source, message.destination, message.data_coding)
        part = concatenation.read(message)
        pieces = self._assembler.add(key=sender, part=part, now=self._loop.time())
        return None if pieces is None else self._tell(sender, pieces)

    def _tell(self, sender: _Sender, pieces: list[bytes]) -> "asyncio.Future[None]":
        phone, destination, coding = sender
        self.replies += 1
        text = "".join(_decoded(octets, coding) for octets in pieces)
        return self._listener.reply(phone=phone.lstrip("+"), destination=destination, text=text)


def _decoded(octets: bytes, coding: int) -> str:
    codec = _CODECS.get(coding)
    return octets.decode(codec, "replace") if codec else gsm.decode(octets=octets)
