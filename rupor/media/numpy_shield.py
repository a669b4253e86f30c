"""SRTP of a stand-in stream: what leaves is protected, what comes is opened; without keys all passes as it is."""

from rupor.media import engine_port
from rupor.protocols.rtp import packet, srtp
from rupor.protocols.rtp.srtp import Refused

__all__ = ["Refused", "Shield"]


class Shield:
    """Under the stream's lock."""

    def __init__(self) -> None:
        self._sending: srtp.Sending | None = None
        self._receiving: srtp.Receiving | None = None

    @property
    def up(self) -> bool:
        return self._sending is not None

    def take_keys(self, keys: engine_port.RawKeys) -> None:
        """No signature takes it down. The same keys again, as in a session's refresh, leave all counts as they are."""
        tag_bytes, send, receive = keys
        if not tag_bytes:
            self._sending = self._receiving = None
            return
        old, theirs = self._sending, self._receiving
        if old is None or (old.master, old.tag_bytes) != (send, tag_bytes):
            self._sending = srtp.Sending(master=send, tag_bytes=tag_bytes, before=old)
        if theirs is None or (theirs.master, theirs.tag_bytes) != (receive, tag_bytes):
            self._receiving = srtp.Receiving(master=receive, tag_bytes=tag_bytes, before=theirs)

    def leave(self, made: bytes) -> bytes:
        if self._sending is None:
            return made
        return self._sending.rtcp(made) if packet.is_rtcp(made) else self._sending.rtp(made)

    def enter(self, datagram: bytes) -> bytes:
        """Raises Refused."""
        if self._receiving is None:
            return datagram
        return self._receiving.rtcp(datagram) if packet.is_rtcp(datagram) else self._receiving.rtp(datagram)
