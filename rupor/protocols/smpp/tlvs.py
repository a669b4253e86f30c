"""The optional parameters that mean something to us, from and into raw octets. A wrong length reads as absent."""

from rupor.protocols.smpp.bodies import Tlvs
from rupor.protocols.smpp.names import Tag


def text(tlvs: Tlvs, tag: Tag) -> str:
    """A C-octet string; its final zero may be missing."""
    return tlvs.get(tag, b"").split(b"\0", 1)[0].decode("latin-1")


def number(tlvs: Tlvs, tag: Tag) -> int | None:
    octets = tlvs.get(tag)
    return int.from_bytes(octets, "big") if octets and len(octets) <= 4 else None


def from_text(value: str) -> bytes:
    return value.encode("latin-1") + b"\0"
