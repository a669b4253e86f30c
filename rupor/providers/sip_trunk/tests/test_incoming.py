"""Calls that come to us: only from those we know, by the number the network tells, with sound both can speak."""

import asyncio
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from typing import Any

import pytest

from rupor.engine import legs
from rupor.engine.ports import Outcome
from rupor.engine.trunks import Srtp, TrunkSpec
from rupor.protocols import sdp
from rupor.protocols.sip import events as sip
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.outgoing import OutgoingCall
from rupor.providers.sip_trunk.incoming import Incoming, NoSound
from rupor.providers.sip_trunk.provider import Trunks
from rupor.providers.sip_trunk.side import Side

HERE, ELSEWHERE = "127.0.0.1", "127.0.0.2"
OURS, PERSON = "74951234567", "79161234567"


@asynccontextmanager
async def town(**spec: Any) -> AsyncIterator[tuple[Trunks, Endpoint]]:
    """Our side, and the operator it knows."""
    far = await Endpoint.open(host=HERE, port=0)
    trunk = await Trunks.open(side=Side(), specs=[TrunkSpec(name="town", host=HERE, port=far.port, **spec)])
    await trunk.check()
    try:
        yield trunk, far
    finally:
        await trunk.close()
        await far.close()


def dial(
    far: Endpoint,
    port: int,
    *,
    caller: str = PERSON,
    body: bytes | None = None,
    headers: Mapping[str, str] | None = None,
) -> OutgoingCall:
    return far.call(
        target=(HERE, port),
        to_uri=f"sip:{OURS}@{HERE}:{port}",
        from_uri=f"sip:{caller}@example.org",
        sdp=sdp.offer(host=HERE, port=4000, session_id=1) if body is None else body,
        headers=headers,
    )


async def end(call: OutgoingCall, on_answer: Callable[[], None] = lambda: None) -> list[sip.CallEvent]:
    told = []
    async for event in call.events():
        told.append(event)
        if isinstance(event, sip.Answered):
            on_answer()
    return told


async def test_a_stranger_is_forbidden_and_counted() -> None:
    stranger = await Endpoint.open(host=ELSEWHERE, port=0)
    async with town() as (trunk, _):
        trunk.on_incoming = lambda incoming: pytest.fail("a stranger was let in")
        (refused,) = await end(dial(stranger, trunk.port))
        assert isinstance(refused, sip.Rejected)
        assert (refused.status, trunk.strangers) == (403, 1)
    await stranger.close()


@pytest.mark.parametrize("codecs", [("PCMA", "PCMU"), ("PCMU",)])
async def test_a_call_is_rung_answered_and_carried_as_any_other(codecs: tuple[str, ...]) -> None:
    talked: asyncio.Future[list[legs.LegEvent]] = asyncio.get_running_loop().create_future()
    seen: list[tuple[str, str, str]] = []
    async with town(codecs=codecs) as (trunk, far):

        async def carry(incoming: Incoming) -> None:
            told: list[legs.LegEvent] = []
            report = await incoming.accept().run(told.append)
            assert report.trunk == "town"
            talked.set_result(told)

        def on_incoming(incoming: Incoming) -> None:
            seen.append((incoming.caller, incoming.called, incoming.trunk))
            incoming.ring()
            carrying.append(asyncio.create_task(carry(incoming)))

        carrying: list[asyncio.Task[None]] = []
        trunk.on_incoming = on_incoming
        call = dial(far, trunk.port)
        told = await end(call, on_answer=call.hang_up)
        answered = next(event for event in told if isinstance(event, sip.Answered))
        assert told[0] == sip.Progress(180)
        assert sdp.read(answered.sdp).codec == codecs[0]
        assert seen == [(PERSON, OURS, "town")]
        events = await talked
        assert events[0] == legs.Answered()
        assert isinstance(events[-1], legs.Ended)
        assert (events[-1].outcome, events[-1].by) == (Outcome.ANSWERED, "far")
        assert [state.calls for state in trunk.states] == [0]


async def test_an_offer_of_ours_is_made_to_who_brings_none() -> None:
    async with town() as (trunk, far):
        carrying: list[asyncio.Task[legs.LegReport]] = []
        trunk.on_incoming = lambda incoming: carrying.append(asyncio.create_task(incoming.accept().run(lambda _: None)))
        call = dial(far, trunk.port, body=b"")
        told = await end(call, on_answer=call.hang_up)
        answered = next(event for event in told if isinstance(event, sip.Answered))
        assert sdp.read(answered.sdp).codec == "PCMA"
        await asyncio.gather(*carrying)


@pytest.mark.parametrize(
    ("caller", "headers", "known"),
    [
        (PERSON, {}, (PERSON, False)),
        ("anonymous", {}, ("", False)),
        ("anonymous", {"P-Asserted-Identity": f"<sip:+{PERSON}@example.org>", "Privacy": "id"}, (f"+{PERSON}", True)),
        ("78005553535", {"P-Asserted-Identity": f"<sip:{PERSON}@example.org>"}, (PERSON, False)),
    ],
)
async def test_who_calls_is_whom_the_network_names(
    caller: str, headers: dict[str, str], known: tuple[str, bool]
) -> None:
    seen: list[tuple[str, bool]] = []
    async with town() as (trunk, far):

        def on_incoming(incoming: Incoming) -> None:
            seen.append((incoming.caller, incoming.private))
            incoming.refuse(status=404)

        trunk.on_incoming = on_incoming
        (refused,) = await end(dial(far, trunk.port, caller=caller, headers=headers))
    assert isinstance(refused, sip.Rejected)
    assert (refused.status, seen) == (404, [known])


async def test_sound_in_the_clear_is_refused_where_encryption_is_required() -> None:
    async with town(srtp=Srtp.REQUIRED) as (trunk, far):

        def on_incoming(incoming: Incoming) -> None:
            with pytest.raises(NoSound):
                incoming.accept()

        trunk.on_incoming = on_incoming
        (refused,) = await end(dial(far, trunk.port))
    assert isinstance(refused, sip.Rejected)
    assert refused.status == 488


async def test_a_caller_who_gives_up_before_the_answer_ends_the_leg_unanswered() -> None:
    async with town() as (trunk, far):
        waiting: list[Incoming] = []

        def on_incoming(incoming: Incoming) -> None:
            incoming.ring()
            waiting.append(incoming)

        trunk.on_incoming = on_incoming
        call = dial(far, trunk.port)
        async for event in call.events():
            if isinstance(event, sip.Progress):
                call.hang_up()
        told: list[legs.LegEvent] = []
        await waiting[0].accept().run(told.append)
        (ended,) = told
        assert isinstance(ended, legs.Ended)
        assert ended.outcome is Outcome.NO_ANSWER
