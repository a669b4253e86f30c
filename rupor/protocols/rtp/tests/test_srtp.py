"""SRTP against the vectors of RFC 3711, against libsrtp, and against who would be heard without the key."""

import random
import struct

import pylibsrtp
import pytest

from rupor.protocols.rtp import packet, srtp

# RFC 3711 B.3: the session keys of this master key and salt.
MASTER = bytes.fromhex("E1F97A0D3E018BE0D64FA32C06DE41390EC675AD498AFEEBB6960B3AABE6")
SUITES = {10: pylibsrtp.Policy.SRTP_PROFILE_AES128_CM_SHA1_80, 4: pylibsrtp.Policy.SRTP_PROFILE_AES128_CM_SHA1_32}


def rtp(sequence: int, *, ssrc: int = 0x1234, payload: bytes = bytes(range(160)), timestamp: int = 5) -> bytes:
    return packet.encode(packet.RtpPacket(8, sequence, timestamp, ssrc, payload))


def report(ssrc: int = 0x1234) -> bytes:
    return struct.pack("!BBHIIIIII", 0x80, 200, 6, ssrc, 1, 2, 3, 4, 5)


def peer(tag_bytes: int, *, inbound: bool, ssrc: int | None = None) -> pylibsrtp.Session:
    any_ssrc = pylibsrtp.Policy.SSRC_ANY_INBOUND if inbound else pylibsrtp.Policy.SSRC_ANY_OUTBOUND
    policy = pylibsrtp.Policy(
        key=MASTER,
        ssrc_type=any_ssrc if ssrc is None else pylibsrtp.Policy.SSRC_SPECIFIC,
        ssrc_value=ssrc or 0,
        srtp_profile=SUITES[tag_bytes],
    )
    policy.window_size = 128
    return pylibsrtp.Session(policy=policy)


def test_session_keys_are_those_of_the_standard() -> None:
    keys = srtp.Keys(master=MASTER, label=0)
    assert keys.encrypt.hex().upper() == "C61E7A93744F39EE10734AFE3FF7A087"
    assert keys.salt.hex().upper() == "30CBBC08863D8C85D49DB34A9AE1"
    assert keys.sign.hex().upper() == "CEBE321F6FF7716B6FD4AB49AF256A156D38BAA4"


def test_the_key_stream_is_that_of_the_standard() -> None:
    """B.2: the session salt is shifted by 16 bits, packet index and source are 0."""
    keys = srtp.Keys(master=MASTER, label=0)
    keys.encrypt = bytes.fromhex("2B7E151628AED2A6ABF7158809CF4F3C")
    keys._counter = int.from_bytes(bytes.fromhex("F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000"))
    made = keys.crypt(ssrc=0, index=0, content=bytes(16 * 0xFF02))
    rows = [made[16 * n : 16 * n + 16].hex().upper() for n in (0, 1, 2, 0xFEFF, 0xFF00, 0xFF01)]
    assert rows == [
        "E03EAD0935C95E80E166B16DD92B4EB4",
        "D23513162B02D0F72A43A2FE4A5F97AB",
        "41E95B3BB0A2E8DD477901E4FCA894C0",
        "EC8CDF7398607CB0F2D21675EA9EA1E4",
        "362B7C3C6773516318A077D7FC5073AE",
        "6A2CC3787889374FBEB4C81B17BA6C44",
    ]


@pytest.mark.parametrize("tag_bytes", [10, 4])
def test_libsrtp_opens_what_we_protect_and_we_what_it_protects(tag_bytes: int) -> None:
    sending, receiving = srtp.Sending(master=MASTER, tag_bytes=tag_bytes), peer(tag_bytes, inbound=True)
    theirs, ours = peer(tag_bytes, inbound=False), srtp.Receiving(master=MASTER, tag_bytes=tag_bytes)
    for step in range(70_000):
        plain = rtp(30_000 + step)
        if step % 500 and step % 65_536 > 40:
            sending._rollover += (30_000 + step) % 65536 < sending._last
            sending._last = (30_000 + step) % 65536
            continue
        assert receiving.unprotect(sending.rtp(plain)) == plain
    for step in range(0, 70_000, 97):
        plain = rtp(30_000 + step)
        assert ours.rtp(theirs.protect(plain)) == plain
    for _ in range(3):
        assert receiving.unprotect_rtcp(sending.rtcp(report())) == report()
        assert ours.rtcp(theirs.protect_rtcp(report())) == report()


def test_nothing_is_opened_twice_and_order_may_change_within_the_window() -> None:
    sending, receiving = srtp.Sending(master=MASTER, tag_bytes=10), srtp.Receiving(master=MASTER, tag_bytes=10)
    protected = [sending.rtp(rtp(n)) for n in range(65_500, 65_700)]
    order = list(range(120))
    random.Random(4).shuffle(order)
    opened = [protected[n] for n in sorted(order, key=lambda n: n + random.Random(n).randrange(30))]
    for one in opened:
        receiving.rtp(one)
    for one in [*protected[:120], sending.rtcp(report())][:120]:
        with pytest.raises(srtp.Refused):
            receiving.rtp(one)
    receiving.rtp(protected[199])
    with pytest.raises(srtp.Refused):
        receiving.rtp(protected[130])
    once = sending.rtcp(report())
    receiving.rtcp(once)
    with pytest.raises(srtp.Refused):
        receiving.rtcp(once)


def test_what_was_changed_is_refused_and_changes_nothing() -> None:
    sending, receiving = srtp.Sending(master=MASTER, tag_bytes=10), srtp.Receiving(master=MASTER, tag_bytes=10)
    protected, told = sending.rtp(rtp(7)), sending.rtcp(report())
    for at in range(len(protected)):
        changed = bytearray(protected)
        changed[at] ^= 1
        with pytest.raises(srtp.Refused):
            receiving.rtp(bytes(changed))
        with pytest.raises(srtp.Refused):
            receiving.rtp(protected[:at])
    for at in range(len(told)):
        changed = bytearray(told)
        changed[at] ^= 1
        with pytest.raises(srtp.Refused):
            receiving.rtcp(bytes(changed))
        with pytest.raises(srtp.Refused):
            receiving.rtcp(told[:at])
    assert receiving.rtp(protected) == rtp(7)
    assert receiving.rtcp(told) == report()


def test_each_source_has_its_own_counts_and_new_keys_go_on_with_them() -> None:
    sending, receiving = srtp.Sending(master=MASTER, tag_bytes=10), srtp.Receiving(master=MASTER, tag_bytes=10)
    first, second = sending.rtp(rtp(7)), srtp.Sending(master=MASTER, tag_bytes=10).rtp(rtp(7, ssrc=9))
    receiving.rtp(first)
    receiving.rtp(second)
    with pytest.raises(srtp.Refused):
        receiving.rtp(first)
    sending._rollover = 3
    receiving._sources[0x1234].rtp.highest = 3 << 16 | 7
    other = MASTER[::-1]
    new, opened = (
        srtp.Sending(master=other, tag_bytes=10, before=sending),
        srtp.Receiving(master=other, tag_bytes=10, before=receiving),
    )
    assert opened.rtp(new.rtp(rtp(8))) == rtp(8)
    assert new._rollover == 3
