"""SIPp, a stack that shares nothing with ours, as subscriber and as caller. Its exit status says if it was content."""

import asyncio
import socket
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from rupor.protocols.sip import events
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.endpoint import Endpoint, Transport
from rupor.protocols.sip.events import CallEvent, Cancelled, Confirmed, Digit, Ended, MediaChanged, Progress, Rejected
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.outgoing import OutgoingCall

HERE = "127.0.0.1"
SCENARIOS = Path(__file__).parent / "sipp"
CALLS = 12
OUR_SDP = (
    b"v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n"
    b"m=audio 4000 RTP/AVP 8 101\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n"
)


def free_port() -> int:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        probe.bind((HERE, 0))
        return int(probe.getsockname()[1])


class Sipp:
    """One run of SIPp over a scenario, in a folder of its own."""

    def __init__(self, process: asyncio.subprocess.Process, *, port: int) -> None:
        self.process = process
        self.port = port

    @classmethod
    async def start(
        cls, scenario: str, *, folder: Path, target: str = "", calls: int = CALLS, transport: str = "u1"
    ) -> "Sipp":
        port = free_port()
        command = ["sipp", "-sf", str(SCENARIOS / f"{scenario}.xml"), "-i", HERE, "-p", str(port), "-m", str(calls)]
        command += ["-nostdin", "-timeout", "60", "-timeout_error", "-s", "79161234567", "-r", "40", "-trace_err"]
        command += ["-deadcall_wait", "0", "-t", transport, *([target] if target else [])]
        process = await asyncio.create_subprocess_exec(
            *command, cwd=folder, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.STDOUT
        )
        return cls(process, port=port)

    async def content(self) -> bool:
        """Whether every call went by the scenario; what SIPp had to say is shown when not."""
        screen, _ = await self.process.communicate()
        if self.process.returncode:
            print(screen.decode("utf-8", "replace")[-3000:])  # noqa: T201
        return self.process.returncode == 0


@pytest.fixture
async def robot() -> AsyncIterator[Endpoint]:
    endpoint = await Endpoint.open(host=HERE, port=0)
    yield endpoint
    await endpoint.close()


async def follow(call: OutgoingCall, on_event: Callable[[OutgoingCall, CallEvent], None]) -> list[CallEvent]:
    told: list[CallEvent] = []
    async for event in call.events():
        told.append(event)
        on_event(call, event)
    return told


def leave_when_answered(call: OutgoingCall, event: CallEvent) -> None:
    if isinstance(event, events.Answered):
        call.hang_up()


def cancel_when_ringing(call: OutgoingCall, event: CallEvent) -> None:
    if isinstance(event, Progress):
        call.cancel()


def do_nothing(call: OutgoingCall, event: CallEvent) -> None:
    pass


async def dial(
    robot: Endpoint, sipp: Sipp, on_event: Callable[[OutgoingCall, CallEvent], None], *, password: str = "secret"
) -> list[list[CallEvent]]:
    calls = [
        robot.call(
            target=(HERE, sipp.port),
            to_uri=f"sip:79161234567@{HERE}:{sipp.port}",
            from_uri=f"sip:74951112233@{HERE}",
            sdp=OUR_SDP,
            credentials=Credentials(username="robot", password=password),
        )
        for _ in range(CALLS)
    ]
    return await asyncio.gather(*[follow(call, on_event) for call in calls])


def kinds(told: list[CallEvent]) -> list[str]:
    return [type(event).__name__ for event in told]


async def test_sipp_rings_plays_and_answers(robot: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("answers", folder=tmp_path)
    for told in await dial(robot, sipp, leave_when_answered):
        assert kinds(told) == ["Progress", "Progress", "Answered", "Ended"]
        assert isinstance(told[2], events.Answered)
        assert b"c=IN IP4 127.0.0.1\r\n" in told[2].sdp
        assert b"a=rtpmap:101 telephone-event/8000" in told[2].sdp
    assert await sipp.content()


async def test_sipp_refuses(robot: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("refuses", folder=tmp_path)
    assert await dial(robot, sipp, do_nothing) == [[Rejected(486, "Busy Here", 17)]] * CALLS
    assert await sipp.content()


@pytest.mark.parametrize("status", [401, 407])
async def test_sipp_checks_our_digest(status: int, robot: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start(f"challenges_{status}", folder=tmp_path)
    for told in await dial(robot, sipp, leave_when_answered):
        assert kinds(told) == ["Answered", "Ended"]
    assert await sipp.content()


async def test_sipp_refuses_a_wrong_password(robot: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("challenges_401", folder=tmp_path)
    assert await dial(robot, sipp, do_nothing, password="wrong") == [[Rejected(403, "Forbidden")]] * CALLS
    assert await sipp.content()


async def test_sipp_is_cancelled(robot: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("is_cancelled", folder=tmp_path)
    assert (
        await dial(robot, sipp, cancel_when_ringing) == [[Progress(180), Rejected(487, "Request Terminated")]] * CALLS
    )
    assert await sipp.content()


async def test_sipp_presses_holds_takes_back_and_leaves(robot: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("holds_and_leaves", folder=tmp_path)
    for told in await dial(robot, sipp, do_nothing):
        assert kinds(told) == ["Answered", "Digit", "MediaChanged", "MediaChanged", "Ended"]
        assert told[1] == Digit("7")
        offers = [one.sdp for one in told if isinstance(one, MediaChanged)]
        assert [b"a=sendonly" in offers[0], b"a=sendrecv" in offers[1]] == [True, True]
        assert told[-1] == Ended(by="far", q850_cause=16)
    assert await sipp.content()


async def serve(
    scenario: str, folder: Path, act: Callable[[IncomingCall], None], transport: Transport = "UDP"
) -> list[list[CallEvent]]:
    """SIPp calls us; what our side of each call was told."""
    followers: list[asyncio.Task[list[CallEvent]]] = []

    async def follow_incoming(call: IncomingCall) -> list[CallEvent]:
        told: list[CallEvent] = []
        async for event in call.events():
            told.append(event)
            if isinstance(event, Confirmed) and scenario == "is_left":
                call.hang_up()
        return told

    def take(call: IncomingCall) -> None:
        act(call)
        followers.append(asyncio.create_task(follow_incoming(call)))

    endpoint = await Endpoint.open(host=HERE, port=0, on_incoming=take, transport=transport)
    sipp = await Sipp.start(
        scenario, folder=folder, target=f"{HERE}:{endpoint.port}", transport="u1" if transport == "UDP" else "t1"
    )
    assert await sipp.content()
    told = await asyncio.gather(*followers)
    await endpoint.close()
    return told


def ring_and_answer(call: IncomingCall) -> None:
    assert (call.to_user, call.from_user) == ("79161234567", "79990000001")
    assert call.sdp is not None
    assert b"telephone-event" in call.sdp
    call.ring()
    call.progress(sdp=OUR_SDP)
    call.accept(sdp=OUR_SDP)


async def test_sipp_calls_and_hangs_up(tmp_path: Path) -> None:
    assert await serve("calls", tmp_path, ring_and_answer) == [[Confirmed(), Ended(by="far")]] * CALLS


async def test_sipp_calls_and_gives_up(tmp_path: Path) -> None:
    assert await serve("gives_up", tmp_path, IncomingCall.ring) == [[Cancelled()]] * CALLS


async def test_sipp_is_hung_up_on(tmp_path: Path) -> None:
    told = await serve("is_left", tmp_path, lambda call: call.accept(sdp=OUR_SDP))
    assert told == [[Confirmed(), Ended(by="near", q850_cause=16)]] * CALLS
