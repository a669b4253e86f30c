"""Puts the parts of long messages together again, whatever their order; those that stay alone are given up."""

from collections.abc import Hashable

import msgspec

from rupor.protocols.smpp.concatenation import Part

PATIENCE_SECONDS = 300.0
MOST_UNFINISHED = 10_000


class _Unfinished(msgspec.Struct):
    since: float
    parts: dict[int, bytes]


class Assembler:
    """The key tells senders apart: the same reference of two phones is two messages."""

    def __init__(self, *, patience_seconds: float = PATIENCE_SECONDS) -> None:
        self._patience_seconds = patience_seconds
        self._unfinished: dict[Hashable, _Unfinished] = {}

    def add(self, *, key: Hashable, part: Part, now: float) -> list[bytes] | None:
        """The octets of all parts in order when this was the last one missing, else None."""
        if part.total == 1:
            return [part.octets]
        whole_key = (key, part.reference, part.total)
        unfinished = self._unfinished.setdefault(whole_key, _Unfinished(now, {}))
        unfinished.parts[part.number] = part.octets
        if len(unfinished.parts) < part.total:
            self._forget_one_too_many()
            return None
        del self._unfinished[whole_key]
        return [unfinished.parts[number] for number in sorted(unfinished.parts)]

    def given_up(self, *, now: float) -> list[tuple[Hashable, list[bytes]]]:
        """Keys and parts of messages whose rest did not come in time; each is told once."""
        late = [key for key, one in self._unfinished.items() if now - one.since > self._patience_seconds]
        found: list[tuple[Hashable, list[bytes]]] = []
        for whole_key in late:
            parts = self._unfinished.pop(whole_key).parts
            key = whole_key[0] if isinstance(whole_key, tuple) else whole_key
            found.append((key, [parts[number] for number in sorted(parts)]))
        return found

    def _forget_one_too_many(self) -> None:
        if len(self._unfinished) > MOST_UNFINISHED:
            del self._unfinished[next(iter(self._unfinished))]
