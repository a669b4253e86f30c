"""Whatever a description says, reading it raises our own error or nothing, and takes no longer than its length."""

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rupor.protocols import sdp

OURS = sdp.offer(host="10.0.0.2", port=4000, session_id=1)
PIECES = [
    "m=audio 4000 RTP/AVP 8 0 101",
    "m=audio 99999 RTP/AVP 8",
    "m=audio 0 RTP/SAVP 8",
    "m=video 1 RTP/AVP 31",
    "m=",
    "m=audio",
    "c=IN IP4 1.2.3.4",
    "c=IN IP6 ::1",
    "c=IN",
    "o=- 1 1 IN IP4 1.2.3.4",
    "o=- x",
    "a=sendonly",
    "a=inactive",
    "a=ptime:20",
    "a=ptime:x",
    "a=rtpmap:8 PCMA/8000",
    "a=rtpmap:8 X/1",
    "a=rtpmap:999 PCMA/8000",
    "a=rtpmap:101 telephone-event/8000",
    "a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:" + "A" * 40,
    "a=crypto:1 X inline:?",
    "a=crypto:",
    "a=fmtp:101 0-15",
    "t=0 0",
    "\x00",
    "=",
    "٣=٣",
]


def read_whole(body: bytes) -> None:
    """Whatever is done with a stranger's description."""
    with contextlib.suppress(sdp.SdpError):
        sdp.read(body)
    with contextlib.suppress(sdp.SdpError):
        sdp.answer(offered=body, host="10.0.0.1", port=4000, session_id=1)
    with contextlib.suppress(sdp.SdpError):
        sdp.reanswer(body, OURS)


@given(
    st.one_of(
        st.binary(max_size=800),
        st.lists(st.one_of(st.sampled_from(PIECES), st.text(max_size=40))).map(
            lambda lines: "\r\n".join(lines).encode()
        ),
    )
)
@settings(max_examples=1500, deadline=None)
def test_any_description_is_understood_or_our_error(body: bytes) -> None:
    read_whole(body)


LONG = 60_000
ENDLESS = [
    b"v=0\r\nc=IN IP4 1.2.3.4\r\nm=audio 1 RTP/AVP" + b" 8" * (LONG // 2),
    b"v=0\r\nm=audio 1 RTP/AVP" + b" " * LONG,
    b"m=audio 1 RTP/AVP 8\r\n" * (LONG // 21),
    b"m=audio 1 RTP/AVP 8\r\n" + b"a=rtpmap:8 " + b"P" * LONG,
    b"m=audio 1 RTP/AVP 8\r\n" + b"a=crypto:1 " + b"A " * (LONG // 2),
    b"o=" + b" " * LONG + b"\r\nm=audio 1 RTP/AVP 8",
]


@pytest.mark.timeout(60)
@pytest.mark.parametrize("number", range(len(ENDLESS)))
def test_length_costs_no_more_than_length(number: int) -> None:
    for _ in range(5):
        read_whole(ENDLESS[number])
