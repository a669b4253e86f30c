"""Makes the speech that teaches the basic recogniser: run with the product's Python, once, about ten minutes.

    .venv/bin/python training/words/make_speech.py --out /tmp/words-speech.npz

The file holds `sound` (int16, 8 kHz, all lines one after another), `ends` (where each ends), `phones` and `phone_ends`
(their sounds, numbers of `rupor.providers.basic_recogniser.phones`), `voice` (the name of each line's voice).
"""

import argparse
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import texts

from rupor.processes.bench.speakers import Samples, Speaker, open_speakers, recordings
from rupor.processes.bench.speakers.speaker import Line
from rupor.providers.basic_recogniser import phones

BATCH = 100
Told = tuple[Samples, tuple[int, ...], str]
# Variants of espeak that sound like people; those the product speaks with are among them.
DIPHONE_LINES, ESPEAK_LINES = 700, 170


def main() -> None:
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--out", type=Path, required=True)
    asked.add_argument("--seed", type=int, default=1)
    given = asked.parse_args()
    luck = np.random.default_rng(given.seed)
    told: list[Told] = []
    with open_speakers(training=True) as speakers:
        ipa: dict[str, str] = {}

        def spoken(text: str) -> str:
            if text not in ipa:
                ipa[text] = speakers.phones(text)
            return ipa[text]

        recorded = recordings.sentences(spoken=spoken, parts=("train", "dev"))
        sentences = [[word.text for word in sentence.words] for sentence in recorded if sentence.part == "train"]
        words = texts.vocabulary([" ".join(sentence) for sentence in sentences])
        for sentence in recorded:
            told += _pieces(sentence, spoken, luck)
        report("recordings", told)
        for speaker in (*speakers.training, *speakers.espeak):
            count = ESPEAK_LINES if speaker.family == "espeak" else DIPHONE_LINES
            said = texts.lines(count=count, words=words, sentences=sentences, luck=luck)
            told += _spoken(speaker, said, spoken, luck)
            report(speaker.name, told)
    _write(given.out, told)


def _pieces(sentence: recordings.Sentence, spoken, luck: np.random.Generator) -> Iterator[Told]:  # type: ignore[no-untyped-def]
    """Cuts of one to five words, at pauses where there are any; each word is met about twice."""
    at, count = 0, len(sentence.words)
    for _ in range(2):
        at = 0
        while at < count:
            last = min(count - 1, at + int(luck.integers(0, 5)))
            for number in range(at, last):
                if sentence.words[number].before_pause and luck.random() < 0.7:
                    last = number
                    break
            text = " ".join(word.text for word in sentence.words[at : last + 1])
            sound = sentence.cut(at, last)
            if sound.size > 1200:
                yield sound, phones.numbers(spoken(text)), f"recorded-{sentence.part}"
            at = last + 1


def _spoken(speaker: Speaker, said: list[str], spoken, luck: np.random.Generator) -> Iterator[Told]:  # type: ignore[no-untyped-def]
    lacked = {phones.NUMBERS[name] for name in speaker.without}
    kept = [text for text in said if spoken(text) and not lacked & set(phones.numbers(spoken(text)))]
    for begin in range(0, len(kept), BATCH):
        lines = [
            Line(text, float(luck.uniform(0.8, 1.45)), float(luck.uniform(0.8, 1.25)), int(luck.integers(1 << 30)))
            for text in kept[begin : begin + BATCH]
        ]
        for line, sound in zip(lines, speaker.say_all(lines), strict=True):
            yield sound, phones.numbers(spoken(line.text)), speaker.name


def _write(path: Path, told: list[Told]) -> None:
    np.savez(
        path,
        sound=np.concatenate([sound for sound, _, _ in told]),
        ends=np.cumsum([sound.size for sound, _, _ in told]),
        phones=np.concatenate([np.array(said, np.uint8) for _, said, _ in told]),
        phone_ends=np.cumsum([len(said) for _, said, _ in told]),
        voice=np.array([voice for _, _, voice in told]),
    )


def report(name: str, told: list[Told]) -> None:
    hours = sum(sound.size for sound, _, _ in told) / 8000 / 3600
    sys.stderr.write(f"{name}: {len(told)} lines, {hours:.2f} hours\n")


if __name__ == "__main__":
    main()
