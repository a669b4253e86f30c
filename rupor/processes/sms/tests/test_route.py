"""A route against the simulated centre over loopback: the table of people, lanes, windows, throttles, losses, stops."""

import asyncio

from rupor.engine.ports import Outcome
from rupor.processes.sms.tests.scripted import Running, Scripted
from rupor.protocols.smpp import bodies
from rupor.protocols.smpp.bodies import Pdu
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Status
from rupor.providers.smpp.route import Account, Route
from rupor.providers.smpp.tests.listener import Listening, order
from rupor.simulators.smsc.centre import Centre


async def test_every_person_of_the_table_ends_as_the_table_says(centre: tuple[Centre, int]) -> None:
    simulator, port = centre
    expected: dict[str, tuple[Outcome | None, Outcome | None]] = {
        "0": (None, Outcome.DELIVERED), "3": (None, Outcome.DELIVERED), "4": (None, Outcome.UNDELIVERED),
        "5": (None, Outcome.EXPIRED), "6": (Outcome.INVALID, None), "7": (None, Outcome.DELIVERED),
        "09": (None, Outcome.DELIVERED), "19": (None, Outcome.REJECTED), "39": (None, Outcome.DELIVERED),
        "69": (None, Outcome.DELIVERED), "99": (None, None),
    }  # fmt: skip
    async with Running(port) as running:
        for attempt, ending in enumerate(expected):
            running.submit(attempt=attempt, phone="79160000000"[: 11 - len(ending)] + ending, text="Ж" * 100)
        await running.listener.until(sent=len(expected), receipts=2 * 9, replies=1)
        told = {message_id: outcome for message_id, outcome, _ in running.listener.receipts}
        for attempt, (refusal, final) in enumerate(expected.values()):
            message_ids, failure, code = running.listener.sent_[attempt]
            assert failure is refusal
            assert code == ("0x0000000B" if refusal else "")
            assert len(message_ids) == (0 if refusal else 2)
            assert [told.get(one) for one in message_ids] == ([] if refusal else [final, final])
        assert running.listener.replies == [("79160000039", "RUPOR", "Да, спасибо")]
    assert simulator.journal.counts["message"] == 10
    assert simulator.journal.counts["throttled"] == 1


async def test_late_report_comes_twice(centre: tuple[Centre, int]) -> None:
    async with Running(centre[1]) as running:
        running.submit(attempt=1, phone="79160000008")
        await running.listener.until(sent=1, receipts=2)
        assert running.listener.receipts == [(running.listener.sent_[1][0][0], Outcome.DELIVERED, "000")] * 2


async def test_urgent_leaves_before_bulk_that_waits_longer(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    held: list[tuple[Link, Pdu]] = []
    centre.on_submit = lambda link, pdu: held.append((link, pdu))
    async with Running(port, window=1) as running:
        for attempt in range(5):
            running.submit(attempt=attempt, phone=f"7916000000{attempt}")
        running.submit(attempt=9, phone="79160000009", urgent=True)
        while len(running.listener.sent_) < 6:
            if held:
                link, pdu = held.pop()
                link.answer(pdu, body=bodies.MessageResp("1"))
            await asyncio.sleep(0)
        assert running.listener.order == [0, 9, 1, 2, 3, 4]


async def test_window_is_never_exceeded(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    held: list[tuple[Link, Pdu]] = []
    most = 0

    def hold(link: Link, pdu: Pdu) -> None:
        nonlocal most
        held.append((link, pdu))
        most = max(most, len(held))
        asyncio.get_running_loop().call_soon(
            lambda: link.answer(held.pop()[1], body=bodies.MessageResp(str(len(centre.submitted))))
        )

    centre.on_submit = hold
    async with Running(port, window=7, per_second=100_000) as running:
        for attempt in range(200):
            running.submit(attempt=attempt)
        await running.listener.until(sent=200)
    assert 2 <= most <= 7


async def test_throttled_part_is_sent_again_and_never_told_as_failure(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    texts: list[bytes] = []

    def answer(link: Link, pdu: Pdu) -> None:
        assert isinstance(pdu.body, bodies.Message)
        first_time = pdu.body.short_message not in texts
        texts.append(pdu.body.short_message)
        status = (Status.THROTTLED, Status.QUEUE_FULL)[len(texts) % 2] if first_time else Status.OK
        link.answer(pdu, status=status, body=bodies.EMPTY if status else bodies.MessageResp(f"id{len(texts)}"))

    centre.on_submit = answer
    async with Running(port) as running:
        running.submit(attempt=1, text="a" * 300)
        await running.listener.until(sent=1)
        message_ids, failure, _ = running.listener.sent_[1]
        assert (len(message_ids), failure) == (2, None)
    assert len(texts) == 4
    assert running.route.sender.throttled == 2


async def test_throttled_to_its_end_is_told_as_expired(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    centre.on_submit = lambda link, pdu: link.answer(pdu, status=Status.THROTTLED)
    async with Running(port) as running:
        running.submit(attempt=1, life_seconds=0.6)
        await running.listener.until(sent=1)
        assert running.listener.sent_[1] == ([], Outcome.EXPIRED, "0x00000058")


async def test_refused_part_ends_the_message_and_accepted_parts_are_told(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted

    def answer(link: Link, pdu: Pdu) -> None:
        ok = len(centre.submitted) == 1
        link.answer(pdu, status=Status.OK if ok else 0x0B, body=bodies.MessageResp("first") if ok else bodies.EMPTY)

    centre.on_submit = answer
    async with Running(port, window=1) as running:
        running.submit(attempt=1, text="a" * 500)
        await running.listener.until(sent=1)
        assert running.listener.sent_[1] == (["first"], Outcome.INVALID, "0x0000000B")
    assert len(centre.submitted) == 2


async def test_connection_lost_in_the_window_is_doubt_and_the_rest_is_sent_by_the_next(
    scripted: tuple[Scripted, int],
) -> None:
    centre, port = scripted

    def answer(link: Link, pdu: Pdu) -> None:
        if centre.binds == 1 and len(centre.submitted) == 5:
            link.close()
        elif centre.binds > 1:
            link.answer(pdu, body=bodies.MessageResp(str(len(centre.submitted))))

    centre.on_submit = answer
    async with Running(port, window=5) as running:
        for attempt in range(12):
            running.submit(attempt=attempt, phone=f"791600000{attempt:02}")
        await running.listener.until(sent=12)
        failures = [running.listener.sent_[attempt][1] for attempt in range(12)]
        assert failures == [Outcome.UNKNOWN] * 5 + [None] * 7
    phones = [message.destination for message in centre.submitted]
    assert len(phones) == len(set(phones)) == 12
    assert centre.binds == 2


async def test_sender_that_no_centre_can_read_is_invalid_and_others_go_on(centre: tuple[Centre, int]) -> None:
    async with Running(centre[1]) as running:
        bad = order(attempt=1)
        running.route.sender.submit(type(bad)(**{**{f: getattr(bad, f) for f in bad.__struct_fields__}, "sender": "Ж"}))
        running.submit(attempt=2)
        running.submit(attempt=3, text="")
        await running.listener.until(sent=3)
        found = {attempt: failure for attempt, (_, failure, _) in running.listener.sent_.items()}
        assert found == {1: Outcome.INVALID, 2: None, 3: Outcome.INVALID}


async def test_what_waits_past_its_time_without_a_link_is_given_back() -> None:
    listener = Listening()
    route = Route(account=Account(host="127.0.0.1", port=1, system_id="rupor"), listener=listener)
    running = asyncio.create_task(route.run())
    route.sender.submit(order(attempt=1, life_seconds=-1))
    route.sender.submit(order(attempt=2))
    await listener.until(refused=1)
    assert listener.refused_ == {1: "too_late"}
    assert route.sender.busy == 1
    running.cancel()


async def test_stop_sends_what_is_in_hand_and_unbinds(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    running = Running(port, window=2)
    await running.__aenter__()
    for attempt in range(50):
        running.submit(attempt=attempt)
    await running.route.stop(wait_seconds=30)
    await asyncio.gather(running.task)
    assert len(centre.submitted) == 50
    assert {failure for _, failure, _ in running.listener.sent_.values()} == {None}
    assert len(running.listener.sent_) == 50
    assert centre.links == []


async def test_stop_without_time_tells_the_truth_about_each(scripted: tuple[Scripted, int]) -> None:
    centre, port = scripted
    seen = asyncio.Event()
    centre.on_submit = lambda link, pdu: seen.set()
    async with Running(port, window=1) as running:
        running.submit(attempt=1)
        running.submit(attempt=2)
        await seen.wait()
        await running.route.stop(wait_seconds=0.0)
        assert running.listener.sent_ == {1: ([], Outcome.UNKNOWN, "")}
        assert running.listener.refused_ == {2: "gateway_stopping"}
