"""Pairs of UDP ports for streams: an even one for RTP, the next for RTCP, in turn, so that none returns soon."""

import socket

from rupor.kit import errors


class NoFreePort(errors.Unavailable):
    """Every pair of the range is in use: the range in the settings is too narrow for this many calls."""


def _bound(*, host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    bound = socket.socket(family, socket.SOCK_DGRAM | socket.SOCK_NONBLOCK)
    try:
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


class PortPool:
    """`ports` is the first and the last port of the range, both included."""

    def __init__(self, *, host: str, ports: tuple[int, int]) -> None:
        first, last = ports
        self._host = host
        self._first = first + first % 2
        self._pairs = max(0, (last + 1 - self._first) // 2)
        self._next = 0

    def open_pair(self) -> tuple[socket.socket, socket.socket]:
        for _ in range(self._pairs):
            port = self._first + 2 * self._next
            self._next = (self._next + 1) % self._pairs
            try:
                rtp = _bound(host=self._host, port=port)
            except OSError:
                continue
            try:
                return rtp, _bound(host=self._host, port=port + 1)
            except OSError:
                rtp.close()
        raise NoFreePort("media_no_free_port", host=self._host, pairs=self._pairs)
