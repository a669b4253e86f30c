"""Two streams of the stand-in core that hear one another, as in `bridge.c`; lanes belong to the media thread alone."""

import numpy as np

from rupor.media import g711
from rupor.media.numpy_placing import PlacedSound, ahead_of

FRAME = 160
DELAY = 2 * FRAME
JUMP = 10 * FRAME
LOOK_TICKS = 50


class Lane:
    """One far side's sound and keys on their way to the other."""

    def __init__(self) -> None:
        self.keys: list[tuple[str, int]] = []
        self._sound = PlacedSound()
        self._least, self._looked = JUMP, 0

    def forget_source(self) -> None:
        self._sound.placed = False

    def put(self, *, law: int, audio: bytes, timestamp: int) -> None:
        dry = self._sound.waiting <= 0
        if ahead_of(timestamp, self._sound.newest) > (0 if dry else JUMP):
            self._sound.placed = False
        samples = g711.decode(codes=np.frombuffer(audio, dtype=np.uint8), law=law)
        self._sound.put(samples=samples, timestamp=timestamp, delay=DELAY)

    def frame(self, *, law: int) -> bytes:
        """The next 20 ms; silence where there are none."""
        if self._sound.waiting > JUMP:
            self._sound.take(self._sound.waiting - DELAY)
        samples = self._sound.take(FRAME)
        self._leave_out_what_piles_up()
        heard = g711.encode(samples=samples, law=law).tobytes()
        return heard + bytes([g711.SILENCE[law]]) * (FRAME - len(heard))

    def _leave_out_what_piles_up(self) -> None:
        self._least, self._looked = min(self._least, self._sound.waiting), self._looked + 1
        if self._looked < LOOK_TICKS:
            return
        if self._least > DELAY:
            self._sound.take(FRAME)
        self._least, self._looked = JUMP, 0


class Bridge:
    """`parted` once either side has left: the other finds out at its next tick."""

    def __init__(self) -> None:
        self.parted = False
        self.lanes = (Lane(), Lane())


class Side:
    """One stream's end of a bridge."""

    def __init__(self, *, bridge: Bridge, index: int) -> None:
        self.bridge = bridge
        self.own, self.other = bridge.lanes[index], bridge.lanes[1 - index]
