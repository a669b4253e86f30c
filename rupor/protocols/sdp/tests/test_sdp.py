"""Descriptions as real gateways write them, and what becomes of an offer."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rupor.protocols import sdp

HEAD = b"v=0\r\no=gw 7 1 IN IP4 203.0.113.9\r\ns=call\r\n"
SESSION_PLACE = b"c=IN IP4 203.0.113.9\r\nt=0 0\r\n"
PLAIN = HEAD + SESSION_PLACE + b"m=audio 4000 RTP/AVP 8 0 101\r\na=rtpmap:101 telephone-event/8000\r\n"

READABLE = [
    ("plain", PLAIN, ("203.0.113.9", 4000, "PCMA", 8, 101, "sendrecv", 20)),
    (
        "no rtpmap for the fixed numbers, bare line feeds",
        PLAIN.replace(b"\r\n", b"\n"),
        ("203.0.113.9", 4000, "PCMA", 8, 101, "sendrecv", 20),
    ),
    (
        "media place wins over the session's",
        HEAD + SESSION_PLACE + b"m=audio 5002 RTP/AVP 0\r\nc=IN IP4 198.51.100.4/127\r\na=ptime:30\r\n",
        ("198.51.100.4", 5002, "PCMU", 0, None, "sendrecv", 30),
    ),
    (
        "unknown codecs first, digits under 96, lower-case codec name",
        HEAD
        + SESSION_PLACE
        + b"m=audio 5002/2 RTP/AVP 18 96 0\r\na=rtpmap:96 Telephone-Event/8000\r\na=rtpmap:0 pcmu/8000/1\r\n",
        ("203.0.113.9", 5002, "PCMU", 0, 96, "sendrecv", 20),
    ),
    (
        "digits of another clock rate are not ours",
        HEAD + SESSION_PLACE + b"m=audio 5002 RTP/AVP 8 97\r\na=rtpmap:97 telephone-event/16000\r\n",
        ("203.0.113.9", 5002, "PCMA", 8, None, "sendrecv", 20),
    ),
    (
        "G.711 under a number of their own",
        HEAD + SESSION_PLACE + b"m=audio 5002 RTP/AVP 98\r\na=rtpmap:98 PCMA/8000\r\n",
        ("203.0.113.9", 5002, "PCMA", 98, None, "sendrecv", 20),
    ),
    (
        "video before audio, audio on hold",
        HEAD + SESSION_PLACE + b"m=video 6000 RTP/AVP 34\r\nm=audio 5002 RTP/AVP 8\r\na=sendonly\r\n",
        ("203.0.113.9", 5002, "PCMA", 8, None, "sendonly", 20),
    ),
    (
        "direction of the whole session",
        HEAD + SESSION_PLACE + b"a=inactive\r\nm=audio 5002 RTP/AVP 8\r\n",
        ("203.0.113.9", 5002, "PCMA", 8, None, "inactive", 20),
    ),
    (
        "old hold by the address of nowhere",
        HEAD + b"c=IN IP4 0.0.0.0\r\nm=audio 5002 RTP/AVP 8\r\n",
        ("0.0.0.0", 5002, "PCMA", 8, None, "sendonly", 20),
    ),
    (
        "IPv6, a spoilt ptime, lines that mean nothing",
        HEAD + b"c=IN IP6 2001:db8::7\r\nzz\r\nb=AS:64\r\nm=audio 5002 RTP/AVP 8\r\na=ptime:x\r\na=\r\n",
        ("2001:db8::7", 5002, "PCMA", 8, None, "sendrecv", 20),
    ),
]


@pytest.mark.parametrize(("body", "expected"), [row[1:] for row in READABLE], ids=[row[0] for row in READABLE])
def test_what_gateways_write_is_understood(body: bytes, expected: tuple[object, ...]) -> None:
    media = sdp.read(body)
    found = (media.host, media.port, media.codec, media.payload, media.event_payload, media.direction, media.ptime_ms)
    assert found == expected


UNREADABLE = [
    b"",
    b"hello",
    HEAD + SESSION_PLACE,
    HEAD + SESSION_PLACE + b"m=audio 0 RTP/AVP 8\r\n",
    HEAD + SESSION_PLACE + b"m=audio 70000 RTP/AVP 8\r\n",
    HEAD + SESSION_PLACE + b"m=audio 4000 RTP/SAVP 8\r\n",
    HEAD + SESSION_PLACE + b"m=audio 4000 RTP/AVP 18 3\r\n",
    HEAD + SESSION_PLACE + b"m=audio 4000 RTP/AVP 8\r\na=rtpmap:8 G729/8000\r\n",
    HEAD + b"m=audio 4000 RTP/AVP 8\r\n",
    HEAD + b"c=IN\r\nm=audio 4000 RTP/AVP 8\r\n",
    HEAD + SESSION_PLACE + b"m=audio\r\n",
]


@pytest.mark.parametrize("body", UNREADABLE)
def test_what_gives_no_audio_is_an_error_by_name(body: bytes) -> None:
    with pytest.raises(sdp.SdpError):
        sdp.read(body)


def test_our_offer_reads_back_as_meant() -> None:
    media = sdp.read(sdp.offer(host="192.0.2.1", port=4002, codecs=("PCMU", "PCMA"), session_id=5))
    assert media == sdp.Media(
        host="192.0.2.1", port=4002, payload_types=(0, 8, 101), codec="PCMU", payload=0, event_payload=101
    )


def test_answer_takes_the_callers_first_codec_and_number_of_digits() -> None:
    offered = PLAIN.replace(b"101", b"96")
    body, media = sdp.answer(offered=offered, host="192.0.2.1", port=4002, session_id=5)
    assert (media.codec, media.event_payload) == ("PCMA", 96)
    assert b"m=audio 4002 RTP/AVP 8 96\r\n" in body
    assert b"a=rtpmap:96 telephone-event/8000" in body
    assert sdp.read(body).codec == "PCMA"


def test_answer_keeps_to_the_codecs_we_allow() -> None:
    _, media = sdp.answer(offered=PLAIN, host="192.0.2.1", port=4002, codecs=("PCMU",), session_id=5)
    assert (media.codec, media.payload) == ("PCMU", 0)
    with pytest.raises(sdp.SdpError):
        sdp.answer(
            offered=PLAIN.replace(b"8 0 101", b"8 101"), host="192.0.2.1", port=2, codecs=("PCMU",), session_id=5
        )


def test_answer_refuses_every_line_but_one_in_its_place() -> None:
    offered = HEAD + SESSION_PLACE + b"m=video 6000 RTP/AVP 34\r\nm=audio 5002 RTP/AVP 8\r\nm=audio 5004 RTP/AVP 0\r\n"
    body, _ = sdp.answer(offered=offered, host="192.0.2.1", port=4002, session_id=5)
    lines = [line for line in body.decode().splitlines() if line.startswith("m=")]
    assert lines == ["m=video 0 RTP/AVP 34", "m=audio 4002 RTP/AVP 8", "m=audio 0 RTP/AVP 0"]


@pytest.mark.parametrize(
    ("offered", "ours"),
    [("sendrecv", "sendrecv"), ("sendonly", "recvonly"), ("recvonly", "sendonly"), ("inactive", "inactive")],
)
def test_answer_mirrors_the_direction(offered: str, ours: str) -> None:
    body, media = sdp.answer(offered=PLAIN + f"a={offered}\r\n".encode(), host="192.0.2.1", port=4002, session_id=5)
    assert media.direction == offered
    assert sdp.read(body).direction == ours


def test_reanswer_keeps_our_place_and_counts_its_version_up() -> None:
    ours = sdp.offer(host="192.0.2.1", port=4002, session_id=77)
    again = sdp.reanswer(PLAIN + b"a=sendonly\r\n", ours)
    assert again.startswith(b"v=0\r\no=- 77 2 IN IP4 192.0.2.1\r\n")
    media = sdp.read(again)
    assert (media.host, media.port, media.direction, media.codec) == ("192.0.2.1", 4002, "recvonly", "PCMA")


def test_reanswer_to_foreign_codecs_is_refused() -> None:
    ours = sdp.offer(host="192.0.2.1", port=4002, session_id=77)
    with pytest.raises(sdp.SdpError):
        sdp.reanswer(HEAD + SESSION_PLACE + b"m=audio 4000 RTP/AVP 18\r\n", ours)


WORDS = st.sampled_from(
    ["m=audio 4000 RTP/AVP", " 8", " 0 101", "\r\n", "c=IN IP4 1.2.3.4", "a=rtpmap:101 telephone-event/8000", "a=",
     "ptime:", "m=video", " 999999", "=", "c=", "a=sendonly", "/", ":", "\0", "я"]
)  # fmt: skip


@given(st.one_of(st.binary(max_size=200), st.lists(WORDS, max_size=30).map(lambda words: "".join(words).encode())))
def test_no_description_breaks_the_reader(body: bytes) -> None:
    try:
        media = sdp.read(body)
        answered, _ = sdp.answer(offered=body, host="192.0.2.1", port=4002, session_id=1)
    except sdp.SdpError:
        return
    assert media.codec in ("PCMA", "PCMU")
    assert sdp.read(answered).port == 4002
