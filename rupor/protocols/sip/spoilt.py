"""Answering a request that cannot be read: what of it can be recognised goes back, so that its sender learns."""

import re
from typing import NamedTuple

from rupor.protocols.sip import answers, headers

_REQUEST = re.compile(r"\s*(?!SIP/)(\S{1,64})[ \t]+\S[^\r\n]*[ \t]SIP/\d{1,3}\.\d{1,3}[ \t]*\r\n", re.IGNORECASE)
_FIELD = re.compile(r"^([A-Za-z0-9\-]{1,32})[ \t]*:[ \t]*([^\r\n]*(?:\r\n[ \t]+[^\r\n]*)*)", re.MULTILINE)
_SENT_BY = re.compile(r"SIP\s*/\s*\d+\.\d+\s*/\s*\S+\s+[^\s:;,\[\]]+(?:\s*:\s*(\d{1,5}))?", re.IGNORECASE)
_RPORT = re.compile(r";\s*rport\s*(?=;|,|$)", re.IGNORECASE)
_ECHOED = ("via", "from", "to", "call-id", "cseq")
LARGEST_ECHO = 8192


class Refusal(NamedTuple):
    """`port` is where the answer goes when the source's own port is not wanted."""

    packet: bytes
    port: int | None


def refusal(datagram: bytes, *, status: int) -> Refusal | None:
    """None for what is no request, for an ACK (which is never answered), and for what tells no way back."""
    text = datagram[:LARGEST_ECHO].decode("utf-8", "replace")
    request = _REQUEST.match(text)
    if request is None or request.group(1).upper() == "ACK":
        return None
    found: dict[str, list[str]] = {}
    for field in _FIELD.finditer(text.partition("\r\n\r\n")[0], request.end()):
        name = headers.COMPACT.get(field.group(1).lower(), field.group(1).lower())
        found.setdefault(name, []).append(re.sub(r"\s+", " ", field.group(2)).replace("\0", ""))
    place = _SENT_BY.match(found.get("via", [""])[0])
    if place is None:
        return None
    lines = [f"SIP/2.0 {status} {answers.PHRASES[status]}"]
    for name in _ECHOED:
        values = found.get(name, [])
        lines += [f"{headers.display_name(name)}: {value}" for value in (values if name == "via" else values[:1])]
    packet = "\r\n".join([*lines, "Content-Length: 0\r\n\r\n"]).encode()
    wanted = int(place.group(1)) if place.group(1) else 5060
    return Refusal(packet, None if _RPORT.search(found["via"][0]) or not 0 < wanted < 65536 else wanted)
