"""The dispatcher hands trunks down when they change, and writes down what living gateways tell of them."""

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest

from rupor.engine import ports, trunks
from rupor.engine.trunks import TrunkState
from rupor.features.trunks.actions import add, edit
from rupor.features.trunks.models import TrunkReport
from rupor.processes.dispatcher.fleet import Fleet
from rupor.processes.dispatcher.trunk_loop import TrunkLoop


class Bridge:
    """Calls the rooms on a thread of the test's own database."""

    async def call(self, function: Callable[..., Any], **values: Any) -> Any:
        from asgiref.sync import sync_to_async

        return await sync_to_async(function, thread_sensitive=True)(**values)


@dataclass
class Bus:
    published: list[bytes] = field(default_factory=list)

    async def publish(self, subject: str, packet: bytes, *, timeout: float) -> None:  # noqa: ASYNC109 - as the client
        self.published.append(packet)


@dataclass
class Desk:
    bridge: Bridge
    js: Bus
    fleet: Fleet


@pytest.mark.django_db(transaction=True)
async def test_trunks_go_down_when_they_change_and_reports_come_up() -> None:
    desk = Desk(Bridge(), Bus(), Fleet(listening_since=0.0, silent_seconds=15.0))
    loop = TrunkLoop(desk)  # type: ignore[arg-type]
    made = await desk.bridge.call(add.add, values={"name": "mts", "host": "192.0.2.1", "codecs": ["PCMA"]})
    await loop.turn()
    await loop.turn()
    assert [[spec.name for spec in trunks.decode_specs(packet)] for packet in desk.js.published] == [["mts"]]
    await desk.bridge.call(edit.edit, trunk=made, values={"enabled": False})
    beat = ports.Heartbeat(
        gateway="voice-1",
        channel=ports.Channel.VOICE,
        capacity=1,
        busy=0,
        taking=True,
        trunks=[TrunkState(name="mts", reachable=True, calls=2)],
    )
    desk.fleet.hear(ports.decode_heartbeat(ports.encode(beat)), now=time.monotonic())
    await loop.turn()
    assert trunks.decode_specs(desk.js.published[-1]) == []
    report = await desk.bridge.call(TrunkReport.objects.get)
    assert (report.trunk, report.gateway, report.calls) == ("mts", "voice-1", 2)
