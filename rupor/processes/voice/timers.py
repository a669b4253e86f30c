"""Named timers of one call: beginning one anew stops the old one of that name."""

import asyncio
from collections.abc import Callable


class Timers:
    """Used in the event loop's thread only."""

    def __init__(self) -> None:
        self._loop = asyncio.get_running_loop()
        self._running: dict[str, asyncio.TimerHandle] = {}

    def after(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        """In place of the timer of this name."""
        self.cancel(name)
        self._running[name] = self._loop.call_later(seconds, act)

    def cancel(self, name: str) -> None:
        """Nothing happens when there is none."""
        timer = self._running.pop(name, None)
        if timer is not None:
            timer.cancel()

    def stop(self) -> None:
        """All of them."""
        for name in list(self._running):
            self.cancel(name)
