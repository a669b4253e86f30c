"""Requests and responses, to and from bytes.

Reading goes only as deep as every message needs (start line, field names, Via, CSeq, tags); the rest waits to be asked.
What cannot be read raises `SipSyntaxError` and nothing else.
"""

import re
from collections.abc import Mapping

from rupor.protocols.sip import headers as grammar
from rupor.protocols.sip import uri
from rupor.protocols.sip.errors import SipSyntaxError

Headers = dict[str, list[str]]

MANDATORY = ("via", "from", "to", "call-id", "cseq")
SINGLE = ("from", "to", "call-id", "cseq", "max-forwards", "content-length", "content-type")

_FOLD = re.compile(r"\r\n[ \t]+")
# A zero byte is lawful only escaped in a quoted text (RFC 3261 §25.1).
_STRAY_BREAK = re.compile(r"\r(?!\n)|(?<!\r)\n|(?<!\\)\0")
_STATUS = re.compile(r"SIP/2\.0 ([1-6]\d\d)(?: (.*))?", re.IGNORECASE | re.DOTALL)


class Message:
    """What requests and responses share. `headers` maps lower-case names to lines in the order they came."""

    __slots__ = ("body", "cseq", "from_tag", "headers", "to_tag", "via")

    def __init__(self, headers: Headers, body: bytes) -> None:
        self.headers = headers
        self.body = body
        self.via = grammar.via(headers["via"][0]) if "via" in headers else grammar.Via("", "", None, "", False)
        self.cseq = grammar.cseq(headers["cseq"][0])
        for party in (headers["from"][0], headers["to"][0]):
            if '"' in party:
                uri.party(party)
        self.from_tag = grammar.tag(headers["from"][0])
        self.to_tag = grammar.tag(headers["to"][0])

    @property
    def call_id(self) -> str:
        return self.headers["call-id"][0]

    def first(self, name: str) -> str:
        """The first line of a field, empty when the field is absent."""
        lines = self.headers.get(name)
        return lines[0] if lines else ""

    def values(self, name: str) -> list[str]:
        return grammar.values(self.headers.get(name, ()))

    def start_line(self) -> str:
        raise AssertionError("only requests and responses have a start line")

    def put_via(self, line: str) -> None:
        self.headers = {"via": [line], **{name: lines for name, lines in self.headers.items() if name != "via"}}
        self.via = grammar.via(line)

    def to_bytes(self) -> bytes:
        lines = [self.start_line()]
        for name, field in self.headers.items():
            shown = _SHOWN.get(name)
            if shown is None:
                shown = grammar.display_name(name)
            lines.extend([f"{shown}: {value}" for value in field])
        lines.append(f"Content-Length: {len(self.body)}\r\n\r\n")
        return "\r\n".join(lines).encode() + self.body


class Request(Message):
    __slots__ = ("method", "uri")

    def __init__(self, *, method: str, uri: str, headers: Headers, body: bytes = b"") -> None:
        self.method = method
        self.uri = uri
        super().__init__(headers, body)

    def start_line(self) -> str:
        return f"{self.method} {self.uri} SIP/2.0"


class Response(Message):
    __slots__ = ("reason", "status")

    def __init__(self, *, status: int, reason: str, headers: Headers, body: bytes = b"") -> None:
        self.status = status
        self.reason = reason
        super().__init__(headers, body)

    def start_line(self) -> str:
        return f"SIP/2.0 {self.status} {self.reason}"


_SHOWN = {
    name: grammar.display_name(name)
    for name in (
        *MANDATORY, *SINGLE, "contact", "allow", "supported", "user-agent", "server", "record-route", "route", "reason",
    )
}  # fmt: skip


def parse(datagram: bytes) -> Request | Response:
    """Read one datagram."""
    head, blank, body = datagram.lstrip(b"\r\n").partition(b"\r\n\r\n")
    if not blank:
        raise SipSyntaxError("no blank line after the header")
    text = head.decode("utf-8", "replace")
    if _STRAY_BREAK.search(text):
        raise SipSyntaxError("a stray line break or zero byte")
    if "\r\n " in text or "\r\n\t" in text:
        text = _FOLD.sub(" ", text)
    first, *lines = text.split("\r\n")
    headers = _read_headers(lines)
    body = _cut_body(body, headers=headers)
    if first[:4].upper() == "SIP/":
        return _response(first, headers=headers, body=body)
    return _request(first, headers=headers, body=body)


def _read_headers(lines: list[str]) -> Headers:
    headers: Headers = {}
    for line in lines:
        name, colon, value = line.partition(":")
        name = name.rstrip().lower()
        name = grammar.COMPACT.get(name, name)
        if not colon or not (name in _SHOWN or grammar.is_token(name)):
            raise SipSyntaxError("a header line without a lawful name")
        headers.setdefault(name, []).append(value.strip())
    for name in MANDATORY:
        if name not in headers or not headers[name][0]:
            raise SipSyntaxError(f"{name} is missing")
    for name in SINGLE:
        if len(headers.get(name, ())) > 1:
            raise SipSyntaxError(f"{name} is repeated")
    return headers


def _cut_body(body: bytes, *, headers: Headers) -> bytes:
    """A datagram may carry rubbish after the body, never less than the body (RFC 3261 §18.3)."""
    field = headers.pop("content-length", None)
    if field is None:
        return body
    if not (field[0].isascii() and field[0].isdigit() and len(field[0]) < 10) or int(field[0]) > len(body):
        raise SipSyntaxError("Content-Length does not agree with the datagram")
    return body[: int(field[0])]


def _response(line: str, *, headers: Headers, body: bytes) -> Response:
    found = _STATUS.fullmatch(line)
    if found is None:
        raise SipSyntaxError("the status line cannot be read")
    return Response(status=int(found.group(1)), reason=found.group(2) or "", headers=headers, body=body)


def _request(line: str, *, headers: Headers, body: bytes) -> Request:
    parts = line.split(" ")
    if len(parts) != 3 or not grammar.is_token(parts[0]) or not parts[1] or parts[1][0] == "<":
        raise SipSyntaxError("the request line cannot be read")
    if parts[2].upper() != "SIP/2.0":
        raise SipSyntaxError("another version of SIP", status=505)
    request = Request(method=parts[0], uri=parts[1], headers=headers, body=body)
    if request.cseq.method != request.method:
        raise SipSyntaxError("CSeq speaks of another method")
    hops = headers.get("max-forwards")
    if hops and not (hops[0].isascii() and hops[0].isdigit() and len(hops[0]) < 10):
        raise SipSyntaxError("Max-Forwards is not a number")
    return request


def lines(extra: Mapping[str, str]) -> Headers:
    """Fields given by a caller of ours; a line break in them would let a value forge further fields."""
    for name, value in extra.items():
        if not grammar.is_token(name) or "\r" in value or "\n" in value:
            raise SipSyntaxError(f"field {name!r} cannot be sent")
    return {name.lower(): [value] for name, value in extra.items()}
