"""People of the network in the box call back, over each transport: the number they saw, from the trunk we know."""

import asyncio
from pathlib import Path

import pytest

from rupor.engine import legs
from rupor.engine.ports import Outcome
from rupor.engine.trunks import TrunkSpec
from rupor.processes.voice.tests import rig
from rupor.providers.sip_trunk.incoming import Incoming
from rupor.providers.sip_trunk.provider import Trunks
from rupor.providers.sip_trunk.side import Side
from rupor.simulators.phone_network.network import NetworkConfig, PhoneNetwork

OURS = "74951234567"
BUSY, LISTENS, USUAL = "79166881314", "79166881310", "79166000004"


@pytest.mark.parametrize("transport", ["udp", "tcp"])
async def test_who_was_called_calls_the_number_they_saw_once(tmp_path: Path, transport: str) -> None:
    network = await PhoneNetwork.open(config=NetworkConfig(port=0, pace=0.1, log=tmp_path / "log.jsonl"))
    trunks = await Trunks.open(
        side=Side(), specs=[TrunkSpec(name="town", host="127.0.0.1", port=network.port, transport=transport)]
    )
    came: list[tuple[str, str]] = []
    ended: list[legs.LegEvent] = []
    carrying: list[asyncio.Task[legs.LegReport]] = []

    def on_incoming(incoming: Incoming) -> None:
        came.append((incoming.caller, incoming.called))
        leg = incoming.accept()

        def hear(event: legs.LegEvent) -> None:
            if isinstance(event, legs.Answered):
                leg.hang_up()
            ended.append(event)

        carrying.append(asyncio.create_task(leg.run(hear)))

    trunks.on_incoming = on_incoming
    assert await trunks.check()
    for phone in (USUAL, BUSY, LISTENS):
        leg = trunks.place(phone=phone, caller=OURS)
        await leg.run(lambda event, leg=leg: leg.hang_up() if isinstance(event, legs.Answered) else None)  # type: ignore[misc]
    await rig.until(lambda: sum(isinstance(event, legs.Ended) for event in ended) == 2)
    assert sorted(came) == sorted([(BUSY, OURS), (LISTENS, OURS)])
    assert {event.outcome for event in ended if isinstance(event, legs.Ended)} == {Outcome.ANSWERED}
    await asyncio.gather(*carrying)
    await trunks.close()
    await network.close()
