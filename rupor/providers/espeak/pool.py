"""A few worker processes, each asked by one thread at a time; one that dies or hangs is replaced."""

import json
import os
import queue
import select
import struct
import subprocess
import sys
import time
from dataclasses import dataclass, field
from typing import Any

from rupor.kit import errors

ANSWER_SECONDS = 30.0
_COMMAND = [sys.executable, "-m", "rupor.providers.espeak.worker"]


class WorkerLost(Exception):
    """The process ended or did not answer in time."""


class Worker:
    """One child process behind two pipes."""

    def __init__(self) -> None:
        self._process = subprocess.Popen(_COMMAND, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        assert self._process.stdin
        assert self._process.stdout
        self._into, self._out = self._process.stdin.fileno(), self._process.stdout.fileno()

    @property
    def pid(self) -> int:
        """For tests that kill it."""
        return self._process.pid

    def ask(self, request: bytes) -> bytes:
        """The answer's body; raises WorkerLost."""
        deadline = time.monotonic() + ANSWER_SECONDS
        try:
            ahead = struct.pack(">I", len(request)) + request
            while ahead:
                ahead = ahead[os.write(self._into, ahead) :]
            size = struct.unpack(">I", self._read(4, deadline))[0]
            return self._read(size, deadline)
        except OSError as error:
            raise WorkerLost from error

    def _read(self, size: int, deadline: float) -> bytes:
        pieces = bytearray()
        while len(pieces) < size:
            ready, _, _ = select.select([self._out], [], [], max(0.0, deadline - time.monotonic()))
            piece = os.read(self._out, size - len(pieces)) if ready else b""
            if not piece:
                raise WorkerLost
            pieces += piece
        return bytes(pieces)

    def close(self) -> None:
        """Ends the process now."""
        self._process.kill()
        self._process.communicate()


@dataclass
class Pool:
    """At most `size` workers, started when first needed."""

    size: int
    _idle: "queue.LifoQueue[Worker | None]" = field(default_factory=queue.LifoQueue)

    def __post_init__(self) -> None:
        for _ in range(self.size):
            self._idle.put(None)

    def speak(self, *, text: str, voice: str, pitch: int, pace: float = 1.0) -> bytes:
        """8 kHz 16-bit samples. Blocks until a worker is free; one that dies is tried once more, anew."""
        return self._ask({"text": text, "voice": voice, "pitch": pitch, "pace": pace})

    def phones(self, *, text: str, voice: str = "ru") -> str:
        """The sounds of the text in IPA, a line for each clause."""
        return self._ask({"text": text, "voice": voice}).decode()

    def _ask(self, asked: dict[str, Any]) -> bytes:
        request = json.dumps(asked).encode()
        worker = self._idle.get()
        try:
            for _ in range(2):
                worker = worker or Worker()
                try:
                    return _unwrap(worker.ask(request))
                except WorkerLost:
                    worker.close()
                    worker = None
            raise errors.Unavailable("speech_unavailable")
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Ends the workers that are not speaking."""
        for _ in range(self.size):
            worker = self._idle.get()
            if worker:
                worker.close()
        for _ in range(self.size):
            self._idle.put(None)


def _unwrap(answer: bytes) -> bytes:
    if answer[:1] == b"+":
        return answer[1:]
    raise errors.RuporError(f"speech_{answer[1:].decode()}", field="text")
