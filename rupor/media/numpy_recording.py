"""Recordings of the stand-in core: the same delays, the same ring, the same `….part` as the native one keeps."""

import collections
import os
import struct
import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np

from rupor.media import engine_port, g711

FRAME = 160
FAR_RING = 4096
NEAR_DELAY = 10
FAR_DELAY = NEAR_DELAY * FRAME
RING_FRAMES = 128
MISPLACED_MAX = 5
PASS_SECONDS = 0.4

Frame = tuple[int, bytes, bytes]


class Recording:
    """The media thread's half: far sound gets its place by timestamp, and both sides move one frame a tick."""

    def __init__(self, *, path: Path, stream: int, law: int) -> None:
        self.path = path
        self.part = path.with_name(path.name + ".part")
        self.file = os.open(self.part, os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_CLOEXEC, 0o640)
        self.stream, self.law = stream, law
        self.ring: collections.deque[Frame] = collections.deque()
        self.ended = threading.Event()
        self.placed = False
        self.frames = self.missed = self.missed_ever = 0
        self._silence = bytes([g711.SILENCE[law]]) * FRAME
        self._far = bytearray([g711.SILENCE[law]]) * FAR_RING
        self._near = collections.deque([self._silence] * NEAR_DELAY)
        self._playout = 0
        self._misplaced = 0

    def hear_far(self, *, law: int, audio: bytes, timestamp: int) -> None:
        ahead = (timestamp - self._playout + 0x80000000) % 0x100000000 - 0x80000000
        fits = ahead >= 0 and ahead + len(audio) <= FAR_RING
        self._misplaced = 0 if fits else self._misplaced + 1
        if not self.placed or self._misplaced >= MISPLACED_MAX:
            self._playout = (timestamp - FAR_DELAY) % 0x100000000
            self.placed, fits, self._misplaced = True, len(audio) + FAR_DELAY <= FAR_RING, 0
            self._far[:] = bytes([g711.SILENCE[self.law]]) * FAR_RING
        if fits:
            self._put(audio if law == self.law else self._crossed(audio, law), timestamp % FAR_RING)

    def tick(self, *, law: int, near: bytes) -> None:
        self._near.append(near if law == self.law else self._crossed(near, law))
        far, our = self._take_far(), self._near.popleft()
        if self.frames >= NEAR_DELAY and len(self.ring) < RING_FRAMES:
            self.ring.append((self.missed, far, our))
            self.missed = 0
        elif self.frames >= NEAR_DELAY:
            self.missed += 1
            self.missed_ever += 1
        self.frames += 1

    def end(self) -> int:
        """Pushes what still waits; from here on the writer alone has it. Returns the frames recorded."""
        for _ in range(NEAR_DELAY):
            self.tick(law=self.law, near=self._silence)
        self.ended.set()
        return self.frames - NEAR_DELAY

    @staticmethod
    def _crossed(audio: bytes, law: int) -> bytes:
        return g711.CROSSED[law][np.frombuffer(audio, dtype=np.uint8)].tobytes()

    def _put(self, audio: bytes, at: int) -> None:
        if at + len(audio) <= FAR_RING:
            self._far[at : at + len(audio)] = audio
            return
        first = min(len(audio), FAR_RING - at)
        self._far[at : at + first] = audio[:first]
        self._far[: len(audio) - first] = audio[first:]

    def _take_far(self) -> bytes:
        at = self._playout % FAR_RING
        frame = bytes(self._far[at : at + FRAME])
        rest = FRAME - len(frame)
        frame += self._far[:rest]
        self._put(self._silence, at)
        self._playout = (self._playout + FRAME) % 0x100000000
        return frame


class _File:
    """The writer's half: one WAV file that grows, and takes its name when whole."""

    def __init__(self, recording: Recording) -> None:
        self.recording = recording
        self.frames = 0
        self.error = 0
        self._write(self._header())

    def drain(self) -> None:
        ring, batch = self.recording.ring, []
        for _ in range(len(ring)):
            silent_before, far, near = ring.popleft()
            silence = bytes([g711.SILENCE[self.recording.law]]) * (silent_before * FRAME)
            batch.append((silence + far, silence + near))
            self.frames += silent_before + 1
        if not batch:
            return
        linear = g711.LINEAR[self.recording.law]
        sides = [np.frombuffer(b"".join(side), dtype=np.uint8) for side in zip(*batch, strict=True)]
        self._write(np.stack([linear[side] for side in sides], axis=1).astype("<i2").tobytes())

    def finish(self, *, sync: bool) -> None:
        recording = self.recording
        self._write(bytes(recording.missed * FRAME * 4))
        self.frames += recording.missed
        try:
            os.pwrite(recording.file, self._header(), 0)
            if sync:
                os.fdatasync(recording.file)
            if not self.error:
                recording.part.rename(recording.path)
            if sync:
                self._sync_folder()
        except OSError as error:
            self.error = self.error or error.errno or 1
        os.close(recording.file)

    def _header(self) -> bytes:
        size = self.frames * FRAME * 4
        form = struct.pack("<4sI4s4sIHHIIHH", b"RIFF", size + 36, b"WAVE", b"fmt ", 16, 1, 2, 8000, 32000, 4, 16)
        return form + struct.pack("<4sI", b"data", size)

    def _write(self, content: bytes) -> None:
        view = memoryview(content)
        while view and not self.error:
            try:
                view = view[os.write(self.recording.file, view) :]
            except OSError as error:
                self.error = error.errno or 1

    def _sync_folder(self) -> None:
        folder = os.open(self.recording.path.parent, os.O_RDONLY | os.O_DIRECTORY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class Writer:
    """The thread that alone touches files."""

    def __init__(self, *, sync: bool, told: Callable[[engine_port.RawEvent], None]) -> None:
        self._sync = sync
        self._told = told
        self._files: list[_File] = []
        self._beginning: list[Recording] = []
        self._changed = threading.Condition()
        self._stopping = False
        self.frames_missed = 0
        self.thread = threading.Thread(target=self._run, name="recordings", daemon=True)
        self.thread.start()

    @property
    def open_count(self) -> int:
        return len(self._files) + len(self._beginning)

    def begin(self, recording: Recording) -> None:
        with self._changed:
            self._beginning.append(recording)
            self._changed.notify()

    def ended(self) -> None:
        with self._changed:
            self._changed.notify()

    def stop(self) -> None:
        """Waits until every file is whole."""
        with self._changed:
            self._stopping = True
            self._changed.notify()
        self.thread.join()

    def _run(self) -> None:
        while True:
            with self._changed:
                if not self._beginning and not self._stopping:
                    self._changed.wait(PASS_SECONDS if self._files else None)
                self._files += [_File(recording) for recording in self._beginning]
                self._beginning.clear()
                if self._stopping and not self._files:
                    return
            for file in list(self._files):
                self._pass(file)

    def _pass(self, file: _File) -> None:
        ended = file.recording.ended.is_set()
        file.drain()
        if not ended:
            return
        file.finish(sync=self._sync)
        self.frames_missed += file.recording.missed_ever
        self._files.remove(file)
        seconds = file.frames * FRAME / 8000
        told = (engine_port.RECORDING_DONE, file.recording.stream, 0, 0, seconds, str(file.recording.path), file.error)
        self._told(told)
