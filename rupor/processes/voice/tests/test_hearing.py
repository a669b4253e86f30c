"""When an utterance is opened, kept and closed, and when somebody is said to be speaking."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from rupor.engine import legs, speech
from rupor.processes.voice.far_sound import FarSound
from rupor.processes.voice.hearing import Hearing
from rupor.processes.voice.tests.rig import until

YES, NO = ("да",), ("нет",)


@dataclass
class Leg:
    """The one side of a leg that is asked for here."""

    hear: legs.Hear | None = None

    def listen(self, hear: legs.Hear | None) -> None:
        self.hear = hear


@dataclass
class Utterance:
    on_heard: Callable[[speech.Heard], None]
    phrases: tuple[str, ...]
    closed: bool = False
    pieces: list[bytes] = field(default_factory=list)

    def hear(self, sound: bytes) -> None:
        self.pieces.append(sound)

    def close(self) -> None:
        self.closed = True


@dataclass(frozen=True)
class Vocabulary:
    phrases: tuple[str, ...]


@dataclass
class Recogniser:
    opened: list[Utterance] = field(default_factory=list)

    async def prepare(self, *, phrases: Sequence[str]) -> speech.Vocabulary:
        return Vocabulary(tuple(phrases))

    def utterance(self, *, vocabulary: speech.Vocabulary, on_heard: Callable[[speech.Heard], None]) -> speech.Utterance:
        self.opened.append(Utterance(on_heard, vocabulary.phrases))
        return self.opened[-1]


class World:
    """A hearing with everything around it."""

    def __init__(self) -> None:
        self.leg, self.recogniser = Leg(), Recogniser()
        self.heard: list[speech.Heard] = []
        self.hearing = Hearing(
            recogniser=self.recogniser,
            vocabularies={YES: Vocabulary(YES), NO: Vocabulary(NO)},
            far=FarSound(leg=self.leg),  # type: ignore[arg-type]
            on_heard=self.heard.append,
        )

    async def begun(self, count: int) -> Utterance:
        await until(lambda: len(self.recogniser.opened) == count)
        return self.recogniser.opened[-1]


async def test_nothing_is_listened_to_while_nothing_is_asked() -> None:
    world = World()
    world.hearing.begin(())
    await asyncio.sleep(0)
    assert (world.leg.hear, world.recogniser.opened, world.hearing.busy) == (None, [], False)


async def test_sound_goes_to_the_utterance_and_another_is_opened_after_it() -> None:
    world = World()
    world.hearing.begin(YES)
    first = await world.begun(1)
    assert world.leg.hear is not None
    world.leg.hear(b"ab")
    first.on_heard(speech.Heard(phrase="", text="алло"))
    assert (first.pieces, first.closed) == ([b"ab"], True)
    assert [heard.text for heard in world.heard] == ["алло"]
    second = await world.begun(2)
    assert second.phrases == YES
    world.hearing.stop()
    assert (second.closed, world.leg.hear) == (True, None)


async def test_the_same_question_after_the_clip_keeps_what_is_being_said() -> None:
    world = World()
    world.hearing.begin(YES)
    first = await world.begun(1)
    world.hearing.go_on(YES)
    assert not first.closed
    world.hearing.go_on(NO)
    assert first.closed
    assert (await world.begun(2)).phrases == NO


async def test_who_speaks_into_the_question_is_waited_for() -> None:
    world = World()
    world.hearing.begin(YES)
    await world.begun(1)
    assert not world.hearing.busy
    world.hearing.far_speaks(speaking=True)
    world.hearing.begin(YES)
    await world.begun(2)
    assert world.hearing.busy
    world.hearing.far_speaks(speaking=False)
    assert world.hearing.busy, "what was said is not understood yet"


async def test_a_question_that_is_over_opens_nothing() -> None:
    world = World()
    world.hearing.begin(YES, after_seconds=30)
    world.hearing.stop()
    world.hearing.begin(NO)
    assert (await world.begun(1)).phrases == NO
