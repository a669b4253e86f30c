"""Trunks as a set: TCP, TLS with encrypted sound, registration, choice, limits, passing over, changes while at work."""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from rupor.engine import legs
from rupor.engine.ports import Outcome
from rupor.engine.trunks import Srtp, TrunkSpec
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.incoming import IncomingCall
from rupor.providers.sip_trunk.provider import NoTrunk, TrunkAway, TrunkBusy, Trunks
from rupor.providers.sip_trunk.side import Side
from rupor.simulators.phone_network.network import NetworkConfig, PhoneNetwork

HERE = "127.0.0.1"
LISTENS, BUSY = "79160000000", "79160000004"


class Town:
    """A network on every transport, and its judge."""

    def __init__(self, network: PhoneNetwork, folder: Path) -> None:
        self.network = network
        self.folder = folder

    def spec(self, transport: str = "udp", **more: Any) -> TrunkSpec:
        secure = transport == "tls"
        port = self.network.tls_port if secure else self.network.port
        ca = (self.folder / "tls" / "network.pem").read_text() if secure else ""
        return TrunkSpec(**{"name": transport, "host": HERE, "port": port, "transport": transport, "ca": ca, **more})

    def seen(self, what: str) -> list[dict[str, Any]]:
        lines = [json.loads(line) for line in (self.folder / "n.jsonl").read_text().splitlines()]
        return [line for line in lines if line["what"] == what]


@asynccontextmanager
async def town(folder: Path, **more: Any) -> AsyncIterator[Town]:
    config = NetworkConfig(port=0, pace=0.3, log=folder / "n.jsonl", tls_port=0, tls_folder=folder / "tls", **more)
    network = await PhoneNetwork.open(config=config)
    try:
        yield Town(network, folder)
    finally:
        await network.close()


@asynccontextmanager
async def trunks_of(*specs: TrunkSpec, **more: Any) -> AsyncIterator[Trunks]:
    trunks = await Trunks.open(side=Side(), specs=specs, **more)
    await trunks.check()
    try:
        yield trunks
    finally:
        await trunks.close()


async def talk(leg: legs.CallLeg[Any], *, listen: bool = False) -> list[legs.LegEvent]:
    """To the end: hung up when answered, or when the far side was heard to speak."""
    told: list[legs.LegEvent] = []

    def on_event(event: legs.LegEvent) -> None:
        told.append(event)
        if isinstance(event, legs.Speech if listen else legs.Answered):
            leg.hang_up()

    async with asyncio.timeout(60):
        await leg.run(on_event)
    return told


def outcome(told: list[legs.LegEvent]) -> Outcome:
    assert isinstance(told[-1], legs.Ended)
    return told[-1].outcome


@pytest.mark.parametrize("transport", ["udp", "tcp", "tls"])
async def test_a_call_by_each_transport(tmp_path: Path, transport: str) -> None:
    async with town(tmp_path) as place, trunks_of(place.spec(transport)) as trunks:
        assert trunks.reachable
        assert outcome(await talk(trunks.place(phone=LISTENS, caller="74951234567"), listen=True)) is Outcome.ANSWERED
        assert outcome(await talk(trunks.place(phone=BUSY, caller=""))) is Outcome.BUSY
    assert [line.get("transport", "udp") for line in place.seen("invite")] == [transport, transport]


@pytest.mark.parametrize("srtp", [Srtp.OPTIONAL, Srtp.REQUIRED])
async def test_encrypted_sound_is_heard(tmp_path: Path, srtp: Srtp) -> None:
    async with town(tmp_path) as place, trunks_of(place.spec("tls", srtp=srtp)) as trunks:
        leg = trunks.place(phone=LISTENS, caller="74951234567")
        told = await talk(leg, listen=True)
        assert b"a=crypto:" in leg._call.local_sdp
    assert any(isinstance(event, legs.Speech) for event in told)
    assert outcome(told) is Outcome.ANSWERED


async def test_without_the_encryption_that_is_required_there_is_no_talk() -> None:
    from rupor.protocols import sdp

    def on_incoming(call: IncomingCall) -> None:
        body = (call.sdp or b"").replace(b"RTP/SAVP", b"RTP/AVP")
        plain = b"\r\n".join(line for line in body.split(b"\r\n") if not line.startswith(b"a=crypto"))
        answer, _ = sdp.answer(offered=plain, host=HERE, port=4000, session_id=7)
        call.accept(sdp=answer)

    far = await Endpoint.open(host=HERE, port=0, on_incoming=on_incoming)
    spec = TrunkSpec(name="plain", host=HERE, port=far.port, srtp=Srtp.REQUIRED)
    async with trunks_of(spec) as trunks:
        told = await talk(trunks.place(phone=LISTENS, caller=""))
    await far.close()
    assert outcome(told) is Outcome.PROVIDER_ERROR
    assert "encryption" in told[-1].detail  # type: ignore[union-attr]


async def until(trunks: Trunks, name: str, registered: bool | None, why: str = "") -> None:
    async with asyncio.timeout(20):
        while not any(  # noqa: ASYNC110 - what we wait for happens on the wire
            state.name == name and state.registered is registered and why in state.why for state in trunks.states
        ):
            await asyncio.sleep(0.02)


@pytest.mark.parametrize("transport", ["udp", "tls"])
async def test_a_trunk_registers_and_takes_the_binding_back(tmp_path: Path, transport: str) -> None:
    async with town(tmp_path, password="secret") as place:
        spec = place.spec(transport, registers=True, user="rupor", password="secret")
        async with trunks_of(spec) as trunks:
            await until(trunks, transport, True)
            assert trunks.reachable
            assert "rupor" in place.network.registrar.known
        assert place.network.registrar.known == {}


async def test_a_trunk_that_refuses_the_password_is_not_called_and_says_why(tmp_path: Path) -> None:
    async with town(tmp_path, password="secret") as place:
        spec = place.spec("tcp", registers=True, user="rupor", password="wrong")
        async with trunks_of(spec) as trunks:
            await until(trunks, "tcp", False, "403")
            assert not trunks.reachable
            with pytest.raises(TrunkAway):
                trunks.place(phone=LISTENS, caller="")


async def test_a_certificate_that_is_refused_says_so(tmp_path: Path) -> None:
    async with town(tmp_path) as place, trunks_of(place.spec("tls", ca="")) as trunks:
        assert not trunks.reachable
        assert "certificate refused" in trunks.states[0].why


async def test_prefix_goes_before_priority_and_priority_before_weight(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        usual = place.spec("udp", name="usual", priority=5)
        spare = place.spec("udp", name="spare", priority=9)
        moscow = place.spec("udp", name="moscow", priority=20, prefixes=("7495", "7499"))
        async with trunks_of(spare, moscow, usual) as trunks:
            assert names(trunks, LISTENS) == ["usual", "spare"]
            assert names(trunks, "74951234560") == ["moscow", "usual", "spare"]
            assert names(trunks, "sip:100@pbx.test") == ["usual", "spare", "moscow"]
        async with trunks_of(moscow) as trunks:
            with pytest.raises(NoTrunk):
                trunks.place(phone=LISTENS, caller="")


async def test_weights_share_calls_among_equals(tmp_path: Path) -> None:
    luck = iter([0.5, 0.5, 0.2, 0.9])
    async with town(tmp_path) as place:
        light, heavy = place.spec("udp", name="light", weight=1), place.spec("udp", name="heavy", weight=3)
        async with trunks_of(light, heavy, luck=lambda: next(luck)) as trunks:
            assert names(trunks, LISTENS) == ["heavy", "light"], "√³0.5 > 0.5"
            assert names(trunks, LISTENS) == ["heavy", "light"]


def names(trunks: Trunks, phone: str) -> list[str]:
    return [way.spec.name for way in trunks._ways(phone=phone, allow=())]


async def test_a_full_trunk_takes_no_more_and_another_does(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        narrow = place.spec("udp", name="narrow", priority=1, channels=1)
        wide = place.spec("tcp", name="wide", priority=2)
        async with trunks_of(narrow, wide) as trunks:
            first, second = (trunks.place(phone=BUSY, caller="") for _ in range(2))
            assert (first._call.trunk, second._call.trunk) == ("narrow", "wide")
            with pytest.raises(TrunkBusy):
                trunks.place(phone=BUSY, caller="", allow=("narrow",))
            assert trunks.refusal(phone=BUSY) is None
            await asyncio.gather(talk(first), talk(second))
            assert [state.calls for state in trunks.states] == [0, 0]


async def test_starts_are_held_to_the_rate(tmp_path: Path) -> None:
    async with town(tmp_path) as place, trunks_of(place.spec("udp", starts_per_second=1)) as trunks:
        leg = trunks.place(phone=BUSY, caller="")
        refusal = trunks.refusal(phone=BUSY)
        assert isinstance(refusal, TrunkBusy)
        assert refusal.retryable
        await talk(leg)


@pytest.mark.parametrize("status", [503, 408, 502])
async def test_a_trunk_that_cannot_is_passed_over_before_anything_rang(tmp_path: Path, status: int) -> None:
    far = await Endpoint.open(host=HERE, port=0, on_incoming=lambda call: call.reject(status=status))
    async with town(tmp_path) as place:
        bad = TrunkSpec(name="bad", host=HERE, port=far.port, priority=1)
        async with trunks_of(bad, place.spec("tcp", priority=2)) as trunks:
            leg = trunks.place(phone=LISTENS, caller="")
            assert outcome(await talk(leg)) is Outcome.ANSWERED
            assert leg._call.trunk == "tcp"
            assert [state.calls for state in trunks.states] == [0, 0]
    await far.close()


async def test_a_trunk_that_vanished_is_passed_over_and_known_to_be_away(tmp_path: Path) -> None:
    far = await Endpoint.open(host=HERE, port=0, transport="TCP")
    async with town(tmp_path) as place:
        gone = TrunkSpec(name="gone", host=HERE, port=far.port, transport="tcp", priority=1)
        async with trunks_of(gone, place.spec("udp", priority=2)) as trunks:
            await far.close()
            leg = trunks.place(phone=LISTENS, caller="")
            assert outcome(await talk(leg)) is Outcome.ANSWERED
            assert leg._call.trunk == "udp"
            assert {state.name: state.reachable for state in trunks.states} == {"gone": False, "udp": True}


async def test_a_silent_trunk_is_not_waited_for_while_another_may_do(tmp_path: Path) -> None:
    class Deaf(Endpoint):
        def receive(self, packet: bytes, source: tuple[str, int]) -> None:
            if packet.startswith(b"OPTIONS"):
                super().receive(packet, source)

    far = await Deaf.open(host=HERE, port=0)
    async with town(tmp_path) as place:
        deaf = TrunkSpec(name="deaf", host=HERE, port=far.port, priority=1)
        async with trunks_of(deaf, place.spec("udp", priority=2)) as trunks:
            assert outcome(await talk(trunks.place(phone=LISTENS, caller=""))) is Outcome.ANSWERED
    await far.close()


async def test_a_refusal_by_the_person_is_not_passed_on(tmp_path: Path) -> None:
    async with town(tmp_path) as place:
        async with trunks_of(place.spec("udp"), place.spec("tcp")) as trunks:
            assert outcome(await talk(trunks.place(phone=BUSY, caller=""))) is Outcome.BUSY
        assert len(place.seen("invite")) == 1


async def test_trunks_change_under_a_call_that_goes_on(tmp_path: Path) -> None:
    async with town(tmp_path) as place, trunks_of(place.spec("udp"), place.spec("tcp")) as trunks:
        leg = trunks.place(phone=LISTENS, caller="", allow=("tcp",))
        answered = asyncio.Event()
        told: list[legs.LegEvent] = []

        def on_event(event: legs.LegEvent) -> None:
            told.append(event)
            if isinstance(event, legs.Answered):
                answered.set()

        run = asyncio.create_task(leg.run(on_event))
        await answered.wait()
        await trunks.use([place.spec("tls")])
        await trunks.check()
        assert [(state.name, state.reachable) for state in trunks.states] == [("tls", True)]
        leg.hang_up()
        await run
    assert outcome(told) is Outcome.ANSWERED
    assert place.seen("end")[0]["by"] == "far", "the robot hung up, and the network heard it"


async def test_a_name_that_nobody_knows_is_told() -> None:
    async with trunks_of(TrunkSpec(name="a", host="nobody.invalid")) as trunks:
        assert not trunks.reachable
        assert "name unknown" in trunks.states[0].why
