"""One timer for all timers: a call sets a dozen of them and hardly one ever matters, so setting must cost nothing."""

import heapq
import math
from collections import deque
from collections.abc import Callable
from typing import Any, Protocol

TICK_SECONDS = 0.01


class Alarm(Protocol):
    def cancel(self) -> None: ...


class Clock(Protocol):
    """The part of an asyncio loop that the wheel needs; tests bring a clock of their own."""

    def time(self) -> float: ...

    def call_at(self, when: float, callback: Callable[[], object], /) -> Alarm: ...


class Wheel:
    """Timers rounded up to a tick and kept in buckets. None is cancelled: the machines ignore what came too late."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._buckets: dict[int, list[tuple[Callable[..., None], tuple[Any, ...]]]] = {}
        self._ticks: list[int] = []
        self._due: deque[tuple[Callable[..., None], tuple[Any, ...]]] = deque()
        self._alarm: Alarm | None = None
        self._alarm_tick = 0

    def after(self, seconds: float, callback: Callable[..., None], *args: Any) -> None:
        tick = math.ceil((self._clock.time() + seconds) / TICK_SECONDS)
        bucket = self._buckets.get(tick)
        if bucket is not None:
            bucket.append((callback, args))
            return
        self._buckets[tick] = [(callback, args)]
        heapq.heappush(self._ticks, tick)
        if self._alarm is None or tick < self._alarm_tick:
            self._arm(tick)

    def stop(self) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._buckets.clear()
        self._ticks.clear()
        self._due.clear()

    def _arm(self, tick: int) -> None:
        if self._alarm is not None:
            self._alarm.cancel()
        self._alarm_tick = tick
        self._alarm = self._clock.call_at(tick * TICK_SECONDS, self._fire)

    def _fire(self) -> None:
        self._alarm = None
        # The loop may wake us a hair early; what we were armed for is due by definition.
        now = max(self._alarm_tick, math.floor(self._clock.time() / TICK_SECONDS))
        while self._ticks and self._ticks[0] <= now:
            self._due.extend(self._buckets.pop(heapq.heappop(self._ticks)))
        try:
            while self._due:
                callback, args = self._due.popleft()
                callback(*args)
        finally:
            if self._due:
                self._arm(now)
            elif self._ticks and (self._alarm is None or self._ticks[0] < self._alarm_tick):
                self._arm(self._ticks[0])
