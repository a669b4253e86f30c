"""Whatever comes from the network, reading it raises our own error or nothing, and takes no longer than its length."""

import random
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rupor.protocols.sip import bodies, digest, headers, message, promises, session_timer, spoilt, switchboard, uri
from rupor.protocols.sip.digest import Credentials
from rupor.protocols.sip.endpoint import Endpoint
from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.incoming import IncomingCall
from rupor.protocols.sip.message import Message, Request, Response
from rupor.protocols.sip.switchboard import Line
from rupor.protocols.sip.tests.network import SDP, Clock, invite


def written(head: str, *, body: str = "") -> bytes:
    lines = "\r\n".join(line.strip() for line in head.splitlines())
    return f"{lines}\r\nContent-Length: {len(body)}\r\n\r\n{body}".encode()


CORPUS = [path.read_bytes() for path in sorted((Path(__file__).parent / "torture").glob("*.dat"))]
CORPUS.append(written(invite(host="10.0.0.9", extra="Content-Type: application/sdp"), body=SDP))
# What grammars stumble over: separators, brackets, quotes, numbers at their edges, other people's alphabets.
SPICES = [
    b"\r\n", b"\r\n ", b"\0", b'"', b"\\", b"<", b">", b";", b",", b";;", b":", b"@", b"%", b"%00", b"%zz", b"?", b"=",
    b"[", b"]", b"[::1]", b"-1", b"0", b"4294967296", b"99999999999999999999", "٣".encode(), "é".encode(), b"\xff",
    b" ", b"\t", b"SIP/2.0", b"tag=", b"branch=", b"Via: ", b"sip:", b"tel:", b"Require: 100rel", b"RSeq: 1",
    b"m=audio", b"Session-Expires: 1", b"Supported: timer",
]  # fmt: skip
T = TypeVar("T")
OPTIONAL = ("session-expires", "min-se", "rseq", "rack", "reason", "contact", "record-route", "accept", "require")


METHODS = ("ACK", "ACK", "ACK", "ACK", "ACK", "BYE", "CANCEL", "INVITE", "UPDATE", "PRACK", "INFO", "OPTIONS")


def fresh(chance: random.Random) -> bytes:
    """A call nobody has heard of yet."""
    number = chance.getrandbits(40)
    extra = "Content-Type: application/sdp" + chance.choice(("", "\nRequire: 100rel", "\nSession-Expires: 90"))
    return written(invite(host="10.0.0.9", branch=f"z9hG4bK{number}", call=f"c{number}", extra=extra), body=SDP)


def inside(chance: random.Random, call: Line) -> bytes:
    """Something said within a call that is known."""
    method = chance.choice(METHODS)
    extra = chance.choice(("Content-Type: application/sdp", "RAck: 1 1 INVITE", "Session-Expires: 90;refresher=uac"))
    head = invite(
        host="10.0.0.9", branch=f"z9hG4bK{chance.getrandbits(40)}", call=call.call_id, to_tag=call.local_tag,
        method=method, number=chance.choice((1, 1, 2, 3, 2**31 - 1)), extra=extra,
    )  # fmt: skip
    return written(head, body=chance.choice(("", SDP)))


def mutated(chance: random.Random, origin: bytes = b"", *, most: int = 6) -> bytes:
    """A known message with a few bytes put in, taken out, doubled or exchanged."""
    packet = bytearray(origin or chance.choice(CORPUS))
    for _ in range(chance.randint(0 if origin else 1, most)):
        at = chance.randrange(len(packet) + 1)
        kind = chance.randrange(5)
        if kind == 0:
            packet[at:at] = chance.choice(SPICES)
        elif kind == 1:
            del packet[at : at + chance.randint(1, 30)]
        elif kind == 2:
            packet[at : at + 1] = bytes([chance.randrange(256)])
        elif kind == 3:
            packet[at:at] = packet[at : at + chance.randint(1, 200)]
        else:
            other = chance.choice(CORPUS)
            start = chance.randrange(len(other))
            packet[at : at + 40] = other[start : start + 40]
    return bytes(packet)


def read_deeply(read: Message) -> None:
    """Everything that any part of the stack reads of a message."""
    for name in OPTIONAL:
        read.values(name)
    session_timer.wish_of(read)
    session_timer.least_of(read)
    session_timer.answering(read, wanted_seconds=1800, least_seconds=90)
    headers.q850_cause(read.headers.get("reason", ()))
    described = bodies.sdp_of(read)
    for party in (read.first("from"), read.first("to"), *read.values("contact")):
        only(SipSyntaxError, lambda party=party: uri.user_of(party))  # type: ignore[misc]
    if isinstance(read, Response):
        promises.number_of(read)
        if read.status in (401, 407):
            asked = Request(method="INVITE", uri="sip:a@b", headers=read.headers)
            only(SipSyntaxError, lambda: digest.answered(asked, challenge=read, credentials=Credentials("u", "p")))
    switchboard.mirror_direction(described, SDP.encode())


def only(error: type[Exception], act: Callable[[], T]) -> T | None:
    try:
        return act()
    except error:
        return None


@given(st.binary(max_size=2000))
@example(b"SIP/2.0 200 OK\r\n\r\n")
def test_any_bytes_are_a_message_or_our_error(packet: bytes) -> None:
    read = only(SipSyntaxError, lambda: message.parse(packet))
    if read is not None:
        read_deeply(read)
    spoilt.refusal(packet, status=400)


@given(st.integers())
@settings(max_examples=1500, deadline=None)
def test_spoilt_messages_are_messages_or_our_error(seed: int) -> None:
    packet = mutated(random.Random(seed))
    read = only(SipSyntaxError, lambda: message.parse(packet))
    spoilt.refusal(packet, status=400)
    if read is None:
        return
    read_deeply(read)
    again = message.parse(read.to_bytes())
    assert (again.headers, again.body, again.cseq, again.via) == (read.headers, read.body, read.cseq, read.via)


TEXTS = st.one_of(
    st.text(max_size=200),
    st.lists(st.sampled_from([spice.decode("utf-8", "replace") for spice in SPICES] + ["a", "1", "example.org"])).map(
        "".join
    ),
)


@given(TEXTS)
@settings(max_examples=1000)
def test_any_text_is_an_address_a_field_or_our_error(text: str) -> None:
    for read in (uri.parse, uri.party, uri.user_of, headers.via, headers.cseq):
        only(SipSyntaxError, lambda read=read: read(text))  # type: ignore[misc]
    assert uri.refusal(text) in (0, 400, 416)
    headers.parameters(text)
    headers.tag(text)
    headers.q850_cause([text])
    assert headers.unquote(headers.quote(text)) == text or "\n" in text
    assert "".join(headers.split(text, separator=",")) == text.replace(",", "") or '"' in text or "<" in text


LONG = 60_000
HEAD = (
    b"INVITE sip:a@b SIP/2.0\r\nVia: SIP/2.0/UDP h;branch=z9hG4bK1\r\nCall-ID: c\r\nCSeq: 1 INVITE\r\nTo: <sip:a@b>\r\n"
)
ENDLESS = [
    HEAD + b"From: <sip:a@b>;tag=1\r\nX:" + b" " * LONG + b"x\r\n y\r\n\r\n",
    HEAD + b"From: " + b'"' * LONG + b"\r\n\r\n",
    HEAD + b"From: <sip:a@b>" + b";tag " * (LONG // 5) + b"\r\n\r\n",
    HEAD + b"From: <sip:" + b"a" * LONG + b"\r\n\r\n",
    HEAD + b"From: <sip:a@b>;tag=1\r\nContact: " + b'"a\\' * (LONG // 3) + b"\r\n\r\n",
    HEAD + b"From: <sip:a@b>;tag=1\r\nReason: Q.850;" + b"; " * (LONG // 2) + b"cause\r\n\r\n",
    HEAD + b"From: <sip:a@b>;tag=1\r\nSession-Expires: 1" + b" " * LONG + b"x\r\n\r\n",
    HEAD + b"From: <sip:a@b>;tag=1\r\nContact: " + b"<" * LONG + b"\r\n\r\n",
    HEAD.replace(b"h;branch", b"h" + b" " * LONG + b";branch") + b"From: <sip:a@b>;tag=1\r\n\r\n",
    HEAD.replace(b"sip:a@b SIP", b"sip:" + b"%41" * (LONG // 3) + b" SIP", 1) + b"From: <sip:a@b>;tag=1\r\n\r\n",
    b"INVITE " + b" " * LONG,
    b"A " + b"x SIP/" * (LONG // 6),
    HEAD + b"\r\n".join(b"a" * 30 for _ in range(LONG // 32)),
    HEAD + b"From: <sip:a@b>;tag=1\r\n\r\n" + b"m=audio 1 RTP/AVP" + b" 8" * (LONG // 2),
    HEAD + b"From: <sip:a@b>;tag=1\r\nContent-Type: multipart/mixed;boundary=" + b"\r\n\r\n" + b"-" * LONG,
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("number", range(len(ENDLESS)))
def test_length_costs_no_more_than_length(number: int) -> None:
    """What grows with the square of the length would take minutes here."""
    packet = ENDLESS[number]
    for _ in range(20):
        read = only(SipSyntaxError, lambda: message.parse(packet))
        spoilt.refusal(packet, status=400)
        if read is not None:
            read_deeply(read)


class Nowhere:
    """Packets vanish."""

    name = "UDP"
    reliable = False
    port = 5060

    def send(self, packet: bytes, address: tuple[str, int]) -> bool:
        return True

    def local_address(self, target: tuple[str, int]) -> tuple[str, int]:
        return "10.0.0.2", 5060

    def also_known(self, source: tuple[str, int], address: tuple[str, int]) -> None:
        return None

    def close(self) -> None:
        return None


def bombard(datagrams: int, *, seed: int) -> Endpoint:
    """Strangers who are called back, answered at random, and hung up on, while spoilt packets rain."""
    chance = random.Random(seed)
    clock = Clock()

    def take(call: IncomingCall) -> None:
        deed = chance.randrange(5)
        if deed == 0:
            call.ring()
        elif deed == 1:
            call.progress(sdp=SDP.encode())
        elif deed == 2:
            call.accept(sdp=SDP.encode())
        elif deed == 3:
            call.reject(status=486)
        clock.call_at(clock.now + chance.uniform(0, 40), call.hang_up)

    endpoint = Endpoint(wire=Nowhere(), clock=clock, on_incoming=take)
    for number in range(datagrams):
        known = endpoint.calls
        whence = chance.randrange(3)
        if whence == 0 and known:
            packet = mutated(chance, inside(chance, chance.choice(known)), most=2)
        else:
            packet = mutated(chance, fresh(chance), most=2) if whence == 1 else mutated(chance)
        endpoint.receive(packet, ("10.0.0.9", 5060))
        if number % 20 == 0:
            clock.run(chance.uniform(0, 1))
    clock.run(4000)
    return endpoint


def test_an_endpoint_outlives_a_rain_of_spoilt_packets() -> None:
    endpoint = bombard(3000, seed=1)
    assert 500 < endpoint.malformed < 2500
    assert endpoint.calls == []


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_an_endpoint_outlives_a_hundred_thousand_spoilt_packets(seed: int) -> None:
    assert bombard(100_000, seed=seed).calls == []
