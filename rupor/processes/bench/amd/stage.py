"""Scripts become sound: sentences are spoken once a voice, trimmed, set in time and worn as a telephone wears them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import cast

import numpy as np

from rupor.processes.bench.amd import tones
from rupor.processes.bench.amd.scripts import Script
from rupor.processes.bench.speakers import Samples, Speaker, degrade
from rupor.processes.bench.speakers.degrading import Codec, Noise
from rupor.processes.bench.speakers.speaker import Line

RATE = 8000
SECONDS = 6.5
LONGEST_SECONDS = 16.0
_EDGE = 0.01
_PEAK = 0.3

Spoken = Mapping[tuple[str, str, float], Samples]


def to_beep(script: Script) -> bool:
    """Every third machine with a beep is heard out."""
    return script.beep and script.number % 3 == 0


def lines(script: Script) -> list[tuple[str, str, float]]:
    """What must be spoken for it: voice, text, pace (in steps, so that sentences are shared)."""
    pace = round(script.pace * 10) / 10
    texts = [saying.text for saying in script.sayings]
    if script.again_seconds:
        texts.append("Алло")
    return [(script.voice, text, pace) for text in texts]


def speak(scripts: Iterable[Script], *, speakers: Sequence[Speaker]) -> dict[tuple[str, str, float], Samples]:
    """Every sentence of every script, each voice in one go."""
    wanted: dict[str, set[tuple[str, float]]] = defaultdict(set)
    for script in scripts:
        for voice, text, pace in lines(script):
            wanted[voice].add((text, pace))
    spoken = {}
    for speaker in speakers:
        ordered = sorted(wanted.get(speaker.name, ()))
        said = speaker.say_all([Line(text, pace, seed=number) for number, (text, pace) in enumerate(ordered)])
        for (text, pace), sound in zip(ordered, said, strict=True):
            spoken[speaker.name, text, pace] = trimmed(sound)
    return spoken


def perform(script: Script, *, spoken: Spoken) -> Samples:
    """The clip from the instant of the answer, 6.5 s of it, or up to 16 s where the beep is waited for."""
    luck = np.random.default_rng(script.luck)
    sound = _sounds(script, spoken, luck)
    needed = round((LONGEST_SECONDS if to_beep(script) else SECONDS) * RATE)
    sound = np.pad(sound[:needed], (0, max(0, round(SECONDS * RATE) - len(sound))))
    if script.kind == "silence":
        return np.zeros(len(sound), np.int16)
    if script.kind == "noise":
        return _alone(script)
    return degrade(
        (np.clip(sound, -1, 1) * 32767).astype(np.int16),
        codec=cast(Codec, script.codec),
        noise=cast(Noise, script.noise),
        snr_db=script.snr_db,
        level_db=script.level_db,
        seed=script.luck,
        murmur=_murmur(spoken, luck) if script.noise == "babble" else None,
    )


def _alone(script: Script) -> Samples:
    """Noise without a voice: the faint hum it is measured against is 30 dB below it."""
    return degrade(
        (3000 * tones.tone(hertz=500, seconds=SECONDS)).astype(np.int16),
        codec="",
        noise=cast(Noise, script.noise or "street"),
        snr_db=-30,
        level_db=min(-60.0, script.level_db - 35),
        seed=script.luck,
    )


def _sounds(script: Script, spoken: Spoken, luck: np.random.Generator) -> tones.Sound:
    if script.kind == "music":
        return _PEAK * tones.music(luck, SECONDS)
    if script.kind == "tones":
        return _PEAK * tones.signal(luck, SECONDS)
    pieces = [tones.quiet(script.onset_seconds)]
    if script.sit:
        pieces.append(_PEAK * tones.special_information(luck))
    pieces += _said(script, spoken)
    if script.beep:
        pieces += [tones.quiet(float(luck.uniform(0.1, 0.8))), _PEAK * tones.beep(luck), tones.quiet(2.0)]
    if script.kind == "announcement":
        pieces += [tones.quiet(1.0), *_said(script, spoken)] * 3
    if script.again_seconds:
        pieces += [tones.quiet(script.again_seconds), voiced(spoken[lines(script)[-1]])]
    return np.concatenate(pieces)


def _said(script: Script, spoken: Spoken) -> list[tones.Sound]:
    pieces = []
    for key, saying in zip(lines(script), script.sayings, strict=False):
        pieces += [voiced(spoken[key]), tones.quiet(saying.pause_seconds)]
    return pieces


def voiced(sound: Samples) -> tones.Sound:
    """As loud as every other sentence."""
    loud = sound.astype(np.float64)
    return loud * (_PEAK / max(1.0, float(np.abs(loud).max())))


def trimmed(sound: Samples) -> Samples:
    """Synthesisers leave quiet at both ends; pauses are the script's business."""
    loud = np.flatnonzero(np.abs(sound.astype(np.int32)) > _EDGE * max(1, int(np.abs(sound.astype(np.int32)).max())))
    return sound[loud[0] : loud[-1] + 1] if loud.size else sound


def _murmur(spoken: Spoken, luck: np.random.Generator) -> Samples:
    keys = sorted(spoken)
    return np.concatenate([spoken[keys[place]] for place in luck.integers(0, len(keys), 12)])
