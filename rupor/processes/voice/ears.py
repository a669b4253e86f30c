"""The ears of all calls of this process: what came in one turn of the loop is heard together, which makes it cheap."""

import asyncio
from collections.abc import Callable
from functools import cache
from importlib import resources

from rupor.engine.dialing.answer_detection import Ear, Judge, together

_WEIGHTS = "answering.npz"


@cache
def judge() -> Judge | None:
    """The trained judge that comes with the product; None where the file was left out, then the rhythm decides."""
    kept = resources.files("rupor.processes.voice") / _WEIGHTS
    return Judge(weights=kept.read_bytes()) if kept.is_file() else None


class Ears:
    """One for a process."""

    def __init__(self, *, given: Judge | None) -> None:
        self._judge = given
        self._loop = asyncio.get_running_loop()
        self._pieces: list[tuple[Ear, bytes]] = []
        self._decided: dict[int, Callable[[], None]] = {}

    def open(self, ear: Ear, *, on_decided: Callable[[], None]) -> None:
        """From now on this ear's verdict is told, once."""
        self._decided[id(ear)] = on_decided

    def close(self, ear: Ear) -> None:
        """Nobody waits for it any more."""
        self._decided.pop(id(ear), None)

    def hear(self, ear: Ear, piece: bytes) -> None:
        """The next piece of one call; returns at once."""
        if not self._pieces:
            self._loop.call_soon(self._hear_all)
        self._pieces.append((ear, piece))

    def _hear_all(self) -> None:
        pieces, self._pieces = self._pieces, []
        for ear in together.hear(pieces=pieces, judge=self._judge):
            told = self._decided.pop(id(ear), None)
            if told is not None:
                told()
