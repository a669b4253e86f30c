"""SIP, SIPS and tel addresses (RFC 3261 §19.1, RFC 3966), and the parties of a message: name, address, parameters."""

import functools
import ipaddress
import re
from typing import NamedTuple
from urllib.parse import unquote

from rupor.protocols.sip import headers as grammar
from rupor.protocols.sip.errors import SipSyntaxError

_SIP = re.compile(
    r"(?P<scheme>sips?):(?:(?P<user>[^@<>\"\s]*)@)?(?P<host>\[[0-9A-Fa-f:.]+\]|[^\s:;?@<>\"\[\],]+)"
    r"(?::(?P<port>\d{1,5}))?(?P<parameters>(?:;[^?\s<>]*)?)(?P<headers>(?:\?[^\s<>]*)?)",
    re.IGNORECASE,
)
_TEL = re.compile(r"tel:(?P<user>\+?[0-9A-Fa-f*#\-.()]+)(?P<parameters>(?:;[^\s<>]*)?)", re.IGNORECASE)
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")


class Uri(NamedTuple):
    """An address. A tel address has no host; `user` is without its password and percent signs."""

    scheme: str
    user: str
    host: str
    port: int | None
    parameters: dict[str, str]

    @property
    def is_loose_router(self) -> bool:
        return "lr" in self.parameters


class Party(NamedTuple):
    """A From, To, Contact or Route value; `uri` is its address as it was written."""

    name: str
    uri: str
    parameters: dict[str, str]


def parse(text: str) -> Uri:
    found = _SIP.fullmatch(text)
    if found:
        port = int(found["port"]) if found["port"] else None
        if port is not None and port > 65535:
            raise SipSyntaxError("no such port")
        user = unquote((found["user"] or "").partition(":")[0], errors="replace")
        return Uri(found["scheme"].lower(), user, found["host"].lower(), port, _parameters(found["parameters"]))
    found = _TEL.fullmatch(text)
    if found:
        return Uri("tel", re.sub(r"[\-.()]", "", found["user"]), "", None, grammar.parameters(found["parameters"]))
    if _SCHEME.match(text) and not text.lower().startswith(("sip:", "sips:", "tel:")):
        raise SipSyntaxError("not an address of a telephone", status=416)
    raise SipSyntaxError("the address cannot be read")


def refusal(text: str) -> int:
    """The status due to a request for this address; 0 when it can be served. Fields hidden in it are never obeyed."""
    try:
        parse(text)
    except SipSyntaxError as error:
        return error.status
    found = _SIP.fullmatch(text)
    return 400 if found is not None and found["headers"] else 0


def usual_port(transport: str) -> int:
    """Where SIP listens when nobody says otherwise."""
    return 5061 if transport.upper() == "TLS" else 5060


def port_of(place: Uri) -> int:
    """The port of the address, the usual one of its transport when it names none."""
    secure = place.scheme == "sips" or place.parameters.get("transport", "").lower() == "tls"
    return place.port or usual_port("TLS" if secure else "")


def party(text: str) -> Party:
    """Read `"Name" <uri>;p=1`, `Name <uri>` or a bare `uri;p=1`, whose parameters then belong to the party."""
    opening = _bracket_after_name(text)
    if opening < 0:
        uri, semicolon, rest = text.strip().partition(";")
        return Party("", uri.strip(), grammar.parameters(rest) if semicolon else {})
    closing = text.find(">", opening)
    if closing < 0:
        raise SipSyntaxError("an address without its closing bracket")
    rest = text[closing + 1 :].strip()
    if rest and rest[0] != ";":
        raise SipSyntaxError("rubbish after an address")
    return Party(grammar.unquote(text[:opening].strip()), text[opening + 1 : closing].strip(), grammar.parameters(rest))


def _parameters(text: str) -> dict[str, str]:
    """Without percent signs: `%6C%72` is `lr`."""
    found = grammar.parameters(text)
    if "%" not in text:
        return found
    return {unquote(name, errors="replace").lower(): unquote(value, errors="replace") for name, value in found.items()}


def _bracket_after_name(text: str) -> int:
    stripped = text.lstrip()
    if not stripped.startswith('"'):
        return text.find("<")
    name = re.match(r'\s*"(?:[^"\\]|\\.)*"\s*', text, re.DOTALL)
    if name is None or text[name.end() : name.end() + 1] != "<":
        raise SipSyntaxError("a quoted name without an address")
    return name.end()


def user_of(text: str) -> str:
    """The user part (the telephone number) of a party or bare address."""
    return parse(party(text).uri).user


def bare(text: str) -> str:
    """The address alone, of `"Name" <uri>` or `uri`."""
    return party(text).uri if "<" in text else text


@functools.lru_cache(maxsize=4096)
def is_literal(host: str) -> bool:
    """Whether the host is an IP address and needs no look-up."""
    try:
        ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        return False
    return True
