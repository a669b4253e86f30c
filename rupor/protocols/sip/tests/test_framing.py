"""A stream is cut anywhere; the messages come out whole, and what cannot be followed is refused."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols.sip.errors import SipSyntaxError
from rupor.protocols.sip.framing import LARGEST_HEAD, Framer

FIRST = b"OPTIONS sip:a SIP/2.0\r\nContent-Length: 0\r\n\r\n"
SECOND = b"INVITE sip:a SIP/2.0\r\nl : 4\r\n\r\nv=0\n"
BARE = b"ACK sip:a SIP/2.0\r\nVia: x\r\n\r\n"


@given(st.lists(st.integers(min_value=1, max_value=40), min_size=1, max_size=200))
def test_wherever_the_stream_is_cut_the_messages_are_whole(cuts: list[int]) -> None:
    stream = FIRST + b"\r\n\r\n" + SECOND + b"\r\n" + BARE + b"\r\n\r\n" + FIRST
    framer, found, at = Framer(), [], 0
    while at < len(stream):
        size = cuts[at % len(cuts)]
        found += framer.feed(stream[at : at + size])
        at += size
    assert found == [FIRST, SECOND, BARE, FIRST]
    assert framer.pings == 2


def test_one_break_alone_is_an_answer_and_asks_nothing() -> None:
    framer = Framer()
    assert framer.feed(b"\r\n") == []
    assert framer.feed(FIRST) == [FIRST]
    assert framer.pings == 0


@pytest.mark.parametrize(
    "stream",
    [b"A" * (LARGEST_HEAD + 1), b"INVITE sip:a SIP/2.0\r\nContent-Length: 99999999\r\n\r\n"],
    ids=["a head without an end", "a body without measure"],
)
def test_what_cannot_be_followed_is_refused(stream: bytes) -> None:
    with pytest.raises(SipSyntaxError):
        Framer().feed(stream)


@given(st.binary(max_size=400))
def test_rubbish_never_raises_anything_else(rubbish: bytes) -> None:
    with contextlib.suppress(SipSyntaxError):
        Framer().feed(rubbish)
