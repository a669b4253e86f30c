"""SRTP and SRTCP, RFC 3711, in its two suites of SDES: AES-128 in counter mode, HMAC-SHA1 cut to 80 or 32 bits.

A session is one direction: it protects what we send, or opens what one far side sends. It holds no socket and no clock.
"""

import hashlib
import hmac
from collections import OrderedDict

import msgspec
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

KEY_BYTES, SALT_BYTES = 16, 14
MASTER_BYTES = KEY_BYTES + SALT_BYTES
WINDOW = 64
SOURCES_MOST = 8
_RTCP_TAG = 10
_ENCRYPTED = 0x80000000


class Refused(Exception):
    """Not signed with our key, or heard before: a receiver counts it and goes on."""


def _stream(*, key: bytes, counter: int, content: bytes) -> bytes:
    # Counter mode is what RFC 3711 is made of; every packet has a counter of its own and a signature.
    return Cipher(algorithms.AES(key), modes.CTR(counter.to_bytes(16))).encryptor().update(content)


class Keys:
    """Session keys of one direction of RTP (`label` 0) or RTCP (3), derived from the master key and salt, 4.3."""

    def __init__(self, *, master: bytes, label: int) -> None:
        self.encrypt = self._derived(master, label, KEY_BYTES)
        self.sign = self._derived(master, label + 1, 20)
        self.salt = self._derived(master, label + 2, SALT_BYTES)
        self._counter = int.from_bytes(self.salt) << 16
        self._signing = hmac.new(self.sign, digestmod=hashlib.sha1)

    @staticmethod
    def _derived(master: bytes, label: int, length: int) -> bytes:
        counter = (int.from_bytes(master[KEY_BYTES:]) ^ label << 48) << 16
        return _stream(key=master[:KEY_BYTES], counter=counter, content=bytes(length))

    def crypt(self, *, ssrc: int, index: int, content: bytes) -> bytes:
        """Encrypting and decrypting are the same."""
        return _stream(key=self.encrypt, counter=self._counter ^ ssrc << 64 ^ index << 16, content=content)

    def signature(self, content: bytes) -> bytes:
        signing = self._signing.copy()
        signing.update(content)
        return signing.digest()


class Seen(msgspec.Struct):
    """The highest index heard and which of the 64 up to it were."""

    highest: int = 0
    bits: int = 0

    def before(self, index: int) -> bool:
        behind = self.highest - index
        return bool(self.bits) and behind >= 0 and (behind >= WINDOW or bool(self.bits >> behind & 1))

    def remember(self, index: int) -> None:
        if not self.bits or index > self.highest:
            self.bits = self.bits << min(index - self.highest, WINDOW) if self.bits else 0
            self.highest = index
        self.bits = (self.bits | 1 << self.highest - index) & (1 << WINDOW) - 1


class Source(msgspec.Struct):
    """What is kept of a far source."""

    rtp: Seen
    rtcp: Seen


def guessed_index(*, highest: int, sequence: int) -> int:
    """The index that a 16-bit sequence number most likely stands for, 3.3.1."""
    rollover, last = highest >> 16, highest & 0xFFFF
    if last < 0x8000 and sequence - last > 0x8000 and rollover:
        rollover -= 1
    elif last >= 0x8000 and last - 0x8000 > sequence:
        rollover += 1
    return rollover << 16 | sequence


class Sending:
    """Protects what one source of ours sends, in order. New keys may take over its counts: they are never set back."""

    def __init__(self, *, master: bytes, tag_bytes: int, before: "Sending | None" = None) -> None:
        self.master, self.tag_bytes = master, tag_bytes
        self._rtp, self._rtcp = Keys(master=master, label=0), Keys(master=master, label=3)
        self._rollover: int = before._rollover if before else 0
        self._last: int = before._last if before else -1
        self._rtcp_index: int = before._rtcp_index if before else 0

    def rtp(self, packet: bytes) -> bytes:
        """`packet` has the plain header of 12 bytes."""
        sequence = int.from_bytes(packet[2:4])
        self._rollover += sequence < self._last
        self._last = sequence
        ssrc, index = int.from_bytes(packet[8:12]), self._rollover << 16 | sequence
        made = packet[:12] + self._rtp.crypt(ssrc=ssrc, index=index, content=packet[12:])
        return made + self._rtp.signature(made + self._rollover.to_bytes(4))[: self.tag_bytes]

    def rtcp(self, packet: bytes) -> bytes:
        self._rtcp_index = (self._rtcp_index + 1) % _ENCRYPTED
        content = self._rtcp.crypt(ssrc=int.from_bytes(packet[4:8]), index=self._rtcp_index, content=packet[8:])
        made = packet[:8] + content + (_ENCRYPTED | self._rtcp_index).to_bytes(4)
        return made + self._rtcp.signature(made)[:_RTCP_TAG]


class Receiving:
    """Opens what the far side protects; keeps the counts of its last eight sources, so that none can be replayed."""

    def __init__(self, *, master: bytes, tag_bytes: int, before: "Receiving | None" = None) -> None:
        self.master, self.tag_bytes = master, tag_bytes
        self._rtp, self._rtcp = Keys(master=master, label=0), Keys(master=master, label=3)
        self._sources: OrderedDict[int, Source] = before._sources if before else OrderedDict()
        for source in self._sources.values():
            source.rtp.bits = source.rtcp.bits = 0  # what old keys signed cannot be said again

    def rtp(self, protected: bytes) -> bytes:
        """The plain packet; raises Refused."""
        packet, tag = protected[: -self.tag_bytes], protected[-self.tag_bytes :]
        at = _payload_at(packet)
        ssrc, sequence = int.from_bytes(packet[8:12]), int.from_bytes(packet[2:4])
        source = self._source(ssrc)
        index = guessed_index(highest=source.rtp.highest, sequence=sequence)
        if not self._signed(packet, tag, index) and not source.rtp.bits:
            index = sequence  # many set their count back with new keys, against 3.3.1
        if source.rtp.before(index) or not self._signed(packet, tag, index):
            raise Refused
        self._keep(ssrc, source)
        source.rtp.remember(index)
        return packet[:at] + self._rtp.crypt(ssrc=ssrc, index=index, content=packet[at:])

    def rtcp(self, protected: bytes) -> bytes:
        """The plain compound packet; raises Refused."""
        packet, word, tag = protected[:-14], protected[-14:-10], protected[-10:]
        if len(packet) < 8:
            raise Refused
        ssrc, index = int.from_bytes(packet[4:8]), int.from_bytes(word) % _ENCRYPTED
        source = self._source(ssrc)
        signature = self._rtcp.signature(packet + word)[:_RTCP_TAG]
        if source.rtcp.before(index) or not hmac.compare_digest(signature, tag):
            raise Refused
        self._keep(ssrc, source)
        source.rtcp.remember(index)
        if word[0] < 0x80:
            return packet
        return packet[:8] + self._rtcp.crypt(ssrc=ssrc, index=index, content=packet[8:])

    def _signed(self, packet: bytes, tag: bytes, index: int) -> bool:
        return hmac.compare_digest(self._rtp.signature(packet + (index >> 16).to_bytes(4))[: self.tag_bytes], tag)

    def _source(self, ssrc: int) -> Source:
        return self._sources.get(ssrc) or Source(Seen(), Seen())

    def _keep(self, ssrc: int, source: Source) -> None:
        self._sources[ssrc] = source
        self._sources.move_to_end(ssrc)
        if len(self._sources) > SOURCES_MOST:
            self._sources.popitem(last=False)


def _payload_at(packet: bytes) -> int:
    """Where the encrypted part begins; raises Refused for what is too short to be RTP."""
    at = 12 + 4 * (packet[0] & 15) if len(packet) >= 12 else 13
    if len(packet) >= at + 4 and packet[0] & 0x10:
        at += 4 + 4 * int.from_bytes(packet[at + 2 : at + 4])
    if at > len(packet):
        raise Refused
    return at
