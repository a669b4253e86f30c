"""SIPp inside the call: holds and updates, timed sessions, promised answers, forks, routes."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from rupor.protocols.sip import events
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.events import CallEvent, ChangeAccepted, Confirmed, Ended, MediaChanged
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.protocols.sip.tests.test_sipp import (
    CALLS,
    HERE,
    OUR_SDP,
    Sipp,
    dial,
    do_nothing,
    kinds,
    leave_when_answered,
    serve,
)

HOLD = OUR_SDP.replace(b"a=sendrecv", b"a=sendonly").replace(b"o=- 1 1", b"o=- 1 2")
BACK = OUR_SDP.replace(b"o=- 1 1", b"o=- 1 3")


@pytest.fixture
async def caller() -> AsyncIterator[Endpoint]:
    endpoint = await Endpoint.open(host=HERE, port=0)
    yield endpoint
    await endpoint.close()


async def test_sipp_is_held_and_taken_back(caller: Endpoint, tmp_path: Path) -> None:
    def hold(call: OutgoingCall, event: CallEvent) -> None:
        if isinstance(event, events.Answered):
            call.change(HOLD)
        elif isinstance(event, ChangeAccepted) and b"a=recvonly" in event.sdp:
            call.change(BACK)
        elif isinstance(event, ChangeAccepted):
            call.hang_up()

    sipp = await Sipp.start("is_held", folder=tmp_path)
    for told in await dial(caller, sipp, hold):
        assert kinds(told) == ["Answered", "ChangeAccepted", "ChangeAccepted", "Ended"]
    assert await sipp.content()


async def test_sipp_holds_by_update(caller: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("updates", folder=tmp_path)
    for told in await dial(caller, sipp, do_nothing):
        assert kinds(told) == ["Answered", "MediaChanged", "Ended"]
        assert isinstance(told[1], MediaChanged)
        assert b"a=sendonly" in told[1].sdp
    assert await sipp.content()


async def test_sipp_is_refreshed_in_time(caller: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("is_refreshed", folder=tmp_path)
    for told in await dial(caller, sipp, do_nothing):
        assert kinds(told) == ["Answered", "Ended"]
        assert told[-1] == Ended(by="far")
    assert await sipp.content()


async def test_sipp_falls_silent_and_is_let_go(caller: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("falls_silent", folder=tmp_path)
    for told in await dial(caller, sipp, do_nothing):
        assert told[-1] == Ended(by="error", q850_cause=102)
    assert await sipp.content()


async def test_sipp_wants_longer_sessions(caller: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("too_brief", folder=tmp_path)
    for told in await dial(caller, sipp, leave_when_answered):
        assert kinds(told) == ["Answered", "Ended"]
    assert await sipp.content()


async def test_sipp_has_its_promises_acknowledged(caller: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("promises", folder=tmp_path)
    for told in await dial(caller, sipp, leave_when_answered):
        assert kinds(told) == ["Progress", "Progress", "Answered", "Ended"]
        assert isinstance(told[2], events.Answered)
        assert b"m=audio" in told[2].sdp
    assert await sipp.content()


async def test_sipp_requires_promises(tmp_path: Path) -> None:
    def answer_by_steps(call: IncomingCall) -> None:
        call.ring()
        call.progress(sdp=OUR_SDP)
        call.accept(sdp=OUR_SDP)

    assert await serve("requires", tmp_path, answer_by_steps) == [[Confirmed(), Ended(by="far")]] * CALLS


async def test_of_two_branches_of_sipp_one_is_talked_to(caller: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("forks", folder=tmp_path)
    for told in await dial(caller, sipp, do_nothing):
        assert kinds(told) == ["Progress", "Progress", "Answered", "Ended"]
        assert told[-1] == Ended(by="far")
    assert await sipp.content()


async def test_sipp_is_reached_through_its_proxies(caller: Endpoint, tmp_path: Path) -> None:
    sipp = await Sipp.start("routes", folder=tmp_path)
    for told in await dial(caller, sipp, leave_when_answered):
        assert kinds(told) == ["Answered", "Ended"]
    assert await sipp.content()
