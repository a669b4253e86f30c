"""The far side's sound of one leg, for as many listeners as want it: a leg itself speaks to one."""

from typing import Any

from rupor.engine import legs


class FarSound:
    """Listens to the leg while anybody listens here."""

    def __init__(self, leg: legs.CallLeg[Any]) -> None:
        self._leg = leg
        self._hearers: list[legs.Hear] = []

    def add(self, hear: legs.Hear) -> None:
        """From the next piece on."""
        self._hearers.append(hear)
        if len(self._hearers) == 1:
            self._leg.listen(self._spread)

    def remove(self, hear: legs.Hear) -> None:
        """No more, whether it listened or not."""
        if hear in self._hearers:
            self._hearers.remove(hear)
            if not self._hearers:
                self._leg.listen(None)

    def _spread(self, piece: bytes) -> None:
        for hear in tuple(self._hearers):
            hear(piece)
