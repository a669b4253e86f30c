"""Messages out of a stream (RFC 3261 §18.3): a machine fed with bytes, that yields whole messages and keep-alives."""

import re

from rupor.protocols.sip.errors import SipSyntaxError

LARGEST_HEAD = 65_536
LARGEST_BODY = 65_536
PING = b"\r\n\r\n"
PONG = b"\r\n"

_END_OF_HEAD = b"\r\n\r\n"
_LENGTH = re.compile(rb"(?:^|\r\n)(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*(?=\r\n)", re.IGNORECASE)


class Framer:
    """One direction of one connection. `pings` counts keep-alives (RFC 5626 §3.5.1) that deserve an answer."""

    __slots__ = ("_held", "pings")

    def __init__(self) -> None:
        self._held = b""
        self.pings = 0

    def feed(self, piece: bytes) -> list[bytes]:
        """Whole messages, in order; raises SipSyntaxError when the stream cannot be followed any further."""
        self._held += piece
        found: list[bytes] = []
        while message := self._next():
            found.append(message)
        return found

    def _next(self) -> bytes:
        self._skip_breaks()
        head, blank, rest = self._held.partition(_END_OF_HEAD)
        if not blank:
            if len(self._held) > LARGEST_HEAD:
                raise SipSyntaxError("a head without an end", status=513)
            return b""
        length = _length_of(head)
        if len(rest) < length:
            return b""
        size = len(head) + len(blank) + length
        message, self._held = self._held[:size], self._held[size:]
        return message

    def _skip_breaks(self) -> None:
        """Line breaks between messages: two together ask whether we are there, one alone answers such a question."""
        while self._held.startswith(PING):
            self.pings += 1
            self._held = self._held[len(PING) :]
        # A single break may be the first half of a question; it is kept until more comes.
        while self._held.startswith(PONG) and len(self._held) > len(PING) - 1:
            self._held = self._held[len(PONG) :]


def _length_of(head: bytes) -> int:
    found = _LENGTH.search(head + b"\r\n")
    length = int(found.group(1)) if found else 0
    if length > LARGEST_BODY:
        raise SipSyntaxError("a body larger than any talk needs", status=513)
    return length
