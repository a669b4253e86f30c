"""The labelled set in the home folder: made once for a seed and a size, read afterwards."""

import hashlib
import inspect
from pathlib import Path

import msgspec
import numpy as np

from rupor.processes.bench.amd import greetings, scripts, stage, tones
from rupor.processes.bench.amd.scripts import Script
from rupor.processes.bench.speakers import Samples, Speaker, Speakers, open_speakers

# A test clip speaks with a voice that trained nothing more often than with the easy control.
_INDEPENDENT_TIMES = 3


class Labelled(msgspec.Struct, frozen=True):
    """Scripts and their sound, in step."""

    scripts: list[Script]
    sounds: list[Samples]


def load(*, folder: Path, half: str, clips: int, seed: int) -> Labelled:
    """One half of the set; raises Unavailable when it must be made and the voices cannot be had."""
    made = hashlib.sha256(
        "".join(inspect.getsource(each) for each in (greetings, scripts, stage, tones)).encode()
    ).hexdigest()[:12]
    path = folder / f"{half}-{clips}-{seed}-{made}.npz"
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        _make(path, half=half, clips=clips, seed=seed)
    with np.load(path) as kept:
        parts = np.split(kept["sound"], kept["ends"][:-1])
        written = msgspec.json.decode(bytes(kept["scripts"]), type=list[Script])
    return Labelled(written, parts)


def _make(path: Path, *, half: str, clips: int, seed: int) -> None:
    with open_speakers(training=half == "tune") as speakers:
        chosen = _voices(speakers, half)
        names = [each.name for each in chosen for _ in range(1 if each.family == "espeak" else _INDEPENDENT_TIMES)]
        written = [scripts.draw(number=n, seed=seed, half=half, voices=names) for n in range(clips)]
        spoken = stage.speak(written, speakers=chosen)
    sounds = [stage.perform(script, spoken=spoken) for script in written]
    part = path.with_suffix(".part.npz")
    np.savez(
        part,
        sound=np.concatenate(sounds),
        ends=np.cumsum([len(each) for each in sounds]),
        scripts=np.frombuffer(msgspec.json.encode(written), dtype=np.uint8),
    )
    part.replace(path)


def _voices(speakers: Speakers, half: str) -> list[Speaker]:
    """The test half hears what trained nothing, the recorded Russian voice and every other espeak variant."""
    if half == "test":
        return [*speakers.independent, speakers.russian, *speakers.espeak[1::2]]
    return [*speakers.training, *speakers.espeak[::2]]
