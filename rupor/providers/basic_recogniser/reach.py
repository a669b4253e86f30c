"""What the recogniser reached when it was last measured: for those who choose between words and keys."""

from functools import cache
from pathlib import Path

import msgspec

FILE = Path(__file__).with_name("figures.json")


class Shares(msgspec.Struct, frozen=True):
    """Of `count` utterances: understood, taken for another phrase, taken for something else; each 0 to 1."""

    count: int
    hit: float
    wrong: float
    other: float


class Reach(msgspec.Struct, frozen=True):
    """By voices, then by kind of utterance: `word` alone, in a `sentence`, `none` of the phrases; and word by word."""

    utterances: int
    wrong_branch: dict[str, float]
    independent: dict[str, Shares]
    recorded: dict[str, Shares]
    yes_no: Shares
    words: dict[str, Shares]


@cache
def reached() -> Reach:
    """The figures of `rupor bench words` that are kept with the network."""
    return msgspec.json.decode(FILE.read_bytes(), type=Reach)
