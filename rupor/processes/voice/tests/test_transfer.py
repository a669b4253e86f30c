"""Transfers over real SIP and RTP: operators are rung in order, the two hear one another, both legs are told."""

import asyncio
from pathlib import Path
from typing import Any

from rupor.engine.flow.tests.flows import with_nodes
from rupor.engine.ports import Outcome
from rupor.processes.voice.tests import rig
from rupor.simulators.phone_network import people, voices

LISTENS, PRESSES, LEAVES = "79160000000", "79160000001", "79160000003"
BUSY, RINGS_OUT, UNKNOWN = "74950000004", "74950000005", "74950000006"
SPEAKS, LEAVES_TOO = "74950000049", "74950000003"
SPOKEN_HERTZ = voices.PITCH_HERTZ[people.Voice.ASSISTANT]


def transferring(*operators: str, ring_seconds: int = 20, **changes: Any) -> dict[str, Any]:
    """What the order needs for a flow that plays its clip and rings these."""
    listed = [{"kind": "phone", "to": operator} for operator in operators]
    cards = [
        {"do": "record"},
        {"do": "play", "material": "campaign"},
        {"do": "transfer", "operators": listed, "ring_seconds": ring_seconds},
    ]
    ticket = {"cards": [{"do": "ticket_card", "title": "Перезвонить: {{name}}", "text": "Никто не ответил"}]}
    flow = with_nodes(a={"cards": cards, "branches": [{"when": "no_operator", "to": "b"}]}, b=ticket)
    return {"flow": flow, "max_talk_seconds": 20, **changes}


def told(line: rig.Rig) -> list[tuple[str, Outcome]]:
    return [
        (event.phone, event.call.outcome)
        for event in line.sink.of(1)
        if event.kind == "transferred" and event.call is not None
    ]


async def test_the_first_operator_who_answers_hears_and_is_heard(tmp_path: Path) -> None:
    async with rig.rig(tmp_path, pace=0.3) as line:
        result = await line.call(PRESSES, **transferring(BUSY, SPEAKS, LEAVES_TOO, max_talk_seconds=9))
        await rig.until(lambda: bool(line.seen("end", phone=SPEAKS)))
    assert line.sink.kinds(1) == ["answered", "transferred", "transferred", "finished"]
    assert told(line) == [(BUSY, Outcome.BUSY), (SPEAKS, Outcome.ANSWERED)]
    assert (result.transferred_to, result.detail, result.path) == (SPEAKS, "longest_talk", ["a"])
    taken = line.sink.of(1)[2]
    assert (taken.node, taken.call is not None and taken.call.talk_seconds > 1) == ("a", True)
    assert not line.seen("invite", phone=LEAVES_TOO)
    recording = rig.listen(tmp_path / result.recording)
    assert rig.Recording.share(recording.near, hertz=SPOKEN_HERTZ) > 0.05, "the person heard the operator"
    assert line.seen("heard_digit", phone=SPEAKS), "the operator heard the person's key"


async def test_the_operator_hanging_up_ends_both(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await line.call(LISTENS, **transferring(LEAVES_TOO))
        await rig.until(lambda: bool(line.seen("end", phone=LISTENS)))
    (operator,) = [event.call for event in line.sink.of(1) if event.kind == "transferred"]
    assert operator is not None
    assert (operator.outcome, operator.hung_up_by) == (Outcome.ANSWERED, "far")
    assert (result.outcome, result.hung_up_by, result.transferred_to) == (Outcome.ANSWERED, "near", LEAVES_TOO)
    assert result.talk_seconds > operator.talk_seconds


async def test_nobody_to_be_connected_takes_its_own_branch(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await line.call(LISTENS, **transferring(UNKNOWN, BUSY))
    assert line.sink.kinds(1) == ["answered", "transferred", "transferred", "follow_up", "finished"]
    assert told(line) == [(UNKNOWN, Outcome.INVALID), (BUSY, Outcome.BUSY)]
    ticket = line.sink.of(1)[3]
    assert (ticket.tag, ticket.text, ticket.node) == ("Перезвонить: Анна", "Никто не ответил", "b")
    assert (result.path, result.transferred_to) == (["a", "b"], "")


async def test_an_operator_is_rung_only_so_long(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await line.call(LISTENS, **transferring(RINGS_OUT, ring_seconds=5))
    (operator,) = [event.call for event in line.sink.of(1) if event.kind == "transferred"]
    assert operator is not None
    assert operator.outcome == Outcome.NO_ANSWER
    assert 4.5 < operator.ring_seconds < 9
    assert len(line.seen("cancel", phone=RINGS_OUT)) == 1
    recording = rig.listen(tmp_path / result.recording)
    heard = recording.near[int(rig.CLIP_SECONDS * 1.5 * 8000) : -8000]
    assert float(abs(heard).max()) > 2000, "music plays while the operator is rung"


async def test_the_person_leaving_ends_the_ringing(tmp_path: Path) -> None:
    async with rig.rig(tmp_path, pace=1.0) as line:
        result = await line.call(LEAVES, **transferring(RINGS_OUT, SPEAKS))
        await rig.until(lambda: bool(line.seen("cancel", phone=RINGS_OUT)))
    assert told(line) == [(RINGS_OUT, Outcome.NO_ANSWER)]
    assert (result.outcome, result.hung_up_by, result.transferred_to) == (Outcome.ANSWERED, "far", "")
    assert line.sink.kinds(1)[-1] == "finished"
    assert not line.seen("invite", phone=SPEAKS)


async def test_an_operator_may_have_a_sip_address(tmp_path: Path) -> None:
    address = f"sip:{LEAVES_TOO}@pbx.example"
    cards = [
        {"do": "play", "material": "campaign"},
        {"do": "transfer", "operators": [{"kind": "sip", "to": f"{LEAVES_TOO}@pbx.example"}]},
    ]
    async with rig.rig(tmp_path) as line:
        result = await line.call(LISTENS, flow=with_nodes(a={"cards": cards}), max_talk_seconds=20)
    assert told(line) == [(address, Outcome.ANSWERED)]
    assert (result.transferred_to, len(line.seen("invite", phone=LEAVES_TOO))) == (address, 1)


async def test_the_pulse_tells_how_a_call_stands(tmp_path: Path) -> None:
    """Dialling and ringing, the talk, an operator on the line, and nothing when all is over."""
    stood: list[str] = []

    def look() -> bool:
        for each in line.carrier.line:
            assert (each.account, each.campaign, each.calls) == (order.account, order.campaign, 1)
            assert each.trunk in ("", "town")
            if each.state not in stood[-1:]:
                stood.append(each.state)
        return bool(line.sink.of(1)) and line.sink.kinds(1)[-1] == "finished"

    async with rig.rig(tmp_path, pace=0.3) as line:
        order = rig.order(attempt=1, phone=LISTENS)
        calling = asyncio.create_task(line.call(LISTENS, **transferring(LEAVES_TOO)))
        await rig.until(look)
        await calling
        assert line.carrier.line == []
    assert stood[-3:] == ["ringing", "talking", "transferred"]
