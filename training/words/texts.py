"""What the training voices say: phrases people answer a robot with, and words of any kind in ones, twos and threes."""

import re
from pathlib import Path

import numpy as np

ANSWERS = tuple(Path(__file__).with_name("answers.txt").read_text().splitlines())


def vocabulary(sentences: list[str]) -> list[str]:
    """Every word once."""
    return sorted({word for text in sentences for word in re.findall("[а-яё]+", text.lower())})


def lines(*, count: int, words: list[str], sentences: list[list[str]], luck: np.random.Generator) -> list[str]:
    """A third answers, a third random words, a third pieces of sentences of up to six words."""
    told = []
    for _ in range(count):
        kind = luck.random()
        if kind < 0.3:
            told.append(str(luck.choice(ANSWERS)))
        elif kind < 0.65:
            told.append(" ".join(luck.choice(words, int(luck.choice([1, 1, 1, 2, 2, 3])))))
        else:
            sentence = sentences[int(luck.integers(len(sentences)))]
            length = int(luck.integers(2, 7))
            begin = int(luck.integers(0, max(1, len(sentence) - length)))
            told.append(" ".join(sentence[begin : begin + length]))
    return told
