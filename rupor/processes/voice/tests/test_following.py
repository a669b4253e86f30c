"""A gateway without a trunk of its own takes those of the bus, tells how they fare, and changes them under way."""

from pathlib import Path

from rupor.engine import ports
from rupor.engine.trunks import TrunkSpec
from rupor.processes.gateway import bus
from rupor.processes.voice.tests import rig
from rupor.processes.voice.tests.test_gateway import BUSY, Town, open_network, open_town


async def hand_out(town: Town, *specs: TrunkSpec) -> None:
    await town.client.jetstream().publish(bus.TRUNKS_SUBJECT, ports.encode(specs))


def told(town: Town) -> dict[str, tuple[bool, str]]:
    return {state.name: (state.reachable, state.why) for state in town.beats[-1].trunks} if town.beats else {}


async def test_trunks_of_the_bus_carry_calls_and_may_change(tmp_path: Path) -> None:
    async with open_town(tmp_path) as town, open_network(town) as network:
        town.start_gateway(sip_trunk="")
        here = TrunkSpec(name="here", host="127.0.0.1", port=network.port, transport="tcp", channels=3)
        await hand_out(town, here, TrunkSpec(name="nowhere", host="nobody.invalid"))
        await rig.until(lambda: told(town).get("here") == (True, "") and "unknown" in told(town)["nowhere"][1])
        await rig.until(lambda: town.beats[-1].capacity == 3)
        await town.publish(attempt=1, phone=BUSY)
        await rig.until(lambda: town.ended(1))
        call = next(event.call for event in town.events if event.call is not None)
        assert call.trunk == "here"
        await hand_out(town)
        await rig.until(lambda: told(town) == {} and not town.beats[-1].taking)
