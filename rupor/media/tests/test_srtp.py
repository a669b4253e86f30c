"""Protected sound on real sockets: libsrtp at the far end hears and is heard, and nobody without the key is."""

import asyncio
import contextlib
from typing import Any, cast

import numpy as np
import pylibsrtp
import pytest

from rupor import media
from rupor.kit import messages
from rupor.media import streams
from rupor.media.tests import far_side
from rupor.media.tests.conftest import Line
from rupor.media.tests.test_receiving import GROWING
from rupor.media.tests.test_sending import noise, prompt, sound

OURS, THEIRS = bytes(range(30)), bytes(range(100, 130))
SUITES = {
    "AES_CM_128_HMAC_SHA1_80": pylibsrtp.Policy.SRTP_PROFILE_AES128_CM_SHA1_80,
    "AES_CM_128_HMAC_SHA1_32": pylibsrtp.Policy.SRTP_PROFILE_AES128_CM_SHA1_32,
}
each_suite = pytest.mark.parametrize("suite", list(SUITES))


def keys(suite: str = "AES_CM_128_HMAC_SHA1_80", *, send: bytes = OURS, receive: bytes = THEIRS) -> media.SrtpKeys:
    return media.SrtpKeys(suite=suite, send=send, receive=receive)


class Peer:
    """libsrtp between the far side's sockets and a test."""

    def __init__(self, far: far_side.FarSide, *, suite: str = "AES_CM_128_HMAC_SHA1_80", key: bytes = THEIRS) -> None:
        policy = pylibsrtp.Policy
        self.out = pylibsrtp.Session(
            policy=policy(key=key, ssrc_type=policy.SSRC_ANY_OUTBOUND, srtp_profile=SUITES[suite])
        )
        self.into = pylibsrtp.Session(
            policy=policy(key=OURS, ssrc_type=policy.SSRC_ANY_INBOUND, srtp_profile=SUITES[suite])
        )
        self.far = far
        self.opened: list[far_side.Packet] = []
        self.reports: list[bytes] = []
        self._read = self._read_reports = 0

    def protect(self, payload: bytes, **kind: Any) -> bytes:
        return bytes(self.out.protect(self.far.packet(payload, **kind)))

    def send(self, datagram: bytes) -> None:
        self.far.rtp.sendto(datagram, ("127.0.0.1", self.far.near))

    async def speak(self, audio: bytes) -> None:
        for at in range(0, len(audio) - 159, 160):
            self.send(self.protect(audio[at : at + 160]))
            self.far.step()
            await asyncio.sleep(0.02)

    def open(self) -> list[far_side.Packet]:
        """All packets so far; raises libsrtp's error for one that it refuses."""
        for datagram, port in self.far.ear.heard[self._read :]:
            self.opened.append(far_side.read_rtp(bytes(self.into.unprotect(datagram)), port))
        self._read = len(self.far.ear.heard)
        for datagram in self.far.reports[self._read_reports :]:
            self.reports.append(bytes(self.into.unprotect_rtcp(datagram)))
        self._read_reports = len(self.far.reports)
        return self.opened


@each_suite
async def test_libsrtp_hears_our_sound_and_keys_and_we_hear_its(line: Line, suite: str) -> None:
    stream, far = await line.call(srtp=keys(suite))
    peer, given = Peer(far, suite=suite), noise(0.5)
    stream.play(prompt(given))
    heard: list[bytes] = []
    stream.listen(heard.append)
    await peer.speak(far_side.mu_law(far_side.tone(600, 0.6)))
    for n, (duration, end) in enumerate(GROWING):
        payload = bytes([7, 10 + 128 * end]) + duration.to_bytes(2)
        peer.send(peer.protect(payload, payload_type=far_side.EVENT, marker=n == 0))
        far.sequence = (far.sequence + 1) % 65536
    await line.until(lambda: line.events(media.DigitReceived) and line.events(media.PlayFinished))
    stream.send_digits("4", duration_ms=60)
    await line.until(lambda: len([p for p in peer.open() if p.payload_type == far_side.EVENT]) >= 5)
    await line.until(lambda: peer.open() and peer.reports and len(b"".join(heard)) >= 6400)
    assert line.events(media.DigitReceived)[0].digit == "7"
    said = sound(peer.opened)
    at = int(np.correlate(said, given, mode="valid").argmax())
    assert np.corrcoef(said[at : at + len(given)], given)[0, 1] > 0.999
    samples = np.frombuffer(b"".join(heard), dtype=np.int16).astype(float)
    assert far_side.strongest_hertz(samples) == pytest.approx(600, abs=10)
    assert peer.reports[0][1] == 200
    assert all(data[12:] != b"\xff" * 160 for data, _ in far.ear.heard)


async def test_reports_are_understood_and_the_goodbye_is_protected(line: Line) -> None:
    stream, far = await line.call(srtp=keys())
    peer = Peer(far)
    await peer.speak(b"\xff" * 160 * 3)
    await line.until(peer.open)
    block = peer.opened[0].ssrc.to_bytes(4) + bytes([64]) + bytes(19)
    told = bytes([0x81, 201, 0, 7]) + far.ssrc.to_bytes(4) + block
    far.rtcp.sendto(bytes(peer.out.protect_rtcp(told)), ("127.0.0.1", stream.port + 1))
    far.rtcp.sendto(told, ("127.0.0.1", stream.port + 1))
    seen = len(far.reports)
    await line.until(lambda: len(far.reports) >= seen + 2)
    report = stream.close()
    assert report.far_rtcp is not None
    assert report.far_rtcp.loss == 0.25
    await line.until(lambda: peer.open() and peer.reports[-1][-8:-4] == b"\x81\xcb\x00\x01")


async def test_who_has_not_the_key_or_says_it_again_is_not_heard(line: Line) -> None:
    stream, far = await line.call(srtp=keys())
    peer, stranger = Peer(far), Peer(far, key=bytes(30))
    first = peer.protect(b"\xff" * 160)
    far.step()
    for datagram in (first, first, far.packet(b"\xff" * 160), stranger.protect(b"\xff" * 160), first[:-1] + b"\0"):
        peer.send(datagram)
    await line.until(lambda: line.core.stats()["packets_received"] >= 5)
    await peer.speak(b"\xff" * 160 * 2)
    await line.until(lambda: line.core.stats()["packets_received"] >= 7)
    await asyncio.sleep(0.1)
    report = stream.close()
    assert (report.packets_received, report.strange) == (3, 4)


async def test_an_intruder_with_a_replayed_packet_does_not_draw_our_sound_to_himself(line: Line) -> None:
    stream, far = await line.call(srtp=keys())
    intruder = await far_side.far_side()
    line.fars.append(intruder)
    peer = Peer(far)
    known = peer.protect(b"\xff" * 160)
    far.step()
    peer.send(known)
    await line.until(lambda: line.core.stats()["packets_received"] >= 1)
    await asyncio.sleep(1.2)
    intruder.rtp.sendto(known, ("127.0.0.1", stream.port))
    await line.until(lambda: line.core.stats()["packets_received"] >= 2)
    before = len(far.ear.heard)
    await line.until(lambda: len(far.ear.heard) >= before + 5)
    assert intruder.ear.heard == []


async def test_sequence_numbers_wrap_and_are_counted_on(line: Line) -> None:
    """Ours begin low (RFC 3711 3.3.1); the far side's wrap in both directions of order."""
    stream, far = await line.call(srtp=keys())
    peer = Peer(far)
    far.sequence = 65_530
    datagrams = []
    for _ in range(40):
        datagrams.append(peer.protect(b"\x80" * 160))
        far.step()
    datagrams[4], datagrams[8] = datagrams[8], datagrams[4]
    for datagram in datagrams:
        peer.send(datagram)
        await asyncio.sleep(0.002)
    await line.until(lambda: line.core.stats()["packets_received"] >= 40)
    await line.until(lambda: len(peer.open()) >= 3)
    assert peer.opened[0].sequence < 0x8000
    await asyncio.sleep(0.05)
    report = stream.close()
    assert (report.packets_received, report.lost, report.strange) == (40, 0, 0)


async def test_the_same_keys_again_change_nothing_and_new_keys_take_their_place(line: Line) -> None:
    """The far side's count wraps meanwhile, and with its new key it begins anew, as many do."""
    stream, far = await line.call(srtp=keys())
    peer = Peer(far)
    await peer.speak(b"\xff" * 160 * 3)
    stream.connect(host="127.0.0.1", port=far.port, codec="PCMU", event_payload=far_side.EVENT, srtp=keys())
    await peer.speak(b"\xff" * 160 * 3)
    await line.until(lambda: line.core.stats()["packets_received"] >= 6)
    other = keys(send=THEIRS, receive=bytes(30))
    stream.connect(host="127.0.0.1", port=far.port, codec="PCMU", event_payload=far_side.EVENT, srtp=other)
    new = Peer(far, key=bytes(30))
    await new.speak(b"\xff" * 160 * 3)
    await line.until(lambda: line.core.stats()["packets_received"] >= 9)
    await asyncio.sleep(0.1)
    assert stream.close().packets_received == 9
    renewed = pylibsrtp.Session(
        policy=pylibsrtp.Policy(key=THEIRS, ssrc_type=pylibsrtp.Policy.SSRC_ANY_INBOUND, srtp_profile=1)
    )
    opened = 0
    for datagram, _ in far.ear.heard:
        with contextlib.suppress(pylibsrtp.Error):
            opened += len(renewed.unprotect(datagram)) == 172
    assert opened >= 3


async def test_noise_at_protected_ports_harms_nothing(line: Line) -> None:
    stream, far = await line.call(srtp=keys(), detect_tones=True)
    chance = np.random.default_rng(8)
    for n in range(1500):
        junk = bytearray(chance.bytes(int(chance.integers(0, 120))))
        if len(junk) > 2 and n % 2:
            junk[0] = 0x80 | (junk[0] & 0x3F)
            junk[1] = int(chance.choice((0, 8, 101, 200, 203)))
        far.rtp.sendto(bytes(junk), ("127.0.0.1", stream.port + n % 3 % 2))
        if n % 100 == 0:
            await asyncio.sleep(0.01)
    peer = Peer(far)
    far.sequence = 100  # as any sender of SRTP: had it wrapped before the first was heard, nobody could count it
    async with asyncio.timeout(30):
        while not line.events(media.DigitReceived):
            peer.send(peer.protect(bytes([6, 0x8A, 1, 64]), payload_type=far_side.EVENT))
            far.step()
            await asyncio.sleep(0.02)
    assert {event.digit for event in line.events(media.DigitReceived)} == {"6"}
    assert len(peer.open()) >= 3
    assert stream.close().strange > 100


async def test_two_joined_calls_may_be_protected_each_in_its_way(line: Line) -> None:
    (one, far_one), (two, far_two) = await line.call(srtp=keys()), await line.call()
    peer = Peer(far_one)
    one.join(two)
    await asyncio.gather(
        peer.speak(far_side.mu_law(far_side.tone(500, 0.8))), far_two.speak(far_side.mu_law(far_side.tone(1300, 0.8)))
    )
    assert far_side.strongest_hertz(sound(far_two.packets)) == pytest.approx(500, abs=5)
    assert far_side.strongest_hertz(sound(peer.open())) == pytest.approx(1300, abs=5)


@pytest.mark.parametrize(
    ("suite", "send", "says"),
    [("AES_CM_256", OURS, "suite"), ("AES_CM_128_HMAC_SHA1_80", OURS[:16], "30 bytes")],
)
def test_keys_of_another_kind_are_refused_and_none_is_shown(suite: str, send: bytes, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        media.SrtpKeys(suite=suite, send=send, receive=THEIRS)
    assert "\\x" not in repr(keys())


async def test_without_ciphers_it_is_said_what_to_install(line: Line) -> None:
    """An engine that has none, as the native one is where OpenSSL 3 is not installed."""

    class Bare:
        id = 1

        def connect(self, *asked: object) -> None:
            raise RuntimeError("libcrypto.so.3 is not installed")

    stream = streams.Stream(engine=line.core._engine, raw=cast(Any, Bare()), port=0, on_close=lambda closed: None)
    with pytest.raises(media.NoCipher) as refused:
        stream.connect(host="127.0.0.1", port=9, codec="PCMU", event_payload=None, srtp=keys())
    assert refused.value.code == "media_no_cipher"
    assert "libcrypto.so.3" in messages.text("media_no_cipher", language="ru", **refused.value.values)
