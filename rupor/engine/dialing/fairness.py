"""Who gets the free lines when there are fewer than wanted: equal shares, nobody more than they want."""

from collections.abc import Sequence


def shares(*, wanted: Sequence[int], available: int, first: int = 0) -> list[int]:
    """The largest equal shares; what is left over goes one by one from place `first` (turn it every time)."""
    given = [0] * len(wanted)
    left = min(available, sum(wanted))
    hungry = [place for place, want in enumerate(wanted) if want > 0]
    while left > 0:
        portion = left // len(hungry)
        if portion == 0:
            start = sum(1 for place in hungry if place < first % len(wanted))
            for place in (hungry[start:] + hungry[:start])[:left]:
                given[place] += 1
            return given
        for place in hungry:
            taken = min(portion, wanted[place] - given[place])
            given[place] += taken
            left -= taken
        hungry = [place for place in hungry if given[place] < wanted[place]]
    return given
