"""The grammar of header fields (RFC 3261 §7.3, §25): lists, parameters, Via, CSeq, tags, Reason (RFC 3326)."""

import re
from collections.abc import Iterable
from typing import NamedTuple

from rupor.protocols.sip.errors import SipSyntaxError

COMPACT = {
    "a": "accept-contact", "b": "referred-by", "c": "content-type", "d": "request-disposition", "e": "content-encoding",
    "f": "from", "i": "call-id", "j": "reject-contact", "k": "supported", "l": "content-length", "m": "contact",
    "o": "event", "r": "refer-to", "s": "subject", "t": "to", "u": "allow-events", "v": "via", "x": "session-expires",
    "y": "identity",
}  # fmt: skip
IRREGULAR = {
    "call-id": "Call-ID",
    "cseq": "CSeq",
    "www-authenticate": "WWW-Authenticate",
    "mime-version": "MIME-Version",
    "rseq": "RSeq",
    "rack": "RAck",
    "min-se": "Min-SE",
}
LARGEST_CSEQ = 2**31

_TOKEN = re.compile(r"[A-Za-z0-9\-.!%*_+`'~]+")
_VIA = re.compile(
    r"SIP\s*/\s*2\.0\s*/\s*([A-Za-z0-9\-]+)\s+(\[[0-9A-Fa-f:.]+\]|[^\s:;,\[\]\"<>]+)(?:\s*:\s*(\d{1,5}))?\s*((?:;.*)?)",
    re.IGNORECASE | re.DOTALL,
)
_BRANCH = re.compile(r";\s*branch\s*=\s*([^\s;,]+)", re.IGNORECASE)
_RPORT = re.compile(r";\s*rport\s*(?=;|$)", re.IGNORECASE)
_TAG = re.compile(r";\s*tag\s*=\s*([^\s;,]+)", re.IGNORECASE)
_CSEQ = re.compile(r"(\d{1,10})\s+(\S+)")
_Q850 = re.compile(r"^\s*Q\.850\s*;(?:.*;)?\s*cause\s*=\s*\"?(\d{1,3})", re.IGNORECASE)


class Via(NamedTuple):
    """The topmost Via: where the last hop says it is, and the branch that names its transaction."""

    transport: str
    host: str
    port: int | None
    branch: str
    wants_rport: bool


class CSeq(NamedTuple):
    number: int
    method: str


def display_name(name: str) -> str:
    """How a lower-case field name is written on the wire."""
    return IRREGULAR.get(name) or "-".join(part.capitalize() for part in name.split("-"))


def is_token(text: str) -> bool:
    return _TOKEN.fullmatch(text) is not None


def split(text: str, *, separator: str) -> list[str]:
    """Cut at separators that stand outside quotes and angle brackets."""
    if separator not in text:
        return [text]
    if '"' not in text and "<" not in text:
        return text.split(separator)
    parts: list[str] = []
    start = 0
    quoted = escaped = bracketed = False
    for position, sign in enumerate(text):
        if escaped:
            escaped = False
        elif quoted:
            escaped = sign == "\\"
            quoted = sign != '"'
        elif sign == '"':
            quoted = True
        elif sign in "<>":
            bracketed = sign == "<"
        elif sign == separator and not bracketed:
            parts.append(text[start:position])
            start = position + 1
    parts.append(text[start:])
    return parts


def values(lines: Iterable[str]) -> list[str]:
    """All values of a field that may be written as several lines or as one line with commas."""
    return [value.strip() for line in lines for value in split(line, separator=",") if value.strip()]


def parameters(text: str) -> dict[str, str]:
    """`;a=1;b` → names in lower case; a quoted value comes without its quotes."""
    found: dict[str, str] = {}
    for part in split(text, separator=";"):
        name, _, value = part.partition("=")
        if name.strip():
            found.setdefault(name.strip().lower(), unquote(value.strip()))
    return found


def unquote(text: str) -> str:
    if len(text) >= 2 and text[0] == '"' and text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text


def quote(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def via(text: str) -> Via:
    found = _VIA.fullmatch(split(text, separator=",")[0].strip())
    if found is None:
        raise SipSyntaxError("Via cannot be read")
    transport, host, port, rest = found.groups()
    if ";;" in rest or (port and int(port) > 65535):
        raise SipSyntaxError("Via cannot be read")
    branch = _BRANCH.search(rest)
    return Via(
        transport.upper(),
        host.lower(),
        int(port) if port else None,
        branch.group(1) if branch else "",
        _RPORT.search(rest) is not None,
    )


def marked_via(text: str, *, wanted: Via, source: tuple[str, int]) -> str:
    """The topmost Via as a server must echo it: `received` (RFC 3261 §18.2.1) and a filled `rport` (RFC 3581)."""
    if not wanted.wants_rport and wanted.host.strip("[]") == source[0]:
        return text
    top, *others = split(text, separator=",")
    if wanted.wants_rport:
        top = _RPORT.sub(f";rport={source[1]}", top, count=1)
    return ",".join([f"{top.rstrip(' ;')};received={source[0]}", *others])


def cseq(text: str) -> CSeq:
    found = _CSEQ.fullmatch(text)
    if found is None or int(found.group(1)) >= LARGEST_CSEQ:
        raise SipSyntaxError("CSeq cannot be read")
    return CSeq(int(found.group(1)), found.group(2))


def tag(party: str) -> str:
    """The tag of a From or To value, empty when it has none. What is inside the brackets belongs to the URI."""
    bracket = party.rfind(">")
    found = _TAG.search(party, bracket + 1)
    return found.group(1) if found else ""


def q850_cause(lines: Iterable[str]) -> int:
    """The telephone network's own cause from a Reason field; 0 when it was not told."""
    for value in values(lines):
        found = _Q850.match(value)
        if found and int(found.group(1)) <= 127:
            return int(found.group(1))
    return 0


def q850_reason(cause: int) -> str:
    return f"Q.850;cause={cause}"
