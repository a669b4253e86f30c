"""Writing offers and answers (RFC 3264): the same lines in the same order, their numbers, the mirrored direction."""

import re

from rupor.protocols.sdp import crypto, reading
from rupor.protocols.sdp.crypto import Crypto, Keys
from rupor.protocols.sdp.reading import CODECS, PLAIN, RATE, Media, SdpError, Section

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
    masters: tuple[bytes, ...] = (),
    secure: bool = False,
) -> bytes:
    """What we can speak, the best first, with digits under 101.

    With `masters` (30 random bytes for each suite) encryption is offered: demanded when `secure`, else left to the far
    side (RFC 8643).
    """
    names = [(CODECS[codec], codec) for codec in codecs]
    lines = _audio_lines(
        port=port,
        codecs=names,
        event_payload=EVENT_PAYLOAD,
        direction=direction,
        ptime_ms=PTIME_MS,
        profile="RTP/SAVP" if secure else "RTP/AVP",
        ways=crypto.offered(masters),
    )
    return _body([*_session_lines(host=host, session_id=session_id, version=1), *lines])


def answer(
    *,
    offered: bytes,
    host: str,
    port: int,
    codecs: tuple[str, ...] = ("PCMA", "PCMU"),
    session_id: int,
    version: int = 1,
    master: bytes = b"",
) -> tuple[bytes, Media]:
    """Our answer, and the far side's audio with the agreed codec. The far side's order of codecs wins.

    With a `master` (30 random bytes) encryption that the far side offers is agreed to; without one a far side that
    demands it is refused.
    """
    _, *media = reading.sections(offered)
    lines = _session_lines(host=host, session_id=session_id, version=version)
    agreed: Media | None = None
    for section in media:
        ours = _restricted(section, codecs=codecs) if agreed is None and _is_speakable(section, master) else None
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
            ways=(agreed.crypto[0]._replace(key=master),) if master and agreed.crypto else (),
        )
    if agreed is None:
        raise SdpError("no audio in common")
    return _body(lines), agreed


def reanswer(offered: bytes, ours: bytes) -> bytes:
    """Answer a new offer in a running call with our media where they are. Fits `Endpoint.open(reanswer=…)`."""
    now = reading.read(ours)
    origin = _ORIGIN.search(ours.decode("utf-8", "replace"))
    session_id, version = (int(origin.group(1)), int(origin.group(2))) if origin else (1, 1)
    body, _ = answer(
        offered=offered,
        host=now.host,
        port=now.port,
        session_id=session_id,
        version=version + 1,
        master=now.crypto[0].key if now.crypto else b"",
    )
    return body


def keys(*, ours: bytes, far: Media) -> Keys | None:
    """With which keys the sound goes, after both sides have spoken; None when it goes in the clear.

    Raises SdpError when one side demands encryption and no way was agreed upon."""
    mine = reading.read(ours)
    found = crypto.agreed(ours=mine.crypto, theirs=far.crypto)
    if found is None and (mine.demands_encryption or far.demands_encryption):
        raise SdpError("encryption is demanded and was not agreed upon")
    return found


def _is_speakable(section: Section, master: bytes) -> bool:
    """Audio that we could take; what demands encryption needs a key of ours."""
    return section.is_audio() and (section.profile in PLAIN or bool(master))


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
        crypto=section.crypto,
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
    ways: tuple[Crypto, ...] = (),
) -> list[str]:
    numbers = [payload for payload, _ in codecs]
    if event_payload is not None:
        numbers.append(event_payload)
    lines = [f"m=audio {port} {profile} {' '.join(map(str, numbers))}"]
    lines += [f"a=rtpmap:{payload} {name}/{RATE}" for payload, name in codecs]
    if event_payload is not None:
        lines += [f"a=rtpmap:{event_payload} telephone-event/{RATE}", f"a=fmtp:{event_payload} 0-15"]
    return [*lines, *(way.line for way in ways), f"a=ptime:{ptime_ms}", f"a={direction}"]


def _body(lines: list[str]) -> bytes:
    return ("\r\n".join(lines) + "\r\n").encode()
