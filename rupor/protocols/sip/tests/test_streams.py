"""Calls over TCP and TLS on real sockets: one connection for all, broken ones made again, certificates looked at."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rupor.protocols.sip.endpoint import Endpoint, Transport
from rupor.protocols.sip.events import Answered, Confirmed, Ended, Rejected
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.stream import StreamWire
from rupor.protocols.sip.tests.authority import Authority
from rupor.protocols.sip.tls import ClientTls, ServerTls

HERE = "127.0.0.1"
SDP = b"v=0\r\n"


@pytest.fixture
def authority(tmp_path: Path) -> Authority:
    return Authority(tmp_path / "authority")


class Subscriber:
    """Answers every call at once and remembers what became of it."""

    def __init__(self) -> None:
        self.endpoint: Endpoint
        self.calls: asyncio.Queue[IncomingCall] = asyncio.Queue()
        self.served: list[asyncio.Task[list[object]]] = []

    async def open(self, transport: Transport, *, tls: ServerTls | None = None) -> None:
        self.endpoint = await Endpoint.open(host=HERE, port=0, transport=transport, tls=tls, on_incoming=self.take)

    def take(self, call: IncomingCall) -> None:
        call.ring()
        call.accept(sdp=SDP)
        self.calls.put_nowait(call)
        self.served.append(asyncio.create_task(self._serve(call)))

    async def _serve(self, call: IncomingCall) -> list[object]:
        return [event async for event in call.events()]


@pytest.fixture
async def subscriber() -> AsyncIterator[Subscriber]:
    made = Subscriber()
    yield made
    await made.endpoint.close()


def dial(robot: Endpoint, port: int) -> OutgoingCall:
    return robot.call(target=(HERE, port), to_uri=f"sip:7@{HERE}:{port}", from_uri=f"sip:1@{HERE}", sdp=SDP)


async def talk(call: OutgoingCall) -> list[object]:
    told: list[object] = []
    async for event in call.events():
        told.append(event)
        if isinstance(event, Answered):
            call.hang_up()
    return told


def connections(endpoint: Endpoint) -> dict[tuple[str, int], object]:
    wire = endpoint._board.wire
    assert isinstance(wire, StreamWire)
    return dict(wire._connections)


async def test_many_calls_share_one_connection(subscriber: Subscriber) -> None:
    await subscriber.open("TCP")
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    for told in await asyncio.gather(*[talk(dial(robot, subscriber.endpoint.port)) for _ in range(50)]):
        assert told[-2:] == [Answered(SDP), Ended(by="near", q850_cause=16)]
    for served in await asyncio.gather(*subscriber.served):
        assert served == [Confirmed(), Ended(by="far", q850_cause=16)]
    assert len(connections(robot)) == len(connections(subscriber.endpoint)) == 1
    await robot.close()


async def test_the_one_called_hangs_up_over_the_same_connection(subscriber: Subscriber) -> None:
    await subscriber.open("TCP")
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    call = dial(robot, subscriber.endpoint.port)
    told = []
    async for event in call.events():
        told.append(event)
        if isinstance(event, Answered):
            taken = await subscriber.calls.get()
            asyncio.get_running_loop().call_later(0.05, taken.hang_up)
    assert told[-1] == Ended(by="far", q850_cause=16)
    assert len(connections(robot)) == 1, "no connection came back to our own port"
    await robot.close()


async def test_a_broken_connection_is_made_again_within_the_call(subscriber: Subscriber) -> None:
    await subscriber.open("TCP")
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    call = dial(robot, subscriber.endpoint.port)
    told = []
    async for event in call.events():
        told.append(event)
        if isinstance(event, Answered):
            for connection in connections(robot).values():
                connection.cut()  # type: ignore[attr-defined]
            asyncio.get_running_loop().call_later(0.05, call.hang_up)
    assert told[-1] == Ended(by="near", q850_cause=16)
    assert (await subscriber.served[0])[-1] == Ended(by="far", q850_cause=16)
    await robot.close()


async def test_where_nobody_listens_the_call_fails_at_once() -> None:
    gone = await Endpoint.open(host=HERE, port=0, transport="TCP")
    port = gone.port
    await gone.close()
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    told = await talk(dial(robot, port))
    assert isinstance(told[-1], Rejected)
    assert (told[-1].status, told[-1].local) == (503, True)
    assert "refused" in robot.problem((HERE, port))
    await robot.close()


async def test_a_keep_alive_is_answered() -> None:
    listening = await Endpoint.open(host=HERE, port=0, transport="TCP")
    reader, writer = await asyncio.open_connection(HERE, listening.port)
    writer.write(b"\r\n\r\n")
    assert await reader.readexactly(2) == b"\r\n"
    writer.write(b"X" * 70_000)
    assert await reader.read() == b"", "who speaks no SIP is shown out"
    writer.close()
    await listening.close()


async def test_tls_proves_the_name_of_the_far_end(subscriber: Subscriber, authority: Authority) -> None:
    certificate, key = authority.signed(HERE)
    await subscriber.open("TLS", tls=ServerTls(certificate=certificate, key=key))
    robot = await Endpoint.open(host=HERE, port=0, transport="TLS")
    robot.greet((HERE, subscriber.endpoint.port), tls=ClientTls(ca=authority.ca.read_text()))
    call = dial(robot, subscriber.endpoint.port)
    assert (await talk(call))[-2:] == [Answered(SDP), Ended(by="near", q850_cause=16)]
    invite = (await subscriber.calls.get()).invite
    assert "SIP/2.0/TLS" in invite.first("via")
    assert "transport=tls" in invite.first("contact")
    await robot.close()


@pytest.mark.parametrize(
    ("name", "trusted", "word"),
    [("sip.elsewhere.test", True, "certificate refused"), (HERE, False, "certificate refused")],
    ids=["another name", "an authority we do not trust"],
)
async def test_a_certificate_that_proves_nothing_is_refused(
    subscriber: Subscriber, authority: Authority, name: str, trusted: bool, word: str
) -> None:
    certificate, key = authority.signed(name)
    await subscriber.open("TLS", tls=ServerTls(certificate=certificate, key=key))
    robot = await Endpoint.open(host=HERE, port=0, transport="TLS")
    target = (HERE, subscriber.endpoint.port)
    robot.greet(target, tls=ClientTls(ca=authority.ca.read_text() if trusted else ""))
    assert await robot.options(target=target, to_uri=f"sip:{HERE}", from_uri="sip:a@b") == 503
    assert word in robot.problem(target)
    robot.greet(target, tls=ClientTls(verify=False))
    assert await robot.options(target=target, to_uri=f"sip:{HERE}", from_uri="sip:a@b") == 200
    await robot.close()


async def test_a_far_end_may_ask_who_we_are(subscriber: Subscriber, authority: Authority) -> None:
    certificate, key = authority.signed(HERE)
    await subscriber.open("TLS", tls=ServerTls(certificate=certificate, key=key, ca=authority.ca))
    target = (HERE, subscriber.endpoint.port)
    robot = await Endpoint.open(host=HERE, port=0, transport="TLS")
    robot.greet(target, tls=ClientTls(ca=authority.ca.read_text()))
    assert await robot.options(target=target, to_uri=f"sip:{HERE}", from_uri="sip:a@b") == 503
    ours, secret = authority.signed("robot.test")
    robot.greet(target, tls=ClientTls(ca=authority.ca.read_text(), identity=ours.read_text() + secret.read_text()))
    assert await robot.options(target=target, to_uri=f"sip:{HERE}", from_uri="sip:a@b") == 200
    await robot.close()
