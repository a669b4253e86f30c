"""Writes what the judge hears of every clip of the tuning half, for `train.py`."""

import argparse
from pathlib import Path

import numpy as np

from rupor.engine.dialing.answer_detection import judge, sound
from rupor.engine.dialing.answer_detection.rhythm import FRAME_SECONDS, Rhythm
from rupor.engine.dialing.answer_detection.tones import Tones
from rupor.processes.bench.amd import labelled

STEPS = 60


def heard(clip: sound.Samples) -> tuple[judge.Floats, list[list[float]]]:
    """The first six seconds: inputs of the frames, and the rhythm after each five of them."""
    cut, _ = sound.windows(
        np.zeros(sound.WINDOW - sound.FRAME, np.int16), clip[: STEPS * judge.STEP_FRAMES * sound.FRAME]
    )
    frames = sound.analyse(cut)
    rhythm, tones = Rhythm(), Tones()
    floors, told = [], []
    rows = zip(
        *(each.tolist() for each in (frames.level, frames.tone_hertz, frames.tone_share, frames.voicing)), strict=True
    )
    for number, (level, hertz, share, voicing) in enumerate(rows, start=1):
        tonal = tones.frame(at_seconds=rhythm.now + FRAME_SECONDS, hertz=hertz, share=share, level_db=level)
        rhythm.frame(level_db=level, voicing=voicing, tonal=tonal)
        floors.append(rhythm.floor_db)
        if number % judge.STEP_FRAMES == 0:
            told.append(judge.rhythm_of(rhythm, held_seconds=tones.held_seconds))
    return judge.inputs(frames=frames, floors=floors), told


def main() -> None:
    """Reads the cached half, or makes it."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--folder", type=Path, required=True, help="where the set is kept")
    parser.add_argument("--clips", type=int, default=8000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--half", default="tune", choices=["tune"])
    given = parser.parse_args()
    made = labelled.load(folder=given.folder, half=given.half, clips=given.clips, seed=given.seed)
    told = [heard(clip) for clip in made.sounds]
    np.savez(
        given.out,
        x=np.stack([inputs for inputs, _ in told]).astype(np.float16),
        rhythm=np.array([rhythm for _, rhythm in told], np.float32),
        kind=np.array([script.kind for script in made.scripts]),
        voice=np.array([script.voice for script in made.scripts]),
    )


if __name__ == "__main__":
    main()
