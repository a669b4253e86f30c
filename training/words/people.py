"""Renders what the people of the network in the box answer: voices that taught the recogniser nothing.

.venv/bin/python training/words/people.py rupor/simulators/phone_network/recorded
"""

import sys
from pathlib import Path

import numpy as np

from rupor.media import clip_file
from rupor.processes.bench.speakers import degrade, open_speakers

ANSWERS = {
    "yes": ("dita", "да"),
    "no": ("machac", "нет"),
    "later": ("dita", "позже"),
    "operator": ("machac", "оператор"),
    "other_words": ("dita", "сегодня хорошая погода"),
}


def main() -> None:
    """Writes one WAV an answer."""
    folder = Path(sys.argv[1])
    with open_speakers() as speakers:
        voices = {speaker.name: speaker for speaker in speakers.independent}
        for name, (voice, text) in ANSWERS.items():
            sound = np.clip(voices[voice].say(text).astype(np.int32), -32000, 32000).astype(np.int16)
            (folder / f"{name}.wav").write_bytes(clip_file.wav(degrade(sound, codec="pcma", level_db=-20, seed=1)))


if __name__ == "__main__":
    main()
