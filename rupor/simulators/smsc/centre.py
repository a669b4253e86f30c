"""The simulated short message centre: a real SMPP server whose subscribers behave as the table says."""

import asyncio
import random
from datetime import datetime
from pathlib import Path

import msgspec

from rupor.engine.text import gsm
from rupor.kit import clock
from rupor.protocols.smpp import assembly, bodies, concatenation, connection, receipts, tlvs
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Command, DataCoding, EsmClass, MessageState, Status, Tag
from rupor.protocols.smpp.session import Session
from rupor.protocols.smpp.states import Role
from rupor.simulators.smsc import people
from rupor.simulators.smsc.journal import Journal
from rupor.simulators.smsc.outbox import Letter, Outbox

_REMEMBERED = 100_000
_BURST_SECONDS = 0.1


class Accepted(msgspec.Struct):
    """A part that has an id: what query_sm tells of and cancel_sm stops."""

    message: bodies.Message
    message_id: str
    at: datetime
    text: str
    state: MessageState = MessageState.ENROUTE


class Centre:
    def __init__(
        self,
        *,
        seed: int = 1,
        pace: float = 1.0,
        log: Path | None = None,
        rate: float = 0.0,
        password: str = "",
        window: int = 500,
        drop_every: int = 0,
    ) -> None:
        self.journal = Journal(path=log)
        self.outbox = Outbox()
        self.links: set[Link] = set()
        self._chance = random.Random(seed)
        self._pace = pace
        self._rate = rate
        self._permits = 1.0
        self._permits_at = 0.0
        self._password = password
        self._window = window
        self._drop_every = drop_every
        self._numbers = self._chance.randrange(10**6, 10**8)
        self._accepted: dict[str, Accepted] = {}
        self._throttled: set[str] = set()
        self._assembler = assembly.Assembler()
        self._ids: dict[tuple[str, int], list[str]] = {}
        self._server: asyncio.Server | None = None

    async def listen(self, *, host: str = "127.0.0.1", port: int = 0) -> int:
        """The port, which is a free one for 0."""
        self._server = await connection.serve(host=host, port=port, link=self._new_link)
        found: int = self._server.sockets[0].getsockname()[1]
        return found

    async def close(self) -> None:
        if self._server is not None:
            self._server.close()
        self.drop_all()
        await asyncio.gather(*(link.closed for link in list(self.links)))
        self.journal.close()

    def drop_all(self) -> None:
        """Every connection ends at once, as when a cable is pulled."""
        for link in list(self.links):
            link.close("dropped")

    def _new_link(self) -> Link:
        now = asyncio.get_running_loop().time()
        return Link(
            session=Session(role=Role.SMSC, window=self._window, enquire_seconds=60, now=now),
            on_request=self._asked,
            on_ended=self._ended,
            on_writable=lambda _: self.outbox.pump(),
            on_connected=self.links.add,
        )

    def _ended(self, link: Link, reason: str) -> None:
        self.links.discard(link)
        self.outbox.remove_receiver(link)
        self.journal.write("unbind", peer=link.peer, reason=reason)

    def _asked(self, link: Link, pdu: bodies.Pdu) -> None:
        match pdu.body:
            case bodies.Message():
                self._submitted(link, pdu, pdu.body)
            case bodies.Data() as data:
                self._submitted(link, pdu, _as_message(data))
            case bodies.Bind():
                self._bind(link, pdu, pdu.body)
            case bodies.Query():
                self._query(link, pdu, pdu.body)
            case bodies.Cancel():
                self._cancel(link, pdu, pdu.body)
            case _:
                link.answer(pdu, status=Status.SYSTEM_ERROR)

    def _bind(self, link: Link, pdu: bodies.Pdu, body: bodies.Bind) -> None:
        if self._password and body.password != self._password:
            link.answer(pdu, status=Status.INVALID_PASSWORD)
            return
        link.answer(pdu, body=bodies.BindResp("simulator", {Tag.SC_INTERFACE_VERSION: b"\x34"}))
        self.journal.write("bind", system_id=body.system_id, peer=link.peer)
        if pdu.command != Command.BIND_TRANSMITTER:
            self.outbox.add_receiver(link)

    def _submitted(self, link: Link, pdu: bodies.Pdu, message: bodies.Message) -> None:
        person = people.person(phone=message.destination)
        refusal = self._refusal(person, message.destination)
        if refusal is not Status.OK:
            what = "throttled" if refusal is Status.THROTTLED else "refused"
            self.journal.write(what, phone=message.destination, status=int(refusal))
            link.answer(pdu, status=refusal)
            return
        accepted = self._accept(message)
        if person.report_first:
            self._report(accepted, person, by=link)
        if self._drop_every and self.journal.counts["submit"] % self._drop_every == 0:
            link.close("dropped")
        link.answer(pdu, body=bodies.MessageResp(accepted.message_id))
        if not person.report_first:
            delay_seconds = person.delay_seconds * self._pace * self._chance.uniform(0.5, 1.5)
            asyncio.get_running_loop().call_later(delay_seconds, self._report, accepted, person)

    def _refusal(self, person: people.Person, phone: str) -> Status:
        if person.answer is people.Answer.REFUSED:
            return person.refusal
        if person.answer is people.Answer.THROTTLED_ONCE and phone not in self._throttled:
            self._throttled.add(phone)
            return Status.THROTTLED
        return Status.OK if self._permitted() else Status.THROTTLED

    def _permitted(self) -> bool:
        if not self._rate:
            return True
        now = asyncio.get_running_loop().time()
        gained = (now - self._permits_at) * self._rate
        self._permits = min(self._permits + gained, max(1.0, self._rate * _BURST_SECONDS))
        self._permits_at = now
        if self._permits < 1.0:
            return False
        self._permits -= 1.0
        return True

    def _accept(self, message: bodies.Message) -> Accepted:
        self._numbers += 1
        part = concatenation.read(message)
        accepted = Accepted(message, str(self._numbers), clock.now(), _text(part.octets, message.data_coding))
        self._accepted[accepted.message_id] = accepted
        if len(self._accepted) > _REMEMBERED:
            del self._accepted[next(iter(self._accepted))]
        self.journal.write(
            "submit", phone=message.destination, sender=message.source, id=accepted.message_id, part=part.number,
            parts=part.total, text=accepted.text, urgent=bool(message.priority_flag), validity=message.validity_period,
        )  # fmt: skip
        self._join(accepted, part)
        return accepted

    def _join(self, accepted: Accepted, part: concatenation.Part) -> None:
        phone, sender = accepted.message.destination, accepted.message.source
        key = (phone + sender, part.reference)
        ids = self._ids.setdefault(key, [])
        ids.append(accepted.message_id)
        pieces = self._assembler.add(key=key, part=part, now=asyncio.get_running_loop().time())
        if pieces is None:
            return
        del self._ids[key]
        text = "".join(_text(octets, accepted.message.data_coding) for octets in pieces)
        self.journal.write("message", phone=phone, sender=sender, ids=ids, parts=part.total, text=text)
        person = people.person(phone=phone)
        if person.reply:
            delay_seconds = 2 * people.DELIVERY_SECONDS * self._pace
            asyncio.get_running_loop().call_later(delay_seconds, self._reply, phone, sender, person.reply)

    def _report(self, accepted: Accepted, person: people.Person, by: Link | None = None) -> None:
        if accepted.state is not MessageState.ENROUTE or not person.reports:
            return
        accepted.state = person.state
        letter = Letter(
            _receipt(accepted, person.error),
            lambda: self.journal.write(
                "receipt", phone=accepted.message.destination, id=accepted.message_id, state=person.state.name.lower()
            ),
        )
        for _ in range(person.reports):
            self.outbox.tell(letter, by=by)

    def _reply(self, phone: str, destination: str, text: str) -> None:
        message = bodies.Message(
            phone, destination, text.encode("utf-16-be"), source_ton=1, source_npi=1, data_coding=DataCoding.UCS2
        )
        told = Letter(message, lambda: self.journal.write("reply", phone=phone, destination=destination, text=text))
        self.outbox.tell(told)

    def _query(self, link: Link, pdu: bodies.Pdu, body: bodies.Query) -> None:
        accepted = self._accepted.get(body.message_id)
        if accepted is None:
            link.answer(pdu, status=Status.QUERY_FAILED)
        else:
            link.answer(pdu, body=bodies.QueryResp(body.message_id, "", accepted.state, 0))

    def _cancel(self, link: Link, pdu: bodies.Pdu, body: bodies.Cancel) -> None:
        accepted = self._accepted.get(body.message_id)
        if accepted is None or accepted.state is not MessageState.ENROUTE:
            link.answer(pdu, status=Status.CANCEL_FAILED)
            return
        accepted.state = MessageState.DELETED
        self.journal.write("cancel", id=body.message_id)
        link.answer(pdu)


def _receipt(accepted: Accepted, error: str) -> bodies.Message:
    message = accepted.message
    text = receipts.text(
        message_id=accepted.message_id, state=accepted.state, submitted_at=accepted.at, done_at=clock.now(),
        error=error, excerpt=accepted.text,
    )  # fmt: skip
    return bodies.Message(
        message.destination, message.source, text, source_ton=1, source_npi=1, esm_class=EsmClass.RECEIPT,
        tlvs={
            Tag.RECEIPTED_MESSAGE_ID: tlvs.from_text(accepted.message_id),
            Tag.MESSAGE_STATE: bytes((accepted.state,)),
        },
    )  # fmt: skip


def _as_message(data: bodies.Data) -> bodies.Message:
    return bodies.Message(
        data.source, data.destination, esm_class=data.esm_class, data_coding=data.data_coding, tlvs=data.tlvs
    )


def _text(octets: bytes, coding: int) -> str:
    if coding == DataCoding.UCS2:
        return octets.decode("utf-16-be", "replace")
    return octets.decode("latin-1") if coding == DataCoding.LATIN1 else gsm.decode(octets=octets)
