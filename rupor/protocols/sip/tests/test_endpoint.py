"""The endpoint over real sockets on loopback, and the timer wheel it runs on."""

import asyncio

import pytest

from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.events import Answered, Cancelled, Confirmed, Ended, Rejected
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.tests.network import Clock
from rupor.protocols.sip.wheel import Wheel

HERE = "127.0.0.1"
SDP = b"v=0\r\n"


def dial(robot: Endpoint, subscriber: Endpoint) -> OutgoingCall:
    return robot.call(
        target=(HERE, subscriber.port), to_uri=f"sip:7@{HERE}:{subscriber.port}", from_uri=f"sip:1@{HERE}", sdp=SDP
    )


async def test_calls_run_over_udp() -> None:
    subscribers: list[asyncio.Task[list[object]]] = []

    async def serve(call: IncomingCall) -> list[object]:
        call.ring()
        call.accept(sdp=SDP)
        return [event async for event in call.events()]

    def take(call: IncomingCall) -> None:
        subscribers.append(asyncio.create_task(serve(call)))

    robot = await Endpoint.open(host=HERE, port=0)
    subscriber = await Endpoint.open(host=HERE, port=0, on_incoming=take)

    async def one() -> list[object]:
        told: list[object] = []
        call = dial(robot, subscriber)
        async for event in call.events():
            told.append(event)
            if isinstance(event, Answered):
                call.hang_up()
        return told

    for told in await asyncio.gather(*[one() for _ in range(50)]):
        assert told[-2:] == [Answered(SDP), Ended(by="near", q850_cause=16)]
    for served in await asyncio.gather(*subscribers):
        assert served == [Confirmed(), Ended(by="far", q850_cause=16)]
    await robot.close()
    await subscriber.close()


async def test_closing_ends_what_is_under_way() -> None:
    taken: asyncio.Queue[IncomingCall] = asyncio.Queue()
    robot = await Endpoint.open(host=HERE, port=0)
    subscriber = await Endpoint.open(host=HERE, port=0, on_incoming=taken.put_nowait)
    talking, ringing = dial(robot, subscriber), dial(robot, subscriber)
    by_id = {call.call_id: call for call in (await taken.get(), await taken.get())}
    of_talking, of_ringing = by_id[talking.call_id], by_id[ringing.call_id]
    of_talking.accept(sdp=SDP)
    of_ringing.ring()
    async for event in of_talking.events():
        assert event == Confirmed()
        break
    async for _ in ringing.events():
        break
    await robot.close()
    assert robot.calls == []
    assert talking.drain()[-1] == Ended(by="near", q850_cause=16)
    assert ringing.drain() == [Rejected(487, "Request Terminated")]
    assert of_talking.drain() == [Ended(by="far", q850_cause=16)]
    assert [type(event) for event in of_ringing.drain()] == [Cancelled]
    await subscriber.close()


async def test_a_closing_endpoint_refuses_unanswered_calls() -> None:
    taken: asyncio.Queue[IncomingCall] = asyncio.Queue()
    robot = await Endpoint.open(host=HERE, port=0)
    subscriber = await Endpoint.open(host=HERE, port=0, on_incoming=taken.put_nowait)
    call = dial(robot, subscriber)
    await taken.get()
    await subscriber.close()
    assert [event async for event in call.events()] == [Rejected(480, "Temporarily Unavailable", 16)]
    await robot.close()


async def test_options_tells_whether_anybody_is_there() -> None:
    robot = await Endpoint.open(host=HERE, port=0)
    subscriber = await Endpoint.open(host=HERE, port=0)
    gone = subscriber.port
    assert await robot.options(target=(HERE, gone), to_uri=f"sip:{HERE}", from_uri=f"sip:1@{HERE}") == 200
    await subscriber.close()
    status = await robot.options(
        target=(HERE, gone), to_uri=f"sip:{HERE}", from_uri=f"sip:1@{HERE}", timeout_seconds=0.05
    )
    assert status == 408
    nowhere = await robot.options(target=("999.1.1.1", 5060), to_uri="sip:x@y", from_uri=f"sip:1@{HERE}")
    assert nowhere == 503
    await robot.close()


async def test_a_taken_port_is_an_error_of_the_system() -> None:
    first = await Endpoint.open(host=HERE, port=0)
    with pytest.raises(OSError):
        await Endpoint.open(host=HERE, port=first.port)
    await first.close()


async def test_listening_everywhere_we_tell_the_address_on_the_way_to_the_target() -> None:
    everywhere = await Endpoint.open(host="0.0.0.0", port=0)
    named = await Endpoint.open(host="0.0.0.0", port=0, advertised_host="198.51.100.7")
    assert everywhere._board.contact((HERE, 5060)) == f"<sip:127.0.0.1:{everywhere.port}>"
    assert named._board.contact((HERE, 5060)) == f"<sip:198.51.100.7:{named.port}>"
    await everywhere.close()
    await named.close()


def test_wheel_fires_in_order_and_never_early() -> None:
    clock = Clock()
    wheel = Wheel(clock)
    fired: list[tuple[float, str]] = []
    start = clock.now
    for seconds in (0.5, 0.005, 32.0, 0.1, 0.5):
        wheel.after(seconds, lambda name: fired.append((clock.now - start, name)), str(seconds))
    clock.run(0.3)
    wheel.after(0.1, lambda name: fired.append((clock.now - start, name)), "late")
    clock.run(40)
    assert [name for _, name in fired] == ["0.005", "0.1", "late", "0.5", "0.5", "32.0"]
    for moment, name in fired:
        due = 0.4 if name == "late" else float(name)
        assert due - 1e-6 <= moment <= due + 0.0101


def test_a_timer_that_breaks_does_not_take_the_others_with_it() -> None:
    clock = Clock()
    wheel = Wheel(clock)
    fired: list[str] = []

    def break_down() -> None:
        raise ZeroDivisionError

    wheel.after(0.1, break_down)
    wheel.after(0.1, fired.append, "second")
    wheel.after(0.2, fired.append, "third")
    with pytest.raises(ZeroDivisionError):
        clock.run(1)
    clock.run(1)
    assert fired == ["second", "third"]


def test_a_timer_set_by_a_timer_fires_too() -> None:
    clock = Clock()
    wheel = Wheel(clock)
    fired: list[int] = []

    def again(left: int) -> None:
        fired.append(left)
        if left:
            wheel.after(0.0, again, left - 1)

    wheel.after(0.0, again, 3)
    clock.run(1)
    assert fired == [3, 2, 1, 0]


def test_a_stopped_wheel_fires_nothing() -> None:
    clock = Clock()
    wheel = Wheel(clock)
    wheel.after(0.1, pytest.fail)
    wheel.stop()
    clock.run(1)
