"""What the tests of the voice gateway share: a network in the box, a trunk to it, orders, and an ear for recordings."""

import asyncio
import json
import struct
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from rupor.engine import ports
from rupor.engine.flow.tests.flows import MENU
from rupor.engine.trunks import TrunkSpec
from rupor.media import clip_file, g711
from rupor.processes.voice.carrying import Carrier
from rupor.processes.voice.sounds import Sounds
from rupor.providers.sip_trunk.provider import Trunks
from rupor.providers.sip_trunk.side import Side
from rupor.simulators.phone_network.network import NetworkConfig, PhoneNetwork

CLIP_HERTZ = 600
CLIP_SECONDS = 1.0
LATER = datetime(2999, 1, 1, tzinfo=UTC)


def write_clip(
    folder: Path, *, name: str = "clip.wav", hertz: float = CLIP_HERTZ, seconds: float = CLIP_SECONDS
) -> str:
    """A tone as a stored prompt; returns its path in the storage."""
    at = np.arange(int(8000 * seconds)) / 8000
    samples = (np.sin(2 * np.pi * hertz * at) * 8000).astype(np.int16)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_bytes(clip_file.wav(samples))
    return name


def order(*, attempt: int, phone: str, **changes: Any) -> ports.CallOrder:
    """A call of the menu flow with one clip for everything."""
    clip = ports.Clip(material=1, prompt="clip.wav")
    fields: dict[str, Any] = {
        "attempt": attempt,
        "account": 1,
        "campaign": 1,
        "phone": phone,
        "caller": "74951234567",
        "flow": MENU,
        "clips": {"campaign": clip, "13": clip, "14": clip},
        "not_after": LATER,
        "answer_wait_seconds": 3,
        "action_wait_seconds": 1,
        "variables": {"name": "Анна"},
    }
    return ports.CallOrder(**{**fields, **changes})


@dataclass
class Offer:
    """An order of which this gateway is sure, or not."""

    order: ports.CallOrder
    taken: bool = True
    given_back: bool = False
    takes: int = 0

    async def take(self) -> bool:
        self.takes += 1
        return self.taken

    async def keep(self) -> None:
        return None

    async def give_back(self, *, delay_seconds: float = 0.0) -> None:
        self.given_back = True


@dataclass
class Sink:
    """Keeps the facts."""

    events: list[ports.Event] = field(default_factory=list)

    def emit(self, event: ports.Event) -> None:
        self.events.append(event)

    def of(self, attempt: int) -> list[ports.Event]:
        return [event for event in self.events if event.attempt == attempt]

    def kinds(self, attempt: int) -> list[str]:
        return [event.kind.value for event in self.of(attempt)]

    def result(self, attempt: int) -> ports.CallResult:
        call = self.of(attempt)[-1].call
        assert call is not None
        return call


class NoSpeech:
    """No voice at all: these tests play stored clips."""

    async def clip_async(self, *, text: str, voice: str = "") -> Path:
        raise AssertionError("nothing is to be spoken here")


@dataclass
class Rig:
    """A carrier that calls into a network of its own."""

    network: PhoneNetwork
    trunk: Trunks
    carrier: Carrier
    sink: Sink
    storage: Path
    journal: Path

    async def call(self, phone: str, *, attempt: int = 1, **changes: Any) -> ports.CallResult:
        await self.carrier.carry(Offer(order(attempt=attempt, phone=phone, **changes)))
        return self.sink.result(attempt)

    def seen(self, what: str, *, phone: str = "") -> list[dict[str, Any]]:
        """Lines of the judge."""
        return seen(self.journal, what, phone=phone)


async def until(true: Callable[[], bool]) -> None:
    """Waits for a thing that happens elsewhere; the test's own time limit is the only one."""
    while not true():  # noqa: ASYNC110 - the other side is a file or a process
        await asyncio.sleep(0.02)


def seen(journal: Path, what: str, *, phone: str = "") -> list[dict[str, Any]]:
    """Lines of a judge's file."""
    lines = [json.loads(line) for line in journal.read_text().splitlines()]
    return [line for line in lines if line["what"] == what and (not phone or line["phone"] == phone)]


@asynccontextmanager
async def rig(folder: Path, *, pace: float = 0.1, sipp_port: int = 0) -> AsyncIterator[Rig]:
    """Network, trunk and carrier, closed in the right order. SIPp in the network's place knows no OPTIONS."""
    journal = folder / "network.jsonl"
    journal.touch()
    write_clip(folder)
    network = await PhoneNetwork.open(config=NetworkConfig(port=0, pace=pace, log=journal))
    spec = TrunkSpec(name="town", host="127.0.0.1", port=sipp_port or network.port, asks=not sipp_port)
    line = await Trunks.open(side=Side(), specs=[spec])
    await line.check()
    sink = Sink()
    carrier = Carrier(
        gateway="voice-00000001",
        sink=sink,
        trunk=line,
        sounds=Sounds(folder=folder, speech=NoSpeech()),
        storage=folder,
        most_talk_seconds=20,
    )
    try:
        yield Rig(network, line, carrier, sink, folder, journal)
    finally:
        await line.close()
        await network.close()


@dataclass(frozen=True)
class Recording:
    """Both sides of a call as samples: the far end and ours."""

    far: NDArray[np.int16]
    near: NDArray[np.int16]

    @property
    def seconds(self) -> float:
        return len(self.far) / 8000

    @staticmethod
    def share(side: NDArray[np.int16], *, hertz: float, width: float = 15.0) -> float:
        """How much of the side's energy is near this pitch."""
        spectrum = np.abs(np.fft.rfft(side.astype(float))) ** 2
        at = np.fft.rfftfreq(len(side), 1 / 8000)
        return float(spectrum[np.abs(at - hertz) < width].sum() / max(spectrum[at > 50].sum(), 1e-9))


def listen(path: Path) -> Recording:
    """Reads a stereo WAV of any of the three formats a recording may have, with nothing of ours but the law's table."""
    content = path.read_bytes()
    assert content[:4] == b"RIFF"
    assert content[8:12] == b"WAVE"
    place, form, body = 12, b"", b""
    while place + 8 <= len(content):
        name, size = content[place : place + 4], struct.unpack("<I", content[place + 4 : place + 8])[0]
        chunk = content[place + 8 : place + 8 + size]
        form, body = (chunk if name == b"fmt " else form), (chunk if name == b"data" else body)
        place += 8 + size + size % 2
    kind, channels, rate = struct.unpack("<HHI", form[:8])
    assert (channels, rate) == (2, 8000)
    if kind == 1:
        sides = np.frombuffer(body, dtype="<i2").reshape(-1, 2)
    else:
        law = {6: g711.PCMA, 7: g711.PCMU}[kind]
        sides = g711.decode(codes=np.frombuffer(body, dtype=np.uint8), law=law).reshape(-1, 2)
    return Recording(far=sides[:, 0], near=sides[:, 1])
