"""Makes the recorded words of the people of the network in a box, with voices that taught nothing.

.venv/bin/python training/amd/people.py rupor/simulators/phone_network/recorded
"""

import sys
from pathlib import Path

import numpy as np

from rupor.media import clip_file
from rupor.processes.bench.amd import stage, tones
from rupor.processes.bench.speakers import Samples, Speaker, degrade, open_speakers

PAUSE_SECONDS = 0.35
GREETINGS = {
    "machine": (
        "machac",
        "Здравствуйте! | Вы позвонили Сергею. | Сейчас я не могу ответить. | Оставьте сообщение после сигнала",
    ),
    "assistant": (
        "dita",
        "Здравствуйте! | Я голосовой помощник Ева. | Абонент сейчас занят. | Скажите, что ему передать?",
    ),
    "announcement": ("dita", "Абонент временно недоступен. | Попробуйте перезвонить позднее"),
    "no_such_number": ("dita", "Набранный вами номер не существует"),
    "business": ("dita", "Компания Ромашка, добрый день"),
}  # fmt: skip


def said(speaker: Speaker, text: str) -> tones.Sound:
    """Sentences with pauses between them."""
    pieces: list[tones.Sound] = []
    for sentence in text.split("|"):
        pieces += [stage.voiced(stage.trimmed(speaker.say(sentence.strip()))), tones.quiet(PAUSE_SECONDS)]
    return np.concatenate(pieces)


def worn(sound: tones.Sound) -> Samples:
    """As the telephone brings it."""
    return degrade((np.clip(sound, -1, 1) * 32767).astype(np.int16), codec="pcma", level_db=-24, seed=1)


def main() -> None:
    """Writes one WAV a person."""
    folder = Path(sys.argv[1])
    luck = np.random.default_rng(1)
    with open_speakers() as speakers:
        by_name = {speaker.name: speaker for speaker in speakers}
        spoken = {name: said(by_name[voice], text) for name, (voice, text) in GREETINGS.items()}
    spoken["machine"] = np.concatenate([spoken["machine"], 0.3 * tones.tone(hertz=1000, seconds=0.5)])
    announcement = [0.3 * tones.special_information(luck), *[spoken["announcement"], tones.quiet(0.6)] * 3]
    spoken["announcement"] = np.concatenate(announcement)
    spoken["music"] = 0.3 * tones.music(luck, 9.0)
    for name, sound in spoken.items():
        (folder / f"{name}.wav").write_bytes(clip_file.wav(worn(sound)))


if __name__ == "__main__":
    main()
