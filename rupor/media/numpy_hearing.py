"""The ears of the stand-in core: speech by energy over a floor, and digits pressed as tones, as in `listening.c`."""

from collections.abc import Iterator

import numpy as np

from rupor.media import g711

FRAME = 160
FLOOR_LEAST, OVER_FLOOR, SPEECH_LEAST, SPEECH_SURE = 20.0, 8.0, 1000.0, 60_000.0
START_MS, STOP_MS = 60, 300
TONE_LEAST = 4000.0
_PAD = "123A456B789C*0#D"
_HERTZ = np.array([697, 770, 852, 941, 1209, 1336, 1477, 1633])
_TURNS = np.exp(-2j * np.pi * np.outer(np.arange(FRAME), _HERTZ) / 8000)


class SpeechWatch:
    """Begins after 60 ms of voice, ends after 300 ms without; both are told with the instant they really happened."""

    def __init__(self) -> None:
        self._floor = 40.0
        self._score_ms = self._quiet_ms = 0
        self._speaking = False
        self._began = self._voiced = 0.0

    def hear(self, *, energy: float, milliseconds: int, now: float) -> tuple[bool, float] | None:
        """`(True, instant)` when speech has begun, `(False, instant)` when it has stopped."""
        voiced = energy > min(max(self._floor * OVER_FLOOR, SPEECH_LEAST), SPEECH_SURE)
        if energy < self._floor:
            self._floor += (energy - self._floor) * 0.3
        else:
            self._floor *= 1 + 0.0001 * milliseconds
        self._floor = max(self._floor, FLOOR_LEAST)
        return self._decide(voiced=voiced, milliseconds=milliseconds, now=now)

    def hear_nothing(self, *, now: float) -> tuple[bool, float] | None:
        return self._decide(voiced=False, milliseconds=20, now=now)

    def _decide(self, *, voiced: bool, milliseconds: int, now: float) -> tuple[bool, float] | None:
        if voiced:
            self._began = self._began if self._score_ms else now - milliseconds / 1000
            self._score_ms = min(self._score_ms + milliseconds, 200)
            self._voiced, self._quiet_ms = now, 0
        else:
            self._score_ms = max(self._score_ms - milliseconds, 0)
            self._quiet_ms += milliseconds
        if not self._speaking and self._score_ms >= START_MS:
            self._speaking = True
            return True, self._began
        if self._speaking and self._quiet_ms >= STOP_MS:
            self._speaking, self._score_ms = False, 0
            return False, self._voiced
        return None


def key_of(samples: g711.Samples) -> str:
    """The key whose two tones carry nearly all of a frame's energy, or nothing."""
    level = samples.astype(np.float64) / 8
    total = float((level**2).sum())
    if total < TONE_LEAST * FRAME:
        return ""
    power = np.abs(level @ _TURNS) ** 2 * 2 / FRAME
    row, column = int(power[:4].argmax()), 4 + int(power[4:].argmax())
    for k in range(8):
        if k not in (row, column) and power[k] * 6 > power[row if k < 4 else column]:
            return ""
    twisted = power[row] > power[column] * 6.3 or power[column] > power[row] * 6.3
    return "" if twisted or power[row] + power[column] < 0.75 * total else _PAD[row * 4 + column - 4]


class ToneWatch:
    """A key counts after two frames of it and is told after two frames without."""

    def __init__(self) -> None:
        self._rest = np.empty(0, dtype=np.int16)
        self._candidate = ""
        self._hits = self._misses = 0

    def hear(self, *, codes: bytes, law: int) -> Iterator[tuple[str, int]]:
        """`(key, duration_ms)` of each press that has ended."""
        samples = np.concatenate([self._rest, g711.decode(codes=np.frombuffer(codes, dtype=np.uint8), law=law)])
        whole = len(samples) // FRAME
        self._rest = samples[whole * FRAME :]
        for frame in samples[: whole * FRAME].reshape(-1, FRAME):
            yield from self._hear_key(key_of(frame))

    def hear_nothing(self) -> Iterator[tuple[str, int]]:
        yield from self._hear_key("")

    def _hear_key(self, key: str) -> Iterator[tuple[str, int]]:
        if key and key == self._candidate:
            self._hits += 1
            self._misses = 0
            return
        if self._hits >= 2:
            self._misses += 1
            if self._misses < 2:
                return
            yield self._candidate, self._hits * 20
        self._candidate, self._hits, self._misses = key, int(bool(key)), 0


def tone_frame(*, key: str, offset: int, law: int) -> bytes:
    """20 ms of a key's tones, `offset` samples after they began."""
    at = _PAD.index(key)
    angle = 2 * np.pi * np.arange(offset, offset + FRAME) / 8000
    samples = 6000 * np.sin(angle * _HERTZ[at // 4]) + 7000 * np.sin(angle * _HERTZ[4 + at % 4])
    return g711.encode(samples=samples.astype(np.int16), law=law).tobytes()
