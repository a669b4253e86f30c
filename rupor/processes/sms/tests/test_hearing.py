"""What a centre says to a route: receipts, replies, and being let in."""

import asyncio

from rupor.processes.sms.tests.scripted import Running, Scripted
from rupor.protocols.smpp import bodies
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.names import Command, Status
from rupor.providers.smpp.route import Account, Route
from rupor.providers.smpp.tests.listener import Listening
from rupor.simulators.smsc.centre import Centre


async def test_receipt_is_answered_only_when_it_is_stored(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    async with Running(port) as running:
        running.listener.durable = False
        receipt = bodies.Message("79160000000", "RUPOR", b"id:1 stat:DELIVRD", esm_class=4)
        answers: list[Pdu | None] = []
        centre.links[0].send(Command.DELIVER_SM, receipt, answers.append)
        await running.listener.until(receipts=1)
        running.listener.durable = True
        centre.links[0].send(Command.DELIVER_SM, bodies.Message("1", "2", b"hi"), answers.append)
        await centre.links[0].request(Command.ENQUIRE_LINK)
        assert [pdu.sequence for pdu in answers if pdu] == [2]


async def test_reply_in_parts_is_one_reply(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    async with Running(port) as running:
        for number in (2, 1):
            text = ("", "Добрый ", "день")[number].encode("utf-16-be")
            part = bodies.Message(
                "+79161234567", "2525", bytes((5, 0, 3, 7, 2, number)) + text, esm_class=0x40, data_coding=8
            )
            assert (await centre.links[0].request(Command.DELIVER_SM, part)).status == Status.OK
        assert running.listener.replies == [("79161234567", "2525", "Добрый день")]


async def test_enroute_and_senseless_receipts_are_answered_and_not_told(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    async with Running(port) as running:
        for text in (b"id:1 stat:ENROUTE", b"id:1 stat:ACCEPTD", b"nonsense"):
            receipt = bodies.Message("1", "2", text, esm_class=4)
            assert (await centre.links[0].request(Command.DELIVER_SM, receipt)).status == Status.OK
        assert running.listener.receipts == []


async def test_wrong_password_is_tried_again_until_it_is_right() -> None:
    centre = Centre(password="right")
    port = await centre.listen()
    listener = Listening()
    route = Route(account=Account("127.0.0.1", port, "rupor", "wrong"), listener=listener)
    running = asyncio.create_task(route.run())
    while True:
        if centre.journal.counts.get("unbind", 0) >= 2:
            break
        await asyncio.sleep(0)
    assert not route.bound.is_set()
    running.cancel()
    await centre.close()
