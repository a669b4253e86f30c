"""The simulated centre seen by a stranger (smpplib) and by our own link: its table, its log, its memory."""

import asyncio
import json
from pathlib import Path

import pytest
import smpplib.client

from rupor.protocols.smpp import bodies, concatenation, connection, receipts
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Command, MessageState, Status
from rupor.protocols.smpp.session import Session
from rupor.protocols.smpp.states import Role
from rupor.simulators.smsc import people
from rupor.simulators.smsc.centre import Centre


async def bound(port: int, heard: "asyncio.Queue[Pdu]", *, command: Command = Command.BIND_TRANSCEIVER) -> Link:
    def asked(link: Link, pdu: Pdu) -> None:
        link.answer(pdu, body=bodies.MessageResp())
        heard.put_nowait(pdu)

    link = await connection.connect(
        host="127.0.0.1",
        port=port,
        link=lambda: Link(
            session=Session(role=Role.ESME, now=asyncio.get_running_loop().time()),
            on_request=asked,
            on_ended=lambda *_: None,
        ),
    )
    assert (await link.request(command, bodies.Bind("test"))).status == Status.OK
    return link


def read(path: Path, what: str) -> list[dict[str, object]]:
    return [line for line in map(json.loads, path.read_text().splitlines()) if line["what"] == what]


@pytest.mark.parametrize(
    ("phone", "answer", "state", "reports"),
    [
        ("79160000000", "accepted", MessageState.DELIVERED, 1),
        ("79160000004", "accepted", MessageState.UNDELIVERABLE, 1),
        ("79160000005", "accepted", MessageState.EXPIRED, 1),
        ("79160000006", "refused", MessageState.DELIVERED, 0),
        ("79160000008", "accepted", MessageState.DELIVERED, 2),
        ("79160000009", "throttled_once", MessageState.DELIVERED, 1),
        ("79160000019", "accepted", MessageState.REJECTED, 1),
        ("79160000099", "accepted", MessageState.DELIVERED, 0),
        ("79160000029", "accepted", MessageState.DELIVERED, 1),
    ],
)
def test_table_of_people(phone: str, answer: str, state: MessageState, reports: int) -> None:
    person = people.person(phone=phone)
    assert (person.answer, person.state, person.reports) == (answer, state, reports)


async def test_log_tells_parts_and_the_joined_text(tmp_path: Path) -> None:
    centre = Centre(pace=0.001, log=tmp_path / "log")
    heard: asyncio.Queue[Pdu] = asyncio.Queue()
    link = await bound(await centre.listen(), heard)
    for number, text in ((2, "мир"), (1, "Привет, ")):
        header = concatenation.udh(reference=3, total=2, number=number)
        await link.request(
            Command.SUBMIT_SM,
            bodies.Message("R", "79160000000", header + text.encode("utf-16-be"), esm_class=0x40, data_coding=8),
        )
    for _ in range(2):
        await heard.get()
    await link.request(Command.UNBIND)
    await centre.close()
    (message,) = read(tmp_path / "log", "message")
    assert (message["text"], message["parts"], message["phone"]) == ("Привет, мир", 2, "79160000000")
    assert message["ids"] == [line["id"] for line in read(tmp_path / "log", "submit")]
    assert sorted(line["id"] for line in read(tmp_path / "log", "receipt")) == sorted(message["ids"])  # type: ignore[type-var,call-overload]
    assert len(read(tmp_path / "log", "bind")) == len(read(tmp_path / "log", "unbind")) == 1


async def test_report_can_overtake_the_answer_to_its_submit() -> None:
    centre = Centre(pace=0.001)
    heard: asyncio.Queue[Pdu] = asyncio.Queue()
    link = await bound(await centre.listen(), heard)
    answer = asyncio.create_task(link.request(Command.SUBMIT_SM, bodies.Message("R", "79160000003", b"hi")))
    report = await heard.get()
    assert not answer.done()
    assert isinstance(report.body, bodies.Message)
    body = (await answer).body
    assert isinstance(body, bodies.MessageResp)
    assert f"id:{body.message_id} ".encode() in report.body.short_message
    await centre.close()


async def test_reports_wait_until_somebody_is_bound_to_hear_them() -> None:
    centre = Centre(pace=0.001)
    port = await centre.listen()
    heard: asyncio.Queue[Pdu] = asyncio.Queue()
    sender = await bound(port, heard, command=Command.BIND_TRANSMITTER)
    await sender.request(Command.SUBMIT_SM, bodies.Message("R", "79160000000", b"hi"))
    while True:
        if centre.outbox.waiting:
            break
        await asyncio.sleep(0)
    await bound(port, heard, command=Command.BIND_RECEIVER)
    report = await heard.get()
    assert isinstance(report.body, bodies.Message)
    assert receipts.is_receipt(report.body)
    await centre.close()


async def test_query_tells_the_state_and_cancel_stops_the_delivery() -> None:
    centre = Centre(pace=1000.0)
    heard: asyncio.Queue[Pdu] = asyncio.Queue()
    link = await bound(await centre.listen(), heard)
    body = (await link.request(Command.SUBMIT_SM, bodies.Message("R", "79160000000", b"hi"))).body
    assert isinstance(body, bodies.MessageResp)
    states = []
    for _ in range(2):
        state = (await link.request(Command.QUERY_SM, bodies.Query(body.message_id))).body
        assert isinstance(state, bodies.QueryResp)
        states.append(state.message_state)
        await link.request(Command.CANCEL_SM, bodies.Cancel(body.message_id))
    assert states == [MessageState.ENROUTE, MessageState.DELETED]
    assert (await link.request(Command.CANCEL_SM, bodies.Cancel(body.message_id))).status == Status.CANCEL_FAILED
    assert (await link.request(Command.QUERY_SM, bodies.Query("none"))).status == Status.QUERY_FAILED
    await centre.close()


async def test_rate_above_the_limit_is_throttled() -> None:
    centre = Centre(pace=0.001, rate=10)
    heard: asyncio.Queue[Pdu] = asyncio.Queue()
    link = await bound(await centre.listen(), heard)
    answers = await asyncio.gather(
        *(link.request(Command.SUBMIT_SM, bodies.Message("R", "79160000000", b"hi")) for _ in range(50))
    )
    statuses = [answer.status for answer in answers]
    assert statuses[0] == Status.OK
    assert statuses.count(Status.THROTTLED) > 25
    await centre.close()


async def test_stranger_sends_and_hears_a_report() -> None:
    centre = Centre(pace=0.001)
    port = await centre.listen()
    heard: list[bytes] = []

    def talk() -> None:
        client = smpplib.client.Client("127.0.0.1", port, timeout=10, allow_unknown_opt_params=True)
        client.set_message_sent_handler(lambda pdu: None)
        client.set_message_received_handler(lambda pdu: heard.append(pdu.short_message))
        client.connect()
        client.bind_transceiver(system_id="stranger", password="x")
        client.send_message(source_addr="R", destination_addr="79160000004", short_message=b"hi")
        while not heard:
            client.read_once()
        client.unbind()
        client.disconnect()

    await asyncio.to_thread(talk)
    assert b"stat:UNDELIV err:001" in heard[0]
    await centre.close()
