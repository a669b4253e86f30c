"""Makes `calibration.npz`: what the trained network sees in lines of voices that taught it nothing.

    .venv/bin/python training/words/calibrate.py --speech /tmp/words-speech.npz

Half of the lines are of the held-out voice krb, half are cuts of the held-out recordings, each with noise, level and
codec by luck; some are noise alone.
"""

import argparse
from pathlib import Path

import numpy as np

from rupor.processes.bench.speakers import NOISES, Samples, degrade
from rupor.providers.basic_recogniser import calibration, network

LINES_A_VOICE, NOISE_LINES = 260, 40


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--speech", type=Path, required=True)
    given = asked.parse_args()
    held = np.load(given.speech)
    sounds = np.split(held["sound"], held["ends"][:-1])
    said = np.split(held["phones"], held["phone_ends"][:-1])
    luck = np.random.default_rng(11)
    chosen: list[tuple[Samples, np.ndarray]] = []
    for voice in ("krb", "recorded-dev"):
        numbers = np.flatnonzero(held["voice"] == voice)
        chosen += [
            (worn(np.pad(sounds[n], (1600, 1600)), luck), said[n])
            for n in luck.choice(numbers, LINES_A_VOICE, replace=False)
        ]
    silence = np.zeros(12000, np.int16)
    silence[6000] = 1
    chosen += [(worn(silence, luck, loud=True), np.zeros(0, np.uint8)) for _ in range(NOISE_LINES)]
    seen = [calibration.packed(network.heard([sound])[0]) for sound, _ in chosen]
    np.savez_compressed(
        calibration.FILE,
        losses=np.concatenate(seen),
        ends=np.cumsum([len(part) for part in seen]),
        phones=np.concatenate([part for _, part in chosen]),
        phone_ends=np.cumsum([len(part) for _, part in chosen]),
    )


def worn(sound: Samples, luck: np.random.Generator, *, loud: bool = False) -> Samples:
    """As the telephone brings it."""
    return degrade(
        sound,
        codec="pcma" if luck.random() < 0.5 else "pcmu",
        noise=NOISES[int(luck.integers(len(NOISES)))] if loud or luck.random() < 0.7 else "",
        snr_db=0 if loud else float(luck.uniform(5, 25)),
        level_db=float(luck.uniform(-34, -18)),
        seed=int(luck.integers(1 << 30)),
    )


if __name__ == "__main__":
    main()
