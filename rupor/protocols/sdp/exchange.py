"""Writing offers and answers (RFC 3264): the same lines in the same order, their numbers, the mirrored direction."""

import re

from rupor.protocols.sdp import reading
from rupor.protocols.sdp.reading import CODECS, RATE, Media, SdpError, Section

EVENT_PAYLOAD = 101
PTIME_MS = 20
MIRROR = {"sendrecv": "sendrecv", "sendonly": "recvonly", "recvonly": "sendonly", "inactive": "inactive"}

_ORIGIN = re.compile(r"^o=\S+ (\d+) (\d+) IN IP[46] ", re.MULTILINE)


def offer(
    *,
    host: str,
    port: int,
    codecs: tuple[str, ...] = ("PCMA", "PCMU"),
    session_id: int,
    direction: str = "sendrecv",
) -> bytes:
    """What we can speak, the best first, with digits under 101."""
    names = [(CODECS[codec], codec) for codec in codecs]
    lines = _audio_lines(port=port, codecs=names, event_payload=EVENT_PAYLOAD, direction=direction, ptime_ms=PTIME_MS)
    return _body([*_session_lines(host=host, session_id=session_id, version=1), *lines])


def answer(
    *,
    offered: bytes,
    host: str,
    port: int,
    codecs: tuple[str, ...] = ("PCMA", "PCMU"),
    session_id: int,
    version: int = 1,
) -> tuple[bytes, Media]:
    """Our answer, and the far side's audio with the agreed codec. The far side's order of codecs wins."""
    _, *media = reading.sections(offered)
    lines = _session_lines(host=host, session_id=session_id, version=version)
    agreed: Media | None = None
    for section in media:
        ours = _restricted(section, codecs=codecs) if agreed is None and section.is_audio() else None
        if ours is None:
            lines.append(f"m={section.kind} 0 {section.profile} {' '.join(section.formats) or '0'}")
            continue
        agreed = reading.media_of(offered, section=ours)
        lines += _audio_lines(
            port=port,
            codecs=[(agreed.payload, agreed.codec)],
            event_payload=agreed.event_payload,
            direction=MIRROR[agreed.direction],
            ptime_ms=PTIME_MS,
            profile=section.profile,
        )
    if agreed is None:
        raise SdpError("no audio in common")
    return _body(lines), agreed


def reanswer(offered: bytes, ours: bytes) -> bytes:
    """Answer a new offer in a running call with our media where they are. Fits `Endpoint.open(reanswer=…)`."""
    now = reading.read(ours)
    origin = _ORIGIN.search(ours.decode("utf-8", "replace"))
    session_id, version = (int(origin.group(1)), int(origin.group(2))) if origin else (1, 1)
    body, _ = answer(offered=offered, host=now.host, port=now.port, session_id=session_id, version=version + 1)
    return body


def _restricted(section: Section, *, codecs: tuple[str, ...]) -> Section | None:
    """The section with only those codecs; None when nothing is left to talk with."""
    kept = [
        str(payload)
        for payload in section.payload_types()
        if section.name_of(payload) in codecs or section.name_of(payload) not in CODECS
    ]
    narrowed = Section(
        kind=section.kind,
        port=section.port,
        profile=section.profile,
        formats=kept,
        host=section.host,
        direction=section.direction,
        ptime_ms=section.ptime_ms,
        names=section.names,
    )
    return narrowed if reading.codec_of(narrowed) else None


def _session_lines(*, host: str, session_id: int, version: int) -> list[str]:
    place = f"IN IP{6 if ':' in host else 4} {host}"
    return ["v=0", f"o=- {session_id} {version} {place}", "s=-", f"c={place}", "t=0 0"]


def _audio_lines(
    *,
    port: int,
    codecs: list[tuple[int, str]],
    event_payload: int | None,
    direction: str,
    ptime_ms: int,
    profile: str = "RTP/AVP",
) -> list[str]:
    numbers = [payload for payload, _ in codecs]
    if event_payload is not None:
        numbers.append(event_payload)
    lines = [f"m=audio {port} {profile} {' '.join(map(str, numbers))}"]
    lines += [f"a=rtpmap:{payload} {name}/{RATE}" for payload, name in codecs]
    if event_payload is not None:
        lines += [f"a=rtpmap:{event_payload} telephone-event/{RATE}", f"a=fmtp:{event_payload} 0-15"]
    return [*lines, f"a=ptime:{ptime_ms}", f"a={direction}"]


def _body(lines: list[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode()
