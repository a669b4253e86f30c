"""The live line: what browsers are told of their account's calls, and what Prometheus reads."""

import asyncio
import json
import time
from concurrent.futures import ThreadPoolExecutor

from rupor.engine import ports
from rupor.engine.ports import OnLine
from rupor.processes.web import line, rooms
from rupor.processes.web.line import LiveLine, of_account
from rupor.processes.web.live import Hub
from rupor.processes.web.metrics import Metrics
from rupor.processes.web.pulses import Pulses

CALLS = [
    OnLine("dialling", "mts", 1, 7, 2),
    OnLine("talking", "mts", 1, 7, 3),
    OnLine("talking", "beeline", 1, 8, 4),
    OnLine("transferred", "beeline", 1, 8, 1),
    OnLine("ringing", "mts", 2, 9, 5),
]


def beating(calls: list[OnLine], *, ago_seconds: float = 0.0) -> Pulses:
    beat = ports.Heartbeat(gateway="voice-1", channel=ports.Channel.VOICE, capacity=10, busy=5, taking=True, line=calls)
    sent = ports.decode_heartbeat(ports.encode(beat))
    return Pulses(gateways={"voice-1": (sent, time.monotonic() - ago_seconds)})


def test_an_account_is_told_of_its_own_calls_alone() -> None:
    told = of_account(CALLS, account=1)
    assert told["states"] == {"dialling": 2, "ringing": 0, "talking": 7, "transferred": 1}
    assert [(each["name"], each["talking"]) for each in told["trunks"]] == [("beeline", 4), ("mts", 3)]
    assert [(each["id"], each["dialling"]) for each in told["campaigns"]] == [(7, 2), (8, 0)]
    assert of_account(CALLS, account=3)["states"] == dict.fromkeys(line.STATES, 0)


def test_a_gateway_that_fell_silent_has_no_calls() -> None:
    assert len(beating(CALLS).line) == 5
    assert beating(CALLS, ago_seconds=60).line == []


def test_prometheus_reads_calls_by_state_trunk_and_campaign(monkeypatch) -> None:
    metrics = Metrics(hub=Hub(), pulses=beating([*CALLS, OnLine("talking", "mts", 1, 7, 1)]))
    for name in ("_count_campaigns", "_count_attempts"):
        monkeypatch.setattr(metrics, name, dict)
    monkeypatch.setattr(metrics, "_sum_ledger", lambda: 0.0)
    page = metrics.exposition().decode()
    assert 'rupor_calls_on_line{account="1",campaign="7",state="talking",trunk="mts"} 4.0' in page
    assert 'rupor_calls_on_line{account="2",campaign="9",state="ringing",trunk="mts"} 5.0' in page


def test_a_browser_is_told_at_once_and_then_only_of_changes(monkeypatch) -> None:
    asked: list[int] = []

    def names(ids: list[int]) -> dict[int, str]:
        asked.extend(ids)
        return {number: f"Рассылка {number}" for number in ids}

    monkeypatch.setattr(rooms, "campaign_names", names)

    async def story() -> list[dict]:
        hub, pulses = Hub(), beating(CALLS[:2])
        with ThreadPoolExecutor(1) as executor:
            live = LiveLine(hub=hub, pulses=pulses, executor=executor)
            browser = hub.join(account=1)
            await live.tell()
            heard = [json.loads(await browser.take())]
            await live.tell()
            pulses.gateways = beating(CALLS).gateways
            await live.tell()
            heard.append(json.loads(await browser.take()))
            second = hub.join(account=1)
            await live.tell()
            heard.append(json.loads(await second.take()))
        return heard

    first, changed, newcomer = asyncio.run(story())
    assert (first["states"]["talking"], first["campaigns"][0]["name"]) == (3, "Рассылка 7")
    assert changed["states"]["talking"] == 7
    assert newcomer == changed
    assert sorted(asked) == [7, 8]
