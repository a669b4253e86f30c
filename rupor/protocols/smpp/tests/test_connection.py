"""Over loopback TCP: our two ends with each other, and smpplib as the stranger on either end."""

import asyncio
import contextlib
import struct
from collections.abc import AsyncIterator, Callable
from typing import Any

import pytest
import smpplib.client
import smpplib.exceptions
from smpplib import smpp as peer
from smpplib.client import SimpleSequenceGenerator

from rupor.protocols.smpp import bodies, codec, connection, failures
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Command, Status
from rupor.protocols.smpp.session import Session
from rupor.protocols.smpp.states import Role


class Centre:
    """A server that lets one password in, numbers messages, and can be told to say nothing."""

    def __init__(self) -> None:
        self.port = 0
        self.links: list[Link] = []
        self.submitted: list[bodies.Message] = []
        self.ended: list[str] = []
        self.silent = False
        self.changed = asyncio.Condition()
        self._telling: set[asyncio.Task[None]] = set()

    def link(self) -> Link:
        return Link(
            session=Session(role=Role.SMSC, now=asyncio.get_running_loop().time()),
            on_request=self.asked,
            on_ended=lambda _, reason: self.ended.append(reason),
            on_connected=self.links.append,
        )

    async def tell(self) -> None:
        async with self.changed:
            self.changed.notify_all()

    def asked(self, link: Link, pdu: Pdu) -> None:
        match pdu.body:
            case bodies.Bind():
                ok = pdu.body.password == "secret"
                link.answer(pdu, status=Status.OK if ok else Status.INVALID_PASSWORD, body=bodies.BindResp("centre"))
            case bodies.Message() if not self.silent:
                self.submitted.append(pdu.body)
                task = asyncio.create_task(self.tell())
                self._telling.add(task)
                task.add_done_callback(self._telling.discard)
                link.answer(pdu, body=bodies.MessageResp(f"{len(self.submitted):x}"))
            case bodies.Query():
                link.answer(pdu, body=bodies.QueryResp(pdu.body.message_id, "", 2, 0))
            case bodies.Cancel():
                link.answer(pdu, status=Status.CANCEL_FAILED)
            case bodies.Data():
                link.answer(pdu, body=bodies.MessageResp("data"))


@pytest.fixture
async def centre() -> AsyncIterator[Centre]:
    centre = Centre()
    server = await connection.serve(host="127.0.0.1", port=0, link=centre.link)
    centre.port = server.sockets[0].getsockname()[1]
    yield centre
    server.close()
    for link in centre.links:
        link.close()


def client_link(*, on_request: Callable[[Link, Pdu], None] | None = None, ended: list[str] | None = None) -> Link:
    return Link(
        session=Session(role=Role.ESME, window=50, now=asyncio.get_running_loop().time()),
        on_request=on_request or (lambda link, pdu: link.answer(pdu, body=bodies.MessageResp())),
        on_ended=lambda _, reason: ended.append(reason) if ended is not None else None,
    )


async def bound(port: int, **kwargs: Any) -> Link:
    link = await connection.connect(host="127.0.0.1", port=port, link=lambda: client_link(**kwargs))
    answer = await link.request(Command.BIND_TRANSCEIVER, bodies.Bind("rupor", "secret"))
    assert answer.status == Status.OK
    return link


async def test_all_requests_are_answered(centre: Centre) -> None:
    link = await bound(centre.port)
    answers = await asyncio.gather(
        *(link.request(Command.SUBMIT_SM, bodies.Message(destination=str(n))) for n in range(50))
    )
    assert [answer.body for answer in answers] == [bodies.MessageResp(f"{n:x}") for n in range(1, 51)]
    assert [message.destination for message in centre.submitted] == [str(n) for n in range(50)]
    query = await link.request(Command.QUERY_SM, bodies.Query("7"))
    assert query.body == bodies.QueryResp("7", "", 2, 0)
    assert (await link.request(Command.CANCEL_SM, bodies.Cancel("7"))).status == Status.CANCEL_FAILED
    assert (await link.request(Command.DATA_SM, bodies.Data())).body == bodies.MessageResp("data")
    assert (await link.request(Command.UNBIND)).status == Status.OK
    await link.closed
    assert centre.ended == ["unbound by the other side"]


async def test_messages_come_the_other_way_too(centre: Centre) -> None:
    heard: list[Pdu] = []

    def asked(link: Link, pdu: Pdu) -> None:
        heard.append(pdu)
        link.answer(pdu, body=bodies.MessageResp())

    link = await bound(centre.port, on_request=asked)
    answer = await centre.links[0].request(Command.DELIVER_SM, bodies.Message("79161234567", "2525", b"STOP"))
    assert answer.status == Status.OK
    assert [pdu.body for pdu in heard] == [bodies.Message("79161234567", "2525", b"STOP")]
    link.close()


async def test_lost_connection_leaves_requests_in_doubt(centre: Centre) -> None:
    ended: list[str] = []
    link = await bound(centre.port, ended=ended)
    centre.silent = True
    waiting = asyncio.create_task(link.request(Command.SUBMIT_SM, bodies.Message()))
    await link.request(Command.QUERY_SM, bodies.Query("1"))
    centre.links[0].close()
    with pytest.raises(failures.Lost):
        await waiting
    assert len(ended) == 1


async def test_wrong_password_is_refused_by_name(centre: Centre) -> None:
    link = await connection.connect(host="127.0.0.1", port=centre.port, link=client_link)
    answer = await link.request(Command.BIND_TRANSMITTER, bodies.Bind("rupor", "wrong"))
    assert answer.status == Status.INVALID_PASSWORD
    link.close()


async def test_smpplib_client_binds_sends_hears_and_unbinds(centre: Centre) -> None:
    heard: list[bytes] = []
    sent: list[bytes] = []

    def talk() -> None:
        client = smpplib.client.Client("127.0.0.1", centre.port, timeout=10, allow_unknown_opt_params=True)
        client.set_message_sent_handler(lambda pdu: sent.append(pdu.message_id))
        client.set_message_received_handler(lambda pdu: heard.append(pdu.short_message))
        client.connect()
        client.bind_transceiver(system_id="stranger", password="secret")
        for number in range(20):
            client.send_message(
                source_addr="RUPOR", source_addr_ton=5, destination_addr=f"7916000000{number}", dest_addr_ton=1,
                short_message=b"hello", registered_delivery=True,
            )  # fmt: skip
        while len(sent) < 20 or not heard:
            client.read_once()
        client.unbind()
        client.disconnect()

    talking = asyncio.create_task(asyncio.to_thread(talk))
    async with centre.changed:
        await centre.changed.wait_for(lambda: len(centre.submitted) == 20)
    receipt = bodies.Message("79160000001", "RUPOR", b"id:1 stat:DELIVRD", esm_class=4, tlvs={0x001E: b"1\0"})
    answer = await centre.links[0].request(Command.DELIVER_SM, receipt)
    await talking
    assert answer.status == Status.OK
    assert sent == [f"{n:x}".encode() for n in range(1, 21)]
    assert heard == [b"id:1 stat:DELIVRD"]
    assert centre.submitted[0].source == "RUPOR"


async def test_smpplib_client_is_told_why_it_may_not_bind(centre: Centre) -> None:
    def talk() -> None:
        client = smpplib.client.Client("127.0.0.1", centre.port, timeout=10, allow_unknown_opt_params=True)
        client.connect()
        try:
            client.bind_transceiver(system_id="stranger", password="wrong")
        finally:
            client.disconnect()

    with pytest.raises(smpplib.exceptions.PDUError, match="Invalid Password"):
        await asyncio.to_thread(talk)


async def test_our_client_speaks_with_a_server_written_by_smpplib() -> None:
    seen: list[Any] = []

    async def stranger(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        numbers = SimpleSequenceGenerator()
        with contextlib.suppress(asyncio.IncompleteReadError):
            while True:
                head = await reader.readexactly(4)
                octets = head + await reader.readexactly(struct.unpack(">L", head)[0] - 4)
                pdu = peer.parse_pdu(octets, client=numbers)
                seen.append(pdu)
                if pdu.command.endswith("_resp"):
                    continue
                more = {"message_id": f"id-{pdu.sequence}"} if pdu.command == "submit_sm" else {}
                more |= {"system_id": "stranger"} if pdu.command.startswith("bind") else {}
                answer = peer.make_pdu(pdu.command + "_resp", client=numbers, **more)
                answer.sequence = pdu.sequence
                writer.write(answer.generate())
                if pdu.command == "submit_sm":
                    receipt = peer.make_pdu(
                        "deliver_sm", client=numbers, source_addr="1", destination_addr="2", esm_class=4,
                        short_message=b"id:id-2 stat:DELIVRD",
                    )  # fmt: skip
                    receipt.sequence = 0x8000_0001
                    writer.write(receipt.generate())
        writer.close()

    server = await asyncio.start_server(stranger, "127.0.0.1", 0)
    heard: list[Pdu] = []

    def asked(link: Link, pdu: Pdu) -> None:
        heard.append(pdu)
        link.answer(pdu, body=bodies.MessageResp())

    link = await bound(server.sockets[0].getsockname()[1], on_request=asked)
    answer = await link.request(
        Command.SUBMIT_SM, bodies.Message("RUPOR", "79161234567", b"hello", tlvs={0x204: b"\0\1"})
    )
    assert answer.body == bodies.MessageResp("id-2")
    await link.request(Command.ENQUIRE_LINK)
    await link.request(Command.UNBIND)
    assert [pdu.sequence for pdu in heard] == [0x8000_0001]
    assert sorted(pdu.command for pdu in seen) == sorted(
        ["bind_transceiver", "submit_sm", "deliver_sm_resp", "enquire_link", "unbind"]
    )
    submitted = next(pdu for pdu in seen if pdu.command == "submit_sm")
    assert (submitted.short_message, submitted.user_message_reference) == (b"hello", 1)
    server.close()


async def test_peer_that_does_not_read_is_not_read_from(centre: Centre) -> None:
    """It asks without end and takes no answer: the server stops reading instead of keeping answers in memory."""
    reader, writer = await asyncio.open_connection("127.0.0.1", centre.port)
    writer.write(codec.encode(Pdu(Command.BIND_TRANSCEIVER, 0, 1, bodies.Bind("rupor", "secret"))))
    await reader.readexactly(16)
    reader._transport.pause_reading()  # type: ignore[attr-defined]
    flood = codec.encode(Pdu(Command.ENQUIRE_LINK, 0, 2)) * 4_000
    while centre.links[0].writable:
        writer.write(flood)
        await asyncio.sleep(0)
    assert not centre.links[0].writable
    writer.transport.abort()
    await centre.links[0].closed
