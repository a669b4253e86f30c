"""Which trunk carries a call: longest prefix, then priority, then weight. Pure: the luck is an argument."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from rupor.engine.trunks import TrunkSpec

NO_MATCH = -1

Way = TypeVar("Way")


def matched(spec: TrunkSpec, *, phone: str) -> int:
    """How many digits of the phone the trunk was given for; 0 for a trunk that takes all, NO_MATCH for one that must
    not carry it."""
    if not spec.prefixes or not phone.isdecimal():
        return 0  # prefixes speak of numbers; the address of an operator's telephone has none
    return max((len(prefix) for prefix in spec.prefixes if phone.startswith(prefix)), default=NO_MATCH)


def ordered(
    ways: Iterable[Way], *, spec: Callable[[Way], TrunkSpec], phone: str, luck: Callable[[], float]
) -> list[Way]:
    """Those that may carry the phone, the best first; `luck` is even in (0, 1). Among equals a trunk comes first as
    often as its weight says, one of weight 0 only when no other is left."""

    def place(way: Way) -> tuple[int, int, float]:
        told = spec(way)
        drawn = luck() ** (1 / told.weight) if told.weight else -1.0
        return -matched(told, phone=phone), told.priority, -drawn

    return sorted((way for way in ways if matched(spec(way), phone=phone) != NO_MATCH), key=place)
