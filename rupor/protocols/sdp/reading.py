"""Reading a session description tolerantly: what is needed to send audio there, whatever else the gateway wrote."""

import re
from dataclasses import dataclass, field

from rupor.protocols.sdp import crypto
from rupor.protocols.sdp.crypto import Crypto

CODECS = {"PCMU": 0, "PCMA": 8}
DIRECTIONS = ("sendrecv", "sendonly", "recvonly", "inactive")
RATE = 8000
NOWHERE = ("0.0.0.0", "::")
PLAIN = ("RTP/AVP", "RTP/AVPF")
SECURE = ("RTP/SAVP", "RTP/SAVPF")

_FIXED = {number: name for name, number in CODECS.items()}
_MEDIA_LINE = re.compile(r"(\S+)\s+(\d{1,5})(?:/\d+)?\s+(\S+)\s*(.*)")
_RTPMAP = re.compile(r"(\d{1,3})\s+([^/\s]+)/(\d+)")
_NUMBER = re.compile(r"\d{1,4}")


class SdpError(ValueError):
    """The description cannot be read, or has nothing in common with ours."""


@dataclass(frozen=True, slots=True)
class Media:
    """Audio as one side describes it. `codec` is the first of its list that we speak,
    `payload` the number it bears there; `direction` is from its own view.

    `event_payload` is the number that digits (RFC 4733) travel under, None when the side does not take them.
    """

    host: str
    port: int
    payload_types: tuple[int, ...]
    codec: str
    payload: int
    event_payload: int | None
    direction: str = "sendrecv"
    ptime_ms: int = 20
    profile: str = "RTP/AVP"
    crypto: tuple[Crypto, ...] = ()

    @property
    def demands_encryption(self) -> bool:
        """The sender speaks only SRTP."""
        return self.profile in SECURE


@dataclass(slots=True)
class Section:
    """One m= line with what belongs to it, or (without `kind`) the part before the first."""

    kind: str = ""
    port: int = 0
    profile: str = ""
    formats: list[str] = field(default_factory=list)
    host: str = ""
    direction: str = ""
    ptime_ms: int = 0
    names: dict[int, str] = field(default_factory=dict)
    crypto: list[Crypto] = field(default_factory=list)

    def is_audio(self) -> bool:
        known = self.profile in PLAIN or (self.profile in SECURE and bool(self.crypto))
        return self.kind == "audio" and self.port != 0 and known

    def payload_types(self) -> tuple[int, ...]:
        return tuple(int(text) for text in self.formats if _NUMBER.fullmatch(text) and int(text) < 128)

    def name_of(self, payload: int) -> str:
        """The codec behind a number: as mapped, else as RFC 3551 fixed it for all."""
        return self.names.get(payload, _FIXED.get(payload, ""))


def read(body: bytes) -> Media:
    """The audio that the sender of this description wants to receive."""
    session, *media = sections(body)
    for section in media:
        if section.is_audio():
            return _media(section, session=session)
    raise SdpError("no audio is offered")


def sections(body: bytes) -> list[Section]:
    """The session part, then every m= line in its order. Unknown lines are passed over."""
    found = [Section()]
    for raw in body.decode("utf-8", "replace").replace("\r", "\n").split("\n"):
        line = raw.strip()
        if line[1:2] != "=":
            continue
        kind, value = line[0], line[2:].strip()
        if kind == "m":
            found.append(_media_line(value))
        elif kind == "c":
            found[-1].host = found[-1].host or _host(value)
        elif kind == "a":
            _attribute(found[-1], value)
    return found


def codec_of(section: Section) -> tuple[int, str] | None:
    """The first codec of the list that we speak, with the number it bears there."""
    for payload in section.payload_types():
        name = section.name_of(payload)
        if name in CODECS:
            return payload, name
    return None


def event_payload_of(section: Section) -> int | None:
    for payload in section.payload_types():
        if section.name_of(payload) == "TELEPHONE-EVENT":
            return payload
    return None


def media_of(body: bytes, *, section: Section) -> Media:
    return _media(section, session=sections(body)[0])


def _media(section: Section, *, session: Section) -> Media:
    host = section.host or session.host
    codec = codec_of(section)
    if not host:
        raise SdpError("no address to send audio to")
    if codec is None:
        raise SdpError("no codec that we speak")
    direction = section.direction or session.direction or "sendrecv"
    if host in NOWHERE:
        # The way of RFC 2543 to put a call on hold: «send me nothing».
        direction = "sendonly" if direction in ("sendrecv", "sendonly") else "inactive"
    return Media(
        host=host,
        port=section.port,
        payload_types=section.payload_types(),
        codec=codec[1],
        payload=codec[0],
        event_payload=event_payload_of(section),
        direction=direction,
        ptime_ms=section.ptime_ms or session.ptime_ms or 20,
        profile=section.profile,
        crypto=tuple(section.crypto),
    )


def _media_line(value: str) -> Section:
    found = _MEDIA_LINE.fullmatch(value)
    if found is None or int(found.group(2)) > 65535:
        raise SdpError("an m= line that cannot be read")
    kind, port, profile, formats = found.groups()
    return Section(kind=kind.lower(), port=int(port), profile=profile.upper(), formats=formats.split())


def _host(value: str) -> str:
    parts = value.split()
    return parts[2].partition("/")[0] if len(parts) >= 3 and parts[0].upper() == "IN" else ""


def _attribute(section: Section, value: str) -> None:
    name, _, rest = value.partition(":")
    name = name.strip().lower()
    if name in DIRECTIONS:
        section.direction = name
    elif name == "ptime":
        number = _NUMBER.match(rest.strip())
        section.ptime_ms = int(number.group()) if number else 0
    elif name == "crypto":
        way = crypto.read(rest)
        if way is not None:
            section.crypto.append(way)
    elif name == "rtpmap":
        found = _RTPMAP.match(rest.strip())
        if found and int(found.group(3)) == RATE:
            section.names[int(found.group(1))] = found.group(2).upper()
        elif found:
            section.names[int(found.group(1))] = ""
