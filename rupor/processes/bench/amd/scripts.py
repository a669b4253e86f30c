"""Draws the clips of the set: who answers, in what words, when, through what noise. A clip follows from its number."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np

from rupor.processes.bench.amd import greetings

KINDS = (
    *("private", "business", "machine", "assistant", "announcement", "silence", "noise", "music", "tones"),
)  # fmt: skip
_SHARES = (0.30, 0.15, 0.16, 0.10, 0.14, 0.03, 0.04, 0.05, 0.03)
PEOPLE = ("private", "business")
MACHINERY = ("machine", "assistant", "announcement", "music", "tones")
_NOISES = ("white", "street", "babble")
_PACE = {"private": (0.95, 1.35), "business": (0.95, 1.3)}
_ONSET = {"private": (0.15, 1.0), "business": (0.15, 1.0), "machine": (0.1, 1.2)}
_PAUSE = {"private": (0.8, 1.6), "business": (0.2, 0.5), "machine": (0.2, 0.65), "announcement": (0.3, 0.8)}


@dataclass(frozen=True)
class Saying:
    """One sentence and the quiet after it."""

    text: str
    pause_seconds: float


@dataclass(frozen=True)
class Script:
    """One clip before it is spoken. `luck` seeds whatever the stage still throws dice for."""

    number: int
    kind: str
    half: str
    voice: str
    sayings: tuple[Saying, ...] = ()
    onset_seconds: float = 0.5
    pace: float = 1.0
    pitch: float = 1.0
    sit: bool = False
    beep: bool = False
    again_seconds: float = 0.0
    noise: str = ""
    snr_db: float = 30.0
    level_db: float = -26.0
    codec: str = "pcma"
    luck: int = 0
    words: str = field(default="", compare=False)


def draw(*, number: int, seed: int, half: str, voices: Sequence[str]) -> Script:
    """The clip with this number. `half` is tune or test: they share neither voices nor, mostly, words."""
    luck = np.random.default_rng([seed, half == "test", number])
    kind = str(luck.choice(KINDS, p=_SHARES))
    sentences = _sentences(kind, half, luck)
    pauses = luck.uniform(*_PAUSE.get(kind, (0.2, 0.5)), len(sentences))
    beep = kind == "machine" and not any("нажмите" in each or "линии" in each for each in sentences)
    return Script(
        number=number,
        kind=kind,
        half=half,
        voice=str(luck.choice(np.array(voices))),
        sayings=tuple(Saying(text, float(pause)) for text, pause in zip(sentences, pauses, strict=True)),
        onset_seconds=float(luck.uniform(*_ONSET.get(kind, (0.0, 0.7)))),
        pace=float(luck.uniform(*_PACE.get(kind, (0.9, 1.2)))),
        pitch=float(luck.uniform(0.85, 1.15)),
        sit=kind == "announcement" and bool(luck.random() < 0.4),
        beep=beep,
        again_seconds=float(luck.uniform(1.5, 3.0)) if kind in PEOPLE and luck.random() < 0.25 else 0.0,
        noise="" if kind == "silence" or luck.random() < 0.35 else str(luck.choice(_NOISES)),
        snr_db=float(luck.uniform(8, 30)),
        level_db=float(luck.uniform(-36, -16)),
        codec=str(luck.choice(["pcma", "pcmu"])),
        luck=int(luck.integers(2**31)),
        words=" ".join(sentences),
    )


def _sentences(kind: str, half: str, luck: np.random.Generator) -> list[str]:
    pools = _POOLS.get(kind)
    if pools is None:
        return []
    if kind == "announcement" and luck.random() < _COMMON_SHARE:
        line = str(luck.choice(np.array(greetings.COMMON)))
    else:
        line = " ".join(str(luck.choice(np.array(_half(pool, half)))) for pool in pools)
    words = {
        "name": luck.choice(np.array(_half(greetings.NAMES, half))),
        "surname": luck.choice(np.array(_half(greetings.SURNAMES, half))),
        "company": luck.choice(np.array(_half(greetings.COMPANIES, half))),
        "department": luck.choice(np.array(_half(greetings.DEPARTMENTS, half))),
        "digits": " ".join(str(digit) for digit in luck.integers(0, 10, 7)),
    }
    parts = [" ".join(part.split()).replace(" ,", ",") for part in line.format(**words).split("|")]
    return [part[0].upper() + part[1:] for part in parts if part]


def _half(lines: Sequence[str], half: str) -> tuple[str, ...]:
    return tuple(line for place, line in enumerate(lines) if (place % 3 == _TESTED) == (half == "test"))


_TESTED = 2
_COMMON_SHARE = 0.35
_POOLS: dict[str, tuple[Sequence[str], ...]] = {
    "private": (greetings.PRIVATE,),
    "business": greetings.BUSINESS,
    "machine": greetings.MACHINE,
    "assistant": greetings.ASSISTANT,
    "announcement": greetings.ANNOUNCEMENT,
}
