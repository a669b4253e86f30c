"""Memory and descriptors of an installation's processes, looked at while it works."""

import threading
import time
from types import TracebackType
from typing import Self

import numpy as np
import psutil

from rupor.processes.bench.installation import Installation

WATCHED = ("voice", "dispatcher", "worker", "sms", "web")
_EVERY_SECONDS = 2.0
_WARM_UP = 0.25
_AFTER_SECONDS = 5.0


class Watch:
    """`with` looks every two seconds, and a last time a little after the work has ended."""

    def __init__(self, *, installation: Installation) -> None:
        self._installation = installation
        self._memory: dict[str, list[int]] = {}
        self._descriptors: dict[str, list[int]] = {}
        self._over = threading.Event()
        self._looking = threading.Thread(target=self._look_on, daemon=True)

    def __enter__(self) -> Self:
        self._look()
        self._looking.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._over.set()
        self._looking.join()
        time.sleep(_AFTER_SECONDS)
        self._look()

    def growth_pct(self) -> dict[str, float]:
        """How much a straight line through the memory after the warm-up rises to its end, per process."""
        return {name: growth_pct(seen) for name, seen in self._memory.items()}

    def memory_mb(self) -> dict[str, int]:
        """Memory of each process at the last look."""
        return {name: seen[-1] // 2**20 for name, seen in self._memory.items()}

    def descriptors_leaked(self) -> dict[str, int]:
        """Descriptors open after the work beyond those before it; a few belong to pools that stay."""
        return {name: max(0, seen[-1] - seen[0]) for name, seen in self._descriptors.items()}

    def _look_on(self) -> None:
        while not self._over.wait(_EVERY_SECONDS):
            self._look()

    def _look(self) -> None:
        for name in WATCHED:
            try:
                process = psutil.Process(self._installation.pid(name))
                memory, descriptors = process.memory_info().rss, process.num_fds()
            except (psutil.Error, OSError):
                continue
            self._memory.setdefault(name, []).append(memory)
            self._descriptors.setdefault(name, []).append(descriptors)


def growth_pct(seen: list[int]) -> float:
    """Rise of the fitted line over its own beginning, in percent; 0 while there is too little to fit."""
    steady = np.array(seen[int(len(seen) * _WARM_UP) :], dtype=np.float64)
    if len(steady) < 4:
        return 0.0
    slope, start = np.polyfit(np.arange(len(steady)), steady, 1)
    return round(float(100 * slope * (len(steady) - 1) / start), 1)
