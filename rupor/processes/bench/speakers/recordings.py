"""The 620 recorded sentences of festvox-ru, word by word: a real person, reading aloud.

The package tells when each sound is said, but not which word it belongs to; the sounds of espeak-ng's reading of the
text are laid along them, the cheapest way, and words begin and end where their sounds do.
"""

import re
import wave
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np

from rupor.media import resampling
from rupor.processes.bench.speakers import packages
from rupor.processes.bench.speakers.speaker import Samples
from rupor.providers.basic_recogniser import phones

Part = Literal["train", "dev", "test"]
_FOLDER = packages.VOICES / "russian" / "msu_ru_nsh_clunits"
_LINE = re.compile(r'\( (\S+) "(.*)" \)')
_WORD = re.compile(r"[а-яё+]+(?:-[а-яё+]+)*", re.IGNORECASE)
_STRESS = "\N{COMBINING ACUTE ACCENT}"
_RATE = 8000
_PAUSE = "pau"
_SAID = {
    **dict.fromkeys(("a", "aa", "ay", "ae"), "a"),
    **dict.fromkeys(("e", "ee"), "e"),
    **dict.fromkeys(("i", "ii"), "i"),
    **dict.fromkeys(("y", "yy", "ur"), "y"),
    **dict.fromkeys(("o", "oo"), "o"),
    **dict.fromkeys(("u", "uu"), "u"),
    "c": "ts",
}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a sentence, seconds from its beginning; `after_pause` and `before_pause` tell of quiet around it."""

    text: str
    begin: float
    end: float
    after_pause: bool
    before_pause: bool


@dataclass(frozen=True, slots=True)
class Sentence:
    """One recording, 8 kHz."""

    name: str
    part: Part
    sound: Samples
    words: tuple[Word, ...]

    def cut(self, first: int, last: int) -> Samples:
        """The sound of words `first` to `last`, with up to 60 ms around."""
        begin = self.words[first].begin - (0.06 if self.words[first].after_pause else 0.01)
        end = self.words[last].end + (0.06 if self.words[last].before_pause else 0.01)
        return self.sound[max(0, int(begin * _RATE)) : int(end * _RATE)]


def part_of(number: int) -> Part:
    """A fifth is for tests and a tenth for tuning: none of these teaches."""
    return "test" if number % 5 == 0 else "dev" if number % 10 == 1 else "train"


def sentences(*, spoken: Callable[[str], str], parts: tuple[Part, ...]) -> list[Sentence]:
    """The recordings of these parts; `spoken` gives IPA. Installs festvox-ru when it is missing."""
    packages.need("festvox-ru")
    told = []
    for line in (_FOLDER / "etc" / "txt.done.data").read_text().splitlines():
        match = _LINE.match(line.strip())
        if match is None:
            continue
        part = part_of(int(match[1].removeprefix("ru_")))
        if part in parts:
            told.append(Sentence(match[1], part, _sound(match[1]), _words(match[1], match[2], spoken)))
    return told


def _sound(name: str) -> Samples:
    with wave.open(str(_FOLDER / "wav" / f"{name}.wav"), "rb") as clip:
        pcm16 = resampling.to_8000(pcm16=clip.readframes(clip.getnframes()), rate=clip.getframerate())
    return np.frombuffer(pcm16, dtype="<i2").astype(np.int16)


def _words(name: str, text: str, spoken: Callable[[str], str]) -> tuple[Word, ...]:
    labels = [(float(end), label) for end, _, label in _labels(name)]
    begins = [0.0, *(end for end, _ in labels[:-1])]
    said = [(begin, end, _plain(label)) for begin, (end, label) in zip(begins, labels, strict=True)]
    texts = [found[0].lower() for found in _WORD.finditer(text)]
    owned = [
        (owner, phone.name) for owner, word in enumerate(texts) for phone in phones.spoken(spoken(_stressed(word)))
    ]
    sounds = [number for number, (_, _, label) in enumerate(said) if label != _PAUSE]
    places = _laid([name for _, name in owned], [said[number][2] for number in sounds])
    words = []
    for owner, word in enumerate(texts):
        mine = [sounds[place] for (which, _), place in zip(owned, places, strict=True) if which == owner and place >= 0]
        if mine:
            words.append(
                Word(
                    text=word.replace("+", ""),
                    begin=said[mine[0]][0],
                    end=said[mine[-1]][1],
                    after_pause=mine[0] == 0 or said[mine[0] - 1][2] == _PAUSE,
                    before_pause=mine[-1] + 1 == len(said) or said[mine[-1] + 1][2] == _PAUSE,
                )
            )
    return tuple(words)


def _labels(name: str) -> list[list[str]]:
    lines = (_FOLDER / "lab" / f"{name}.lab").read_text().splitlines()
    return [line.split() for line in lines[1:] if len(line.split()) == 3]


def _stressed(word: str) -> str:
    return re.sub(r"\+(.)", r"\1" + _STRESS, word)


def _plain(label: str) -> str:
    """festvox doubles the letter of a soft consonant."""
    if label in _SAID:
        return _SAID[label]
    return label[0] if len(label) == 2 and label[0] == label[1] else label


def _laid(wanted: list[str], said: list[str]) -> list[int]:
    """For each wanted sound the place of the said one it stands for, or -1."""
    costs = np.zeros((len(wanted) + 1, len(said) + 1))
    costs[:, 0], costs[0, :] = np.arange(len(wanted) + 1), np.arange(len(said) + 1)
    for row, want in enumerate(wanted, start=1):
        for column, label in enumerate(said, start=1):
            changed = costs[row - 1, column - 1] + _unlike(want, label)
            costs[row, column] = min(changed, costs[row - 1, column] + 1, costs[row, column - 1] + 1)
    places = [-1] * len(wanted)
    row, column = len(wanted), len(said)
    while row and column:
        if costs[row, column] == costs[row - 1, column - 1] + _unlike(wanted[row - 1], said[column - 1]):
            row, column = row - 1, column - 1
            places[row] = column
        elif costs[row, column] == costs[row - 1, column] + 1:
            row -= 1
        else:
            column -= 1
    return places


def _unlike(wanted: str, said: str) -> float:
    if wanted == said:
        return 0.0
    return 0.5 if (wanted in phones.VOWELS) == (said in phones.VOWELS) else 1.5
