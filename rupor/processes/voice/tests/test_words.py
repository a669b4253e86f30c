"""Words in a call: real sound comes from the network, a recogniser by contract hears it, the flow follows."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from rupor.engine import ports, speech
from rupor.engine.flow.tests.flows import one_node, spoken_question, with_nodes
from rupor.processes.voice.tests import rig
from rupor.processes.voice.vocabularies import Vocabularies

SAYS_YES, SILENT, PRESSES = "79160000039", "79160000029", "79160000001"
YES = {"when": "words", "words": ["да", "хочу"], "to": "yes"}
REST: dict[str, Any] = {
    "yes": {"cards": [{"do": "webhook", "integration": 7}, {"do": "goal", "tag": "Лид"}, {"do": "hangup"}]},
    "other": {"cards": [{"do": "goal", "tag": "другое"}, {"do": "hangup"}]},
    "silent": {"cards": [{"do": "hangup"}]},
    "key": {"cards": [{"do": "goal", "tag": "клавиша"}, {"do": "hangup"}]},
}
ASKING = with_nodes(
    a=spoken_question(
        YES,
        {"when": "key", "value": "1", "to": "key"},
        {"when": "other", "to": "other"},
        {"when": "silence", "to": "silent"},
        cards=[{"do": "play", "material": "campaign", "recognition_start_seconds": 0.9}],
    ),
    **REST,
)


@dataclass(frozen=True)
class Phrases:
    phrases: tuple[str, ...]


@dataclass
class Answers:
    """Hears that something was said, by its loudness, and understands what the test says it was."""

    understood: list[speech.Heard]
    prepared: list[tuple[str, ...]] = field(default_factory=list)
    opened: int = 0

    async def prepare(self, *, phrases: Sequence[str]) -> Phrases:
        self.prepared.append(tuple(phrases))
        return Phrases(tuple(phrases))

    def utterance(self, *, vocabulary: speech.Vocabulary, on_heard: Callable[[speech.Heard], None]) -> "Loud":
        self.opened += 1
        return Loud(self, on_heard)


@dataclass
class Loud:
    recogniser: Answers
    on_heard: Callable[[speech.Heard], None]
    spoken: bool = False
    done: bool = False

    def hear(self, sound: bytes) -> None:
        loud = float(np.abs(np.frombuffer(sound, dtype=np.int16).astype(float)).max(initial=0)) > 1500
        if self.spoken and not loud and not self.done:
            self.done = True
            asyncio.get_running_loop().call_soon(self._tell)
        self.spoken = self.spoken or loud

    def _tell(self) -> None:
        self.on_heard(self.recogniser.understood.pop(0) if self.recogniser.understood else speech.Heard(phrase=""))

    def close(self) -> None:
        self.done = True


async def ask(line: rig.Rig, phone: str, *understood: speech.Heard, **changes: Any) -> ports.CallResult:
    line.carrier.vocabularies = Vocabularies(Answers(list(understood)))
    return await line.call(phone, **{"flow": ASKING, "action_wait_seconds": 3, **changes})


async def test_a_word_opens_its_branch_and_is_told_with_its_instant(tmp_path: Path) -> None:
    async with rig.rig(tmp_path, pace=0.6) as line:
        result = await ask(line, SAYS_YES, speech.Heard(phrase="да", confidence=0.9, text="да, конечно"))
    assert line.sink.kinds(1) == ["answered", "webhook_requested", "lead", "finished"]
    asked = line.sink.of(1)[1]
    assert (asked.integration, asked.node) == (7, "yes")
    assert '"name":"Анна"' in asked.text
    assert result.path == ["a", "yes"]
    (said,) = result.heard
    assert (said.text, said.phrase, said.node) == ("да, конечно", "да", "a")
    assert rig.CLIP_SECONDS < said.at_seconds <= result.talk_seconds + 0.1


async def test_what_is_none_of_the_words_is_other(tmp_path: Path) -> None:
    async with rig.rig(tmp_path, pace=0.6) as line:
        result = await ask(line, SAYS_YES, speech.Heard(phrase="", text="кто это"))
    assert result.path == ["a", "other"]
    assert [(said.text, said.phrase) for said in result.heard] == [("кто это", "")]


async def test_who_says_nothing_is_silent(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await ask(line, SILENT, action_wait_seconds=1)
    assert (result.path, result.heard) == (["a", "silent"], [])


async def test_keys_are_heeded_beside_words_and_told_with_their_instants(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        result = await ask(line, PRESSES)
    assert result.path == ["a", "key"]
    assert [(key.digit, key.node) for key in result.keys] == [("1", "a")]
    assert rig.CLIP_SECONDS < result.keys[0].at_seconds <= result.talk_seconds + 0.1
    assert result.listened == {"1": 100}


async def test_a_word_during_the_clip_ends_it(tmp_path: Path) -> None:
    rig.write_clip(tmp_path, name="long.wav", seconds=8)
    flow = with_nodes(
        a=spoken_question(YES, {"when": "silence", "to": "silent"}), yes=REST["yes"], silent=REST["silent"]
    )
    async with rig.rig(tmp_path) as line:
        clips = {"campaign": ports.Clip(material=5, prompt="long.wav")}
        result = await ask(line, SAYS_YES, speech.Heard(phrase="хочу"), flow=flow, clips=clips)
    assert result.path == ["a", "yes"]
    assert result.listened["5"] < 60, "the greeting itself was the answer"


async def test_phrases_are_prepared_once_for_many_calls(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        answers = Answers([])
        line.carrier.vocabularies = Vocabularies(answers)
        for attempt in (1, 2):
            await line.call(SILENT, attempt=attempt, flow=ASKING)
    assert answers.prepared == [("да", "хочу")]


async def test_without_a_recogniser_a_flow_with_words_is_refused_before_the_dial(tmp_path: Path) -> None:
    async with rig.rig(tmp_path) as line:
        offer = rig.Offer(rig.order(attempt=1, phone=SAYS_YES, flow=ASKING))
        await line.carrier.carry(offer)
    (refused,) = line.sink.of(1)
    assert (refused.kind, refused.detail, line.seen("invite")) == ("refused", "recogniser_missing", [])


async def test_the_flow_itself_may_ask_to_leave_machines(tmp_path: Path) -> None:
    rig.write_clip(tmp_path, name="long.wav", seconds=8)
    clips = {"campaign": ports.Clip(material=5, prompt="long.wav")}
    async with rig.rig(tmp_path, pace=0.8) as line:
        playing = one_node(cards=[{"do": "am_filter"}, {"do": "play", "material": "campaign"}])
        result = await line.call("79160000007", flow=playing, clips=clips)
    assert result.machine
    assert result.listened["5"] < 100
