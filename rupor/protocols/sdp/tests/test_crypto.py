"""Encrypted sound is offered, agreed upon, demanded and refused; lines that we cannot do are passed over."""

import base64

import pytest

from rupor.protocols import sdp
from rupor.protocols.sdp import crypto

OUR_80, OUR_32, THEIRS = bytes(range(30)), bytes(range(30, 60)), bytes(range(60, 90))
HERE = "10.0.0.1"


def offer(*, secure: bool) -> bytes:
    return sdp.offer(host=HERE, port=4000, session_id=1, masters=(OUR_80, OUR_32), secure=secure)


def test_both_sides_end_with_the_same_keys() -> None:
    ours = offer(secure=True)
    assert b"m=audio 4000 RTP/SAVP 8 0 101" in ours
    theirs, offered = sdp.answer(offered=ours, host="10.0.0.2", port=5000, session_id=2, master=THEIRS)
    assert b"m=audio 5000 RTP/SAVP 8 101" in theirs
    assert theirs.count(b"a=crypto:") == 1
    near, far = sdp.keys(ours=ours, far=sdp.read(theirs)), sdp.keys(ours=theirs, far=offered)
    assert near == (crypto.SUITES[0], OUR_80, THEIRS)
    assert far == (crypto.SUITES[0], THEIRS, OUR_80)


def test_a_far_side_that_cannot_encrypt_is_spoken_to_in_the_clear_only_where_that_is_allowed() -> None:
    plain, _ = sdp.answer(offered=offer(secure=False), host="10.0.0.2", port=5000, session_id=2)
    assert b"RTP/AVP 8" in plain
    assert sdp.keys(ours=offer(secure=False), far=sdp.read(plain)) is None
    with pytest.raises(sdp.SdpError):
        sdp.keys(ours=offer(secure=True), far=sdp.read(plain))
    with pytest.raises(sdp.SdpError):
        sdp.answer(offered=offer(secure=True), host="10.0.0.2", port=5000, session_id=2)


def test_a_far_side_may_take_up_what_was_only_offered() -> None:
    ours = offer(secure=False)
    theirs, _ = sdp.answer(offered=ours, host="10.0.0.2", port=5000, session_id=2, master=THEIRS)
    assert b"RTP/AVP 8" in theirs
    assert sdp.keys(ours=ours, far=sdp.read(theirs)) == (crypto.SUITES[0], OUR_80, THEIRS)


def test_the_second_suite_may_be_chosen() -> None:
    ours = offer(secure=True)
    line = f"a=crypto:2 {crypto.SUITES[1]} inline:{base64.b64encode(THEIRS).decode()}|2^20"
    theirs = f"v=0\r\nc=IN IP4 10.0.0.2\r\nm=audio 5000 RTP/SAVP 8\r\n{line}\r\n".encode()
    assert sdp.keys(ours=ours, far=sdp.read(theirs)) == (crypto.SUITES[1], OUR_32, THEIRS)


def test_a_change_within_the_call_keeps_our_key() -> None:
    first, _ = sdp.answer(offered=offer(secure=True), host="10.0.0.2", port=5000, session_id=2, master=THEIRS)
    again = sdp.reanswer(offer(secure=True).replace(b"a=sendrecv", b"a=sendonly"), first)
    assert sdp.read(again).crypto == sdp.read(first).crypto
    assert b"a=recvonly" in again


@pytest.mark.parametrize(
    "value",
    [
        "1 AES_256_CM_HMAC_SHA1_80 inline:" + base64.b64encode(THEIRS).decode(),
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + base64.b64encode(THEIRS[:20]).decode(),
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + base64.b64encode(THEIRS).decode() + "|2^20|1:4",
        "1 AES_CM_128_HMAC_SHA1_80 inline:" + base64.b64encode(THEIRS).decode() + " UNENCRYPTED_SRTP",
        "1 AES_CM_128_HMAC_SHA1_80 inline:!!!!",
        "AES_CM_128_HMAC_SHA1_80",
        "",
    ],
    ids=["another cipher", "a short key", "a key identifier", "no cipher at all", "no base64", "no tag", "nothing"],
)
def test_what_we_cannot_do_is_passed_over(value: str) -> None:
    assert crypto.read(value) is None


def test_keys_stay_out_of_logs() -> None:
    assert base64.b64encode(THEIRS).decode() not in repr(crypto.Crypto(1, crypto.SUITES[0], THEIRS))
