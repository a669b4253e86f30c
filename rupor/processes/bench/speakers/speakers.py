"""All voices of the bench behind one door."""

import contextlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from rupor.kit import errors
from rupor.processes.bench.speakers import diphones, festival, melody, packages
from rupor.processes.bench.speakers.speaker import Line, Samples, Speaker
from rupor.providers.basic_recogniser import phones
from rupor.providers.espeak.pool import Pool

_ESPEAK = (
    *(("female", f"ru+{variant}", 55) for variant in ("f1", "f2", "f3", "f4", "f5", "Alicia", "Annie", "belinda")),
    *(("male", f"ru+{variant}", 45) for variant in ("m1", "m2", "m3", "m4", "m5", "m6", "m7", "Denis", "Alex", "adam")),
)
_RUSSIAN = "voice_msu_ru_nsh_clunits"


@dataclass(frozen=True)
class Speakers:
    """`independent` trained nothing; `espeak` are the easy control; `training` teach the basic recogniser.

    `russian` is the voice made of the festvox-ru recordings, which the basic recogniser learns from too; it keeps its
    own pace and pitch.
    """

    independent: tuple[Speaker, ...]
    espeak: tuple[Speaker, ...]
    training: tuple[Speaker, ...]
    russian: Speaker
    phones: Callable[[str], str]

    def __iter__(self) -> Iterator[Speaker]:
        return iter((*self.independent, self.russian, *self.espeak))


@contextlib.contextmanager
def open_speakers(*, training: bool = False) -> Iterator[Speakers]:
    """Installs what is missing, or raises Unavailable naming it."""
    packages.need(*packages.INDEPENDENT, *(packages.TRAINING if training else ()))
    pool = Pool(size=1)
    try:
        yield Speakers(
            independent=tuple(_diphone(voice, pool) for voice in diphones.INDEPENDENT),
            espeak=tuple(_espeak(gender, voice, pitch, pool) for gender, voice, pitch in _ESPEAK),
            training=tuple(_diphone(voice, pool) for voice in diphones.TRAINING) if training else (),
            russian=Speaker("msu", "male", "russian", False, _russian),
            phones=lambda text: pool.phones(text=text),
        )
    finally:
        pool.close()


def _diphone(voice: diphones.Diphones, pool: Pool) -> Speaker:
    def speak(lines: Sequence[Line]) -> list[Samples]:
        told = []
        for line in lines:
            said = phones.spoken(pool.phones(text=line.text))
            if not said:
                raise errors.RuporError("speech_nothing_spoken", field="text")
            told.append(
                melody.sung(
                    said, names=voice.names, silence=voice.silence, hertz=voice.hertz * line.pitch,
                    pace=line.pace, seed=line.seed,
                )
            )  # fmt: skip
        return festival.sounds(voice=voice.voice, lines=told)

    return Speaker(voice.name, voice.gender, voice.family, voice.independent, speak, voice.without)


def _espeak(gender: str, voice: str, pitch: int, pool: Pool) -> Speaker:
    def speak(lines: Sequence[Line]) -> list[Samples]:
        told = []
        for line in lines:
            height = min(99, max(0, round(pitch * line.pitch)))
            pcm16 = pool.speak(text=line.text, voice=voice, pitch=height, pace=line.pace)
            told.append(np.frombuffer(pcm16, dtype="<i2").astype(np.int16))
        return told

    return Speaker(voice, "female" if gender == "female" else "male", "espeak", False, speak)


def _russian(lines: Sequence[Line]) -> list[Samples]:
    return festival.texts(voice=_RUSSIAN, lines=[line.text for line in lines])
