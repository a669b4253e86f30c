"""The network in onnxruntime, asked in small batches by a thread of its own: calls wait for nobody's loop."""

import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import cache
from pathlib import Path

import numpy as np
import onnxruntime

from rupor.media.ear import Samples
from rupor.providers.basic_recogniser import features, matching

FILE = Path(__file__).with_name("words.onnx")
STRIDE = 3
BATCH = 16
Done = Callable[[matching.Losses], None]
_PADDING = features.scaled(np.array(features.FLOOR, np.float32))


@cache
def _session() -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(str(FILE), options, providers=["CPUExecutionProvider"])


def heard(sounds: list[Samples]) -> list[matching.Losses]:
    """What the network thinks of each, all at once."""
    seen = [features.log_mel(sound) for sound in sounds]
    block = np.full((len(seen), max(map(len, seen)), features.BANDS), _PADDING, np.float32)
    for row, frames in enumerate(seen):
        block[row, : len(frames)] = frames
    chances = _session().run(["chances"], {"bands": np.ascontiguousarray(block.transpose(0, 2, 1))})[0]
    return [matching.losses(row[: (len(frames) - 1) // STRIDE + 1]) for row, frames in zip(chances, seen, strict=True)]


class Batches:
    """Utterances wait here and are heard together; `done` is called in the thread."""

    def __init__(self) -> None:
        self._threads = ThreadPoolExecutor(max_workers=1, thread_name_prefix="words")
        self._waiting: deque[tuple[Samples, Done]] = deque()
        self._guard = threading.Lock()
        self._running = False

    def ask(self, sound: Samples, done: Done) -> None:
        """Returns at once."""
        with self._guard:
            self._waiting.append((sound, done))
            if self._running:
                return
            self._running = True
        self._threads.submit(self._work)

    def close(self) -> None:
        """Waits for what is being heard."""
        with self._guard:
            self._waiting.clear()
        self._threads.shutdown()

    def _work(self) -> None:
        while True:
            with self._guard:
                asked = [self._waiting.popleft() for _ in range(min(BATCH, len(self._waiting)))]
                if not asked:
                    self._running = False
                    return
            for (_, done), seen in zip(asked, heard([sound for sound, _ in asked]), strict=True):
                done(seen)
