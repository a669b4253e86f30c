"""The only way from asynchronous code to the synchronous rooms: a few threads, each with its own database connection.

    bridge = Bridge(threads=4)
    orders = await bridge.call(claim_due, run_id=7, limit=20, ...)

A lost database shows as `Unavailable`: the broken connection is thrown away and the next call makes a new one.
"""

import asyncio
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import Any, TypeVar

from django.db import InterfaceError, OperationalError, connections

from rupor.kit import errors

Answer = TypeVar("Answer")


class Bridge:
    """Calls of one bridge run side by side, as many as it has threads."""

    def __init__(self, *, threads: int = 4) -> None:
        self._threads = threads
        self._pool = ThreadPoolExecutor(max_workers=threads, thread_name_prefix="rooms")

    async def call(self, function: Callable[..., Answer], /, **arguments: Any) -> Answer:
        """What the function answers. Cancelling the wait does not cut a transaction short."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._pool, partial(_guarded, function, arguments))

    def close(self) -> None:
        """Waits for calls in progress and closes every connection."""
        together = threading.Barrier(self._threads)
        for _ in range(self._threads):
            self._pool.submit(_leave, together)
        self._pool.shutdown(wait=True)


def _guarded(function: Callable[..., Answer], arguments: dict[str, Any]) -> Answer:
    try:
        return function(**arguments)
    except (OperationalError, InterfaceError) as lost:
        connections.close_all()
        raise errors.Unavailable("database_away") from lost


def _leave(together: threading.Barrier) -> None:
    """Every thread of the pool meets here once, so that each closes its own connection."""
    together.wait(timeout=30)
    connections.close_all()
