"""SIPp over TCP, and over TLS through a plain relay in front of it (Debian's SIPp is built without TLS)."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import psutil

from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.events import Confirmed, Ended, Rejected
from rupor.protocols.sip.registration import Binding
from rupor.protocols.sip.tests import test_sipp
from rupor.protocols.sip.tests.authority import Authority
from rupor.protocols.sip.tests.test_sipp import CALLS, HERE, Sipp
from rupor.protocols.sip.tls import ClientTls, ServerTls


async def listening(scenario: str, folder: Path, *, calls: int = CALLS) -> Sipp:
    """Over a connection nobody repeats what came too early, so SIPp is waited for."""
    sipp = await Sipp.start(scenario, folder=folder, transport="t1", calls=calls)
    process = psutil.Process(sipp.process.pid)
    while not any(one.status == psutil.CONN_LISTEN for one in process.net_connections("tcp")):
        assert sipp.process.returncode is None, "SIPp ended before it began"
        await asyncio.sleep(0.02)
    return sipp


async def test_sipp_rings_plays_and_answers_over_tcp(tmp_path: Path) -> None:
    sipp = await listening("answers", tmp_path)
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    for told in await test_sipp.dial(robot, sipp, test_sipp.leave_when_answered):
        assert test_sipp.kinds(told) == ["Progress", "Progress", "Answered", "Ended"]
    assert await sipp.content()
    await robot.close()


async def test_sipp_asks_for_a_proof_over_tcp(tmp_path: Path) -> None:
    sipp = await listening("challenges_401", tmp_path)
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    for told in await test_sipp.dial(robot, sipp, test_sipp.leave_when_answered):
        assert test_sipp.kinds(told)[-2:] == ["Answered", "Ended"]
    assert await sipp.content()
    await robot.close()


async def test_sipp_refuses_over_tcp(tmp_path: Path) -> None:
    sipp = await listening("refuses", tmp_path)
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    assert await test_sipp.dial(robot, sipp, test_sipp.do_nothing) == [[Rejected(486, "Busy Here", 17)]] * CALLS
    assert await sipp.content()
    await robot.close()


async def test_sipp_calls_us_over_tcp(tmp_path: Path) -> None:
    told = await test_sipp.serve("calls", tmp_path, test_sipp.ring_and_answer, transport="TCP")
    assert told == [[Confirmed(), Ended(by="far")]] * CALLS


async def test_sipp_is_our_registrar_over_tcp(tmp_path: Path) -> None:
    sipp = await listening("registrar", tmp_path, calls=1)
    robot = await Endpoint.open(host=HERE, port=0, transport="TCP")
    known, left = asyncio.Event(), asyncio.Event()
    binding = Binding(
        target=(HERE, sipp.port),
        registrar=f"sip:{HERE}:{sipp.port}",
        record=f"sip:robot@{HERE}",
        user="robot",
        credentials=Credentials("robot", "secret"),
        expires_seconds=300,
    )
    registration = robot.register(binding, on_change=lambda: known.set() if registration.is_registered else None)
    registration.start()
    async with asyncio.timeout(60):
        await known.wait()
        registration.leave(on_left=left.set)
        await left.wait()
    assert await sipp.content()
    await robot.close()


@asynccontextmanager
async def behind_tls(sipp: Sipp, tls: ServerTls) -> AsyncIterator[int]:
    """A relay that takes TLS and gives TCP; SIPp's port in its words becomes that of the relay."""
    port = 0

    async def carry(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, swap: tuple[bytes, bytes]) -> None:
        while piece := await reader.read(65_536):
            writer.write(piece.replace(*swap))
        writer.close()

    async def take(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(HERE, sipp.port)
        inner, outer = str(sipp.port).encode(), str(port).encode()
        assert len(inner) == len(outer), "the length of a message must not change"
        await asyncio.gather(carry(reader, far_writer, (outer, inner)), carry(far_reader, writer, (inner, outer)))

    server = await asyncio.start_server(take, HERE, 0, ssl=tls.context())
    port = server.sockets[0].getsockname()[1]
    try:
        yield port
    finally:
        server.close()


async def test_sipp_answers_behind_tls(tmp_path: Path) -> None:
    authority = Authority(tmp_path / "authority")
    certificate, key = authority.signed(HERE)
    sipp = await listening("answers", tmp_path)
    async with behind_tls(sipp, ServerTls(certificate=certificate, key=key)) as port:
        robot = await Endpoint.open(host=HERE, port=0, transport="TLS")
        robot.greet((HERE, port), tls=ClientTls(ca=authority.ca.read_text()))
        shown = Sipp(sipp.process, port=port)
        for told in await test_sipp.dial(robot, shown, test_sipp.leave_when_answered):
            assert test_sipp.kinds(told) == ["Progress", "Progress", "Answered", "Ended"]
        assert await sipp.content()
        await robot.close()
