"""The two sockets of a stand-in stream, and the question where the far side really is."""

import socket
import struct
import time
from collections.abc import Iterator

FOREIGN_AFTER_SECONDS = 1.0
_SO_TIMESTAMPNS = 35
_STAMP = struct.Struct("qq")
Address = tuple[str, int]
Arrived = tuple[bytes, Address, float]


def _arrival(control: list[tuple[int, int, bytes]]) -> float:
    """The kernel's stamp: a tick reads up to 20 ms of arrivals at once, so our own clock would invent jitter."""
    for level, kind, stamp in control:
        if level == socket.SOL_SOCKET and kind == _SO_TIMESTAMPNS:
            seconds, nanoseconds = _STAMP.unpack_from(stamp)
            return float(seconds) + float(nanoseconds) / 1e9
    return time.time()


class Wire:
    """A datagram that cannot be sent is lost, as on any network; the caller may count it."""

    def __init__(self, *, fd: int) -> None:
        self._socket = socket.socket(fileno=fd)
        self._socket.setsockopt(socket.SOL_SOCKET, _SO_TIMESTAMPNS, 1)

    def send(self, datagram: bytes, *, to: Address) -> bool:
        try:
            self._socket.sendto(datagram, to)
        except OSError:
            return False
        return True

    def read(self, *, most: int) -> Iterator[Arrived]:
        for _ in range(most):
            try:
                datagram, control, _flags, source = self._socket.recvmsg(2048, 64)
            except OSError:
                return
            yield datagram, source[:2], _arrival(control)

    def close(self) -> None:
        self._socket.close()


class Whereabouts:
    """The address that was signalled, the one that sound comes from, and the one that ours goes to."""

    def __init__(self) -> None:
        self.signalled: Address | None = None
        self.far: Address = ("", 0)
        self.symmetric = False
        self.foreign = 0
        self.heard_at = 0.0
        self._source: Address | None = None

    def move(self, address: Address, *, now: float) -> None:
        self.signalled = self.far = address
        self._source = None
        self.heard_at = now

    def accepts(self, source: Address, *, now: float) -> bool:
        """The first source is kept; another only if it is the signalled one, or the known one has fallen silent."""
        if source != self._source:
            quiet = now - self.heard_at >= FOREIGN_AFTER_SECONDS
            if self._source is not None and not quiet and source != self.signalled:
                self.foreign += 1
                return False
            self._source = source
            self.far = source if self.symmetric else self.far
        self.heard_at = now
        return True

    def is_host(self, source: Address) -> bool:
        """Reports count only from the host that sends the sound, or was signalled: anybody can guess a port."""
        known = self._source or self.signalled
        return known is not None and known[0] == source[0]
