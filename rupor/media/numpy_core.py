"""The stand-in where no compiler was at hand: the native core's interface on a Python thread, to a hundred calls or so.

Each 20 ms are cut into 4 slots of 5 ms; the streams of a slot are read one by one, heard as one array, then sent.
"""

import collections
import contextlib
import itertools
import os
import threading
import time
from typing import Any

import numpy as np

from rupor.media import engine_port, g711, numpy_recording, numpy_sending, numpy_stream

SLOTS = 4
STEP_SECONDS = 0.02 / SLOTS
HOPELESS_SECONDS = 0.1
MEDIA_NICE = -10

Prompt = numpy_sending.Prompt
_ENERGY = tuple((linear.astype(np.float32) / 8) ** 2 for linear in g711.LINEAR)


class Core(numpy_stream.Hub):
    """One media thread, one writer thread, one queue of events with an eventfd beside it."""

    def __init__(self, *, record_sync: bool, rtcp_seconds: float, far_silent_seconds: float) -> None:
        super().__init__(rtcp_seconds=rtcp_seconds, far_silent_seconds=far_silent_seconds)
        self.writer = numpy_recording.Writer(sync=record_sync, told=self.tell)
        self._wake_fd = os.eventfd(0, os.EFD_NONBLOCK | os.EFD_CLOEXEC)
        self._events: collections.deque[engine_port.RawEvent] = collections.deque()
        self._ids = itertools.count(1)
        self._slots: list[list[numpy_stream.Stream]] = [[] for _ in range(SLOTS)]
        self._arrived = threading.Condition()
        self._stopping = False
        self._ticks = self._jumps = 0
        self._behind_max = 0.0
        self._thread = threading.Thread(target=self._turn_wheel, name="media", daemon=True)
        self._thread.start()

    def fileno(self) -> int:
        return self._wake_fd

    def tell(self, event: engine_port.RawEvent) -> None:
        self._events.append(event)
        os.eventfd_write(self._wake_fd, 1)

    def drain(self) -> list[engine_port.RawEvent]:
        with contextlib.suppress(BlockingIOError):
            os.eventfd_read(self._wake_fd)
        told = []
        while self._events:
            told.append(self._events.popleft())
        return told

    def sounds(self) -> list[tuple[int, bytes]]:
        with self._arrived:
            live = [stream for slot in self._slots for stream in slot]
        return [(stream.id, sound) for stream in live if (sound := stream.sound())]

    def stream(self, rtp_fd: int, rtcp_fd: int, /) -> numpy_stream.Stream:
        made = numpy_stream.Stream(hub=self, stream=next(self._ids), rtp_fd=rtp_fd, rtcp_fd=rtcp_fd)
        with self._arrived:
            min(self._slots, key=len).append(made)
            self._arrived.notify()
        return made

    def stats(self) -> dict[str, Any]:
        return {
            "streams": sum(map(len, self._slots)),
            "recordings": self.writer.open_count,
            "packets_sent": self.packets_sent,
            "packets_received": self.packets_received,
            "send_errors": self.send_errors,
            "ticks": self._ticks,
            "jumps": self._jumps,
            "behind_max_us": round(self._behind_max * 1e6),
            "frames_missed": self.writer.frames_missed,
            "events_lost": 0,
            "sounds_lost": self.sounds_lost,
            "realtime": False,
            "media_cpu_seconds": self._thread_seconds(self._thread),
            "writer_cpu_seconds": self._thread_seconds(self.writer.thread),
        }

    def close(self) -> None:
        with self._arrived:
            already, self._stopping = self._stopping, True
            self._arrived.notify()
        if already:
            return
        self._thread.join()
        self.writer.stop()

    def __del__(self) -> None:
        os.close(self._wake_fd)

    @staticmethod
    def _thread_seconds(thread: threading.Thread) -> float:
        if not thread.is_alive() or thread.ident is None:
            return 0.0
        return time.clock_gettime(time.pthread_getcpuclockid(thread.ident))

    def _wait_for_streams(self) -> bool:
        """False once the core stops and every stream is gone; on the way, closed streams are let go."""
        with self._arrived:
            if not any(self._slots) and not self._stopping:
                self._arrived.wait()
            return not self._stopping or any(self._slots)

    def _turn_wheel(self) -> None:
        with contextlib.suppress(PermissionError):
            os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), MEDIA_NICE)
        due = time.monotonic()
        for slot in itertools.cycle(range(SLOTS)):
            idle = not any(self._slots)
            if not self._wait_for_streams():
                return
            due = (time.monotonic() if idle else due) + STEP_SECONDS
            behind = time.monotonic() - due
            if behind < 0:
                time.sleep(-behind)
            self._behind_max = max(self._behind_max, behind)
            if behind > HOPELESS_SECONDS:
                self._jumps += 1
                due += behind
            self._turn(slot)
            self._ticks += 1

    def _turn(self, slot: int) -> None:
        with self._arrived:
            self._slots[slot][:] = [stream for stream in self._slots[slot] if not stream.closed]
            live = list(self._slots[slot])
        now = time.monotonic()
        heard: list[numpy_stream.Heard] = []
        for stream in live:
            heard += stream.tick(now)
        for sound, energy in zip(heard, self._energies(heard), strict=True):
            sound.stream.hear(sound, energy, now)
        if any(stream.sounding for stream in live):
            os.eventfd_write(self._wake_fd, 1)

    @staticmethod
    def _energies(heard: list[numpy_stream.Heard]) -> list[float]:
        """The mean square of each packet, all of one law and length in one go."""
        energies = [0.0] * len(heard)
        groups: dict[tuple[int, int], list[int]] = {}
        for index, sound in enumerate(heard):
            groups.setdefault((sound.law, len(sound.audio)), []).append(index)
        for (law, length), members in groups.items():
            codes = np.frombuffer(b"".join(heard[i].audio for i in members), dtype=np.uint8).reshape(-1, length)
            for index, energy in zip(members, _ENERGY[law][codes].mean(axis=1).tolist(), strict=True):
                energies[index] = energy
        return energies
