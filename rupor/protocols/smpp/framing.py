"""Where one PDU ends and the next begins. A length that cannot be ends the connection: the next PDU is nowhere."""

import struct

from rupor.protocols.smpp import failures, names

SMALLEST = 16
LARGEST = 70_000
"""A header, every mandatory field and a message_payload of 64 KiB."""

_LENGTH = struct.Struct(">L")


class Splitter:
    """Feed it what the socket gave; it gives whole PDUs."""

    def __init__(self) -> None:
        self._rest = b""

    def feed(self, octets: bytes) -> list[bytes]:
        """Raises BrokenStream only when no whole PDU precedes the broken one; call again with b"" to meet it."""
        stream = self._rest + octets if self._rest else octets
        frames: list[bytes] = []
        at, end = 0, len(stream)
        while end - at >= 4:
            (length,) = _LENGTH.unpack_from(stream, at)
            if not SMALLEST <= length <= LARGEST:
                if frames:
                    break
                raise failures.BrokenStream(
                    "pdu_length", command_status=names.Status.INVALID_COMMAND_LENGTH, detail=f"length {length}"
                )
            if end - at < length:
                break
            frames.append(stream[at : at + length])
            at += length
        self._rest = stream[at:]
        return frames
