"""Makes many more clips that only teach: other words, other pitches, pieced together anew for each clip.

    .venv/bin/python training/amd/clips.py --out /tmp/amd-more.npz --clips 9000

Each voice of the tuning half says a few hundred lines once; clips are put together of them, worn and heard as
`features.py` hears. `aside` marks the voices and words that choose the epoch and the limits.
"""

import argparse
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, cast

import features
import numpy as np
import words

from rupor.processes.bench.amd import greetings, stage, tones
from rupor.processes.bench.speakers import Samples, Speaker, degrade, open_speakers
from rupor.processes.bench.speakers.degrading import Codec, Noise
from rupor.processes.bench.speakers.speaker import Line

KINDS = ("private", "business", "machine", "assistant", "announcement", "silence", "noise", "music")
SHARES = (0.24, 0.25, 0.2, 0.12, 0.12, 0.01, 0.02, 0.04)
ASIDE_VOICES = 4
BARE = ("{company}", "{department}", "{name}", "{surname}")
ASIDE_LINES = 4
SAID = {"private": 55, "business": 75, "hello": 9, "machine": 45, "reasons": 30, "actions": 28, "assistant": 26,
        "assistant_reasons": 15, "asks": 16, "network": 34, "network_after": 12}  # fmt: skip
ORDER = {"machine": ("hello", "machine", "reasons", "actions"), "assistant": ("hello", "assistant", "assistant_reasons",
         "asks"), "announcement": ("network", "network_after")}  # fmt: skip
PAUSES = {"private": (0.6, 1.6), "business": (0.15, 0.5), "machine": (0.1, 0.7), "assistant": (0.1, 0.6),
          "announcement": (0.2, 0.8)}  # fmt: skip


@dataclass(frozen=True)
class Drawn:
    """A line ready to be said."""

    pool: str
    text: str


def lines(pool: str, aside: bool | None) -> list[str]:
    """The lines of one part; what the bench's own pools hold is left out."""
    known = {_plain(line) for each in vars(greetings).values() for line in _flat(each)}
    found = [line.strip() for line in getattr(words, pool.upper()).replace("\n", "|").split("|")]
    kept = [line for line in found if not line or _plain(line) not in known or line in BARE]
    return [line for place, line in enumerate(kept) if aside is None or (place % ASIDE_LINES == 1) == aside]


def _flat(value: object) -> list[str]:
    if isinstance(value, str):
        return [value]
    return [line for each in value for line in _flat(each)] if isinstance(value, tuple) else []


def _plain(line: str) -> str:
    return " ".join("".join(each if each.isalnum() else " " for each in line.lower()).split())


def drawn(*, aside: bool | None, luck: np.random.Generator) -> list[Drawn]:
    """What one voice says."""
    told = []
    for pool, count in SAID.items():
        for _ in range(count):
            text = _business(aside, luck) if pool == "business" else str(luck.choice(lines(pool, aside)))
            text = _filled(text, aside, luck)
            told.append(Drawn(pool, text[:1].upper() + text[1:]))
    return told


def _business(aside: bool | None, luck: np.random.Generator) -> str:
    parts = [str(luck.choice(lines(pool, aside))) for pool in ("openings", "places", "who", "endings")]
    return ", ".join(part for part in parts if part)


def _filled(text: str, aside: bool | None, luck: np.random.Generator) -> str:
    given = {pool[:-1] if pool != "companies" else "company": str(luck.choice(lines(pool, aside)))
             for pool in ("names", "surnames", "companies", "departments")}  # fmt: skip
    digits = " ".join(str(digit) for digit in luck.integers(0, 10, int(luck.integers(4, 11))))
    return text.format(**given, digits=digits)


Bank = dict[str, list[tones.Sound]]


def said(speaker: Speaker, *, aside: bool | None, seed: int) -> Bank:
    """All lines of one voice."""
    luck = np.random.default_rng([seed, *speaker.name.encode()])
    told = drawn(aside=aside, luck=luck)
    spoken = [each for each in told if each.text]
    asked = [
        Line(each.text, float(luck.uniform(0.85, 1.4)), float(luck.uniform(0.85, 1.2)), seed=number)
        for number, each in enumerate(spoken)
    ]
    bank: Bank = {pool: [tones.quiet(0.0)] * sum(each.pool == pool and not each.text for each in told) for pool in SAID}
    for each, sound in zip(spoken, speaker.say_all(asked), strict=True):
        bank[each.pool].append(stage.voiced(stage.trimmed(sound)))
    return bank


def clip(kind: str, bank: Bank, murmur: Samples, luck: np.random.Generator) -> Samples:
    """One clip of 6.5 s, worn."""
    needed = round(stage.SECONDS * stage.RATE)
    sound = np.concatenate([tones.quiet(float(luck.uniform(0.0, 1.1))), *_sounds(kind, bank, luck)])[:needed]
    sound = np.pad(sound, (0, needed - len(sound)))
    if kind == "silence":
        return np.zeros(needed, np.int16)
    noise = "" if luck.random() < 0.3 else str(luck.choice(["white", "street", "babble"]))
    seed = int(luck.integers(2**31))
    level = float(luck.uniform(-37, -15))
    if kind == "noise":
        hum = (3000 * tones.tone(hertz=500, seconds=stage.SECONDS)).astype(np.int16)
        return degrade(hum, codec="", noise=cast(Noise, noise or "street"), snr_db=-30, level_db=min(-60.0, level - 35),
                       seed=seed, murmur=murmur)  # fmt: skip
    return degrade(
        (np.clip(sound, -1, 1) * 32767).astype(np.int16),
        codec=cast(Codec, str(luck.choice(["pcma", "pcmu"]))),
        noise=cast(Noise, noise),
        snr_db=float(luck.uniform(7, 30)),
        level_db=level,
        seed=seed,
        murmur=murmur if noise == "babble" else None,
    )


def _sounds(kind: str, bank: Bank, luck: np.random.Generator) -> list[tones.Sound]:
    if kind == "music":
        return [0.3 * tones.music(luck, stage.SECONDS)]
    if kind in ("silence", "noise"):
        return []
    if kind in ("private", "business"):
        return _person(kind, bank, luck)
    pieces: list[tones.Sound] = []
    for _ in range(3):
        for pool in ORDER[kind]:
            sound = _one(bank[pool], luck)
            pieces += [sound, tones.quiet(float(luck.uniform(*PAUSES[kind])) if len(sound) else 0.0)]
        if kind == "machine":
            return [*pieces, 0.3 * tones.beep(luck), tones.quiet(2.0)]
        pieces.append(tones.quiet(float(luck.uniform(0.8, 1.5))))
    return pieces


def _person(kind: str, bank: Bank, luck: np.random.Generator) -> list[tones.Sound]:
    pieces = [_one(bank[kind], luck)]
    if kind == "private" and luck.random() < 0.15:
        pieces += [tones.quiet(float(luck.uniform(*PAUSES[kind]))), _one(bank[kind], luck)]
    if luck.random() < 0.3:
        pieces += [tones.quiet(float(luck.uniform(1.3, 3.0))), _one(bank["private"], luck)]
    return pieces


def _one(sounds: Sequence[tones.Sound], luck: np.random.Generator) -> tones.Sound:
    return sounds[int(luck.integers(len(sounds)))]


def main() -> None:
    """Makes the clips and writes what is heard of them."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--clips", type=int, default=9000)
    parser.add_argument("--seed", type=int, default=3)
    parser.add_argument("--all", action="store_true", help="keep nothing aside: all voices say all lines")
    given = parser.parse_args()
    with open_speakers(training=True) as speakers:
        voices = [*speakers.training, *speakers.espeak[::2]]
        aside = set() if given.all else {each.name for each in voices[::ASIDE_VOICES]}
        banks = {
            each.name: said(each, aside=None if given.all else each.name in aside, seed=given.seed) for each in voices
        }
    sys.stdout.write(f"spoken: {len(voices)} voices, aside {sorted(aside)}\n")
    sys.stdout.flush()
    luck = np.random.default_rng(given.seed)
    told: dict[str, list[object]] = {"x": [], "rhythm": [], "kind": [], "voice": [], "aside": []}
    for _ in range(given.clips):
        voice, kind = str(luck.choice(list(banks))), str(luck.choice(KINDS, p=SHARES))
        other = banks[str(luck.choice(list(banks)))]["private"]
        murmur = (np.concatenate([_one(other, luck) for _ in range(12)]) * 32767).astype(np.int16)
        made = clip(kind, banks[voice], murmur, luck)
        inputs, rhythm = features.heard(made)
        values = (inputs.astype(np.float16), np.array(rhythm, np.float32), kind, voice, voice in aside)
        for name, value in zip(told, values, strict=True):
            told[name].append(value)
    kept: dict[str, Any] = {name: np.array(values) for name, values in told.items()}
    np.savez(given.out, **kept)


if __name__ == "__main__":
    main()
