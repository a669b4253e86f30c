"""What is never dialled: orders that cannot be played, that another gateway took, or that have no trunk."""

import copy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from rupor.engine import legs, ports
from rupor.engine.flow.tests.flows import MENU
from rupor.engine.trunks import TrunkState
from rupor.kit import errors
from rupor.media import Prompt
from rupor.processes.voice.carrying import Carrier
from rupor.processes.voice.sounds import Sounds
from rupor.processes.voice.tests import rig

CLIP = ports.Clip(material=1, prompt="clip.wav")
PHONE = "79160000001"


@dataclass
class Broken:
    """A leg that fails in the middle of a call."""

    async def run(self, on_event: Callable[[legs.LegEvent], None]) -> legs.LegReport:
        raise ZeroDivisionError

    def play(self, sound: Prompt) -> None: ...
    def stop_playing(self) -> float:
        return 0.0

    def record(self, path: Path) -> None: ...
    def hang_up(self) -> None: ...


@dataclass
class Dialler:
    """A trunk that counts."""

    reachable: bool = True
    failure: errors.RuporError | None = None
    dialled: int = 0
    strangers: int = 0

    @property
    def states(self) -> list[TrunkState]:
        return []

    @property
    def limits(self) -> tuple[int, int]:
        return 0, 0

    def refusal(self, *, phone: str) -> errors.RuporError | None:
        return None if self.reachable else errors.Unavailable("trunk_away")

    def place(self, *, phone: str, caller: str, identity: str = "") -> legs.CallLeg[Prompt]:
        if self.failure:
            raise self.failure
        self.dialled += 1
        return Broken()


class Voice:
    """A voice that speaks only into a stored clip, or is away."""

    def __init__(self, folder: Path, *, away: bool = False) -> None:
        self.spoken: list[tuple[str, str]] = []
        self._folder = folder
        self._away = away

    async def clip_async(self, *, text: str, voice: str = "") -> Path:
        if self._away:
            raise errors.Unavailable("speech_unavailable")
        self.spoken.append((text, voice))
        return self._folder / rig.write_clip(self._folder, name="spoken.wav")


def carrier(folder: Path, trunk: Dialler, *, voice: Voice | None = None) -> Carrier:
    rig.write_clip(folder)
    sounds = Sounds(folder=folder, speech=voice or Voice(folder))
    return Carrier(gateway="voice-1", sink=rig.Sink(), trunk=trunk, sounds=sounds, storage=folder, most_talk_seconds=20)


async def carried(folder: Path, trunk: Dialler, offer: rig.Offer, *, voice: Voice | None = None) -> rig.Sink:
    carries = carrier(folder, trunk, voice=voice)
    await carries.carry(offer)
    assert not carries.calls
    assert isinstance(carries.sink, rig.Sink)
    return carries.sink


BAD_FLOW = copy.deepcopy(MENU)
BAD_FLOW["start"] = "nowhere"


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"clips": {"campaign": CLIP, "13": CLIP}}, "prompt_missing"),
        ({"clips": {"campaign": CLIP, "13": CLIP, "14": ports.Clip(material=3)}}, "prompt_missing"),
        ({"clips": {"campaign": CLIP, "13": CLIP, "14": ports.Clip(3, "gone.wav")}}, "media_unplayable_file"),
        ({"clips": {"campaign": CLIP, "13": CLIP, "14": ports.Clip(3, "../../etc/passwd")}}, "not_found"),
        ({"flow": BAD_FLOW}, "flow_start_missing"),
    ],
)
async def test_what_cannot_be_played_is_refused_not_dialled(
    tmp_path: Path, changes: dict[str, object], reason: str
) -> None:
    trunk = Dialler()
    sink = await carried(tmp_path, trunk, rig.Offer(rig.order(attempt=5, phone=PHONE, **changes)))
    assert [(event.kind, event.n, event.detail) for event in sink.of(5)] == [("refused", 0, reason)]
    assert trunk.dialled == 0


async def test_a_refusal_is_told_only_by_the_gateway_that_took_it(tmp_path: Path) -> None:
    offer = rig.Offer(rig.order(attempt=5, phone=PHONE, clips={}), taken=False)
    sink = await carried(tmp_path, Dialler(), offer)
    assert sink.events == []


async def test_an_order_that_another_took_is_not_dialled(tmp_path: Path) -> None:
    trunk = Dialler()
    sink = await carried(tmp_path, trunk, rig.Offer(rig.order(attempt=5, phone=PHONE), taken=False))
    assert (sink.events, trunk.dialled) == ([], 0)


async def test_without_a_trunk_the_order_stays_on_the_bus(tmp_path: Path) -> None:
    offer = rig.Offer(rig.order(attempt=5, phone=PHONE))
    sink = await carried(tmp_path, Dialler(reachable=False), offer)
    assert (sink.events, offer.given_back, offer.takes) == ([], True, 0)


async def test_while_the_voice_is_away_the_order_stays_on_the_bus(tmp_path: Path) -> None:
    spoken = {key: ports.Clip(material=1, text="Здравствуйте") for key in ("campaign", "13", "14")}
    offer = rig.Offer(rig.order(attempt=5, phone=PHONE, clips=spoken))
    sink = await carried(tmp_path, Dialler(), offer, voice=Voice(tmp_path, away=True))
    assert (sink.events, offer.given_back, offer.takes) == ([], True, 0)


async def test_a_dial_that_fails_at_once_gives_the_order_back_as_refused(tmp_path: Path) -> None:
    trunk = Dialler(failure=errors.Unavailable("media_no_free_port"))
    sink = await carried(tmp_path, trunk, rig.Offer(rig.order(attempt=5, phone=PHONE)))
    assert [(event.kind, event.detail) for event in sink.of(5)] == [("refused", "media_no_free_port")]


async def test_our_own_mistake_becomes_honest_doubt(tmp_path: Path) -> None:
    sink = await carried(tmp_path, Dialler(), rig.Offer(rig.order(attempt=5, phone=PHONE)))
    assert sink.kinds(5) == ["finished"]
    assert (sink.result(5).outcome, sink.result(5).detail) == (ports.Outcome.UNKNOWN, "gateway_error")


async def test_texts_are_spoken_before_the_take(tmp_path: Path) -> None:
    voice = Voice(tmp_path)
    clips = {"campaign": ports.Clip(material=1, text="Анна!", voice="ru-male"), "13": CLIP, "14": CLIP}
    offer = rig.Offer(rig.order(attempt=5, phone=PHONE, clips=clips), taken=False)
    await carried(tmp_path, Dialler(), offer, voice=voice)
    assert (voice.spoken, offer.takes) == ([("Анна!", "ru-male")], 1)
