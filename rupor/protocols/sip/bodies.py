"""The session description of a message, also out of a multipart body, as gateways to the old network send."""

import re

from rupor.protocols.sip.message import Message

SDP = "application/sdp"

_BOUNDARY = re.compile(r"boundary\s*=\s*(?:\"([^\"]+)\"|([^\s;]+))", re.IGNORECASE)
_SDP_PART = re.compile(
    rb"^content-type\s*:\s*application/sdp\s*(?:;|$)|^c\s*:\s*application/sdp\s*(?:;|$)", re.I | re.M
)


def sdp_of(message: Message) -> bytes:
    """Empty when the message describes no session."""
    kind = message.first("content-type")
    if kind.lower().startswith("multipart/"):
        return _part(message.body, kind=kind)
    return message.body if not kind or kind.partition(";")[0].strip().lower() == SDP else b""


def _part(body: bytes, *, kind: str) -> bytes:
    boundary = _BOUNDARY.search(kind)
    if boundary is None:
        return b""
    mark = b"--" + (boundary.group(1) or boundary.group(2)).encode()
    for part in body.split(mark):
        head, _, content = part.replace(b"\r\n", b"\n").partition(b"\n\n")
        if _SDP_PART.search(head):
            return content.replace(b"\n", b"\r\n")
    return b""
