"""Which number a person is shown: one with the fewest calls of the hour, another than last time, within ceilings.

Pure: what each number has carried is given, chance too. Numbers with equal loads are drawn by lot, which makes a
carousel: no single caller for a campaign, and a redial from another number (TEL-017, TEL-018).
"""

import heapq
from collections.abc import Callable, Sequence

import msgspec

UNBOUND = 1_000_000_000


class Caller(msgspec.Struct, frozen=True):
    """A number that may be shown; `load` is its calls of the hour, `left` how many more it may carry now."""

    phone: str
    load: int = 0
    left: int = UNBOUND


def left_of(*, used: Sequence[int], ceilings: Sequence[int]) -> int:
    """What remains under the tightest ceiling; a ceiling of 0 is none."""
    return max(0, min((top - spent for spent, top in zip(used, ceilings, strict=True) if top), default=UNBOUND))


def room(callers: Sequence[Caller]) -> int:
    """Calls that may be begun now from all of them together."""
    return min(UNBOUND, sum(caller.left for caller in callers))


class Carousel:
    """Hands out one number after another for the calls of one claim; `luck` gives 0 to 1."""

    def __init__(self, *, callers: Sequence[Caller], luck: Callable[[], float]) -> None:
        self._luck = luck
        self._waiting = [(caller.load, luck(), caller.phone, caller.left) for caller in callers if caller.left > 0]
        heapq.heapify(self._waiting)

    def next(self, *, avoid: str = "") -> str:
        """A number other than `avoid` when there is one; empty when none has room any more."""
        if not self._waiting:
            return ""
        chosen = heapq.heappop(self._waiting)
        if chosen[2] == avoid and self._waiting:
            other = heapq.heappop(self._waiting)
            heapq.heappush(self._waiting, chosen)
            chosen = other
        load, _, phone, left = chosen
        if left > 1:
            heapq.heappush(self._waiting, (load + 1, self._luck(), phone, left - 1))
        return phone
