"""An independent far side: plain sockets and its own reading of the RFCs, nothing of the core under test."""

import asyncio
import contextlib
import struct
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

PCMU, PCMA, EVENT = 0, 8, 101


@dataclass
class Packet:
    marker: bool
    payload_type: int
    sequence: int
    timestamp: int
    ssrc: int
    payload: bytes
    port: int


def read_rtp(datagram: bytes, port: int) -> Packet:
    version, second, sequence, timestamp, ssrc = struct.unpack("!BBHII", datagram[:12])
    assert version == 0x80
    return Packet(second > 127, second % 128, sequence, timestamp, ssrc, datagram[12:], port)


def linear(payload: bytes, payload_type: int) -> NDArray[np.float64]:
    """G.711 expanded by its definition: sign, segment and step as powers of two."""
    codes = np.frombuffer(payload, dtype=np.uint8).astype(int)
    codes = 255 - codes if payload_type == PCMU else codes ^ 0x55
    segment, step = codes % 128 // 16, codes % 16
    if payload_type == PCMU:
        magnitude = ((2 * step + 33) * 2.0**segment - 33) * 4
        return np.where(codes >= 128, -magnitude, magnitude)
    magnitude = np.where(segment == 0, (2 * step + 1) * 8.0, (2 * step + 33) * 2.0 ** (segment + 2))
    return np.where(codes >= 128, magnitude, -magnitude)


def mu_law(samples: NDArray[np.float64]) -> bytes:
    """Compression by search: for each sample the code whose expansion is nearest."""
    table = linear(bytes(range(256)), PCMU)
    return np.abs(samples[:, None] - table[None, :]).argmin(axis=1).astype(np.uint8).tobytes()


def tone(hertz: float, seconds: float, level: float = 8000.0) -> NDArray[np.float64]:
    return level * np.sin(2 * np.pi * hertz * np.arange(round(seconds * 8000)) / 8000)


def strongest_hertz(samples: NDArray[np.float64]) -> float:
    spectrum = np.abs(np.fft.rfft(samples * np.hanning(len(samples))))
    return float(np.fft.rfftfreq(len(samples), 1 / 8000)[spectrum.argmax()])


class Ear(asyncio.DatagramProtocol):
    def __init__(self) -> None:
        self.heard: list[tuple[bytes, int]] = []
        self.loud = 0

    def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
        self.heard.append((data, addr[1]))
        self.loud += len(data) == 172 and len(set(data[12:])) > 2


@dataclass
class FarSide:
    """Listens on a pair of ports; sends what a test asks for, 20 ms by 20 ms where the pace matters."""

    rtp: asyncio.DatagramTransport
    rtcp: asyncio.DatagramTransport
    ear: Ear
    rtcp_ear: Ear
    sequence: int = 65_530
    timestamp: int = 2**32 - 800
    ssrc: int = 0x1234ABCD
    near: int = 0
    port: int = field(init=False)

    def __post_init__(self) -> None:
        self.port = self.rtp.get_extra_info("sockname")[1]

    @property
    def packets(self) -> list[Packet]:
        return [read_rtp(data, port) for data, port in self.ear.heard]

    @property
    def reports(self) -> list[bytes]:
        return [data for data, _ in self.rtcp_ear.heard]

    def packet(self, payload: bytes, *, payload_type: int = PCMU, marker: bool = False) -> bytes:
        second = payload_type + 128 * marker
        return struct.pack("!BBHII", 0x80, second, self.sequence, self.timestamp, self.ssrc) + payload

    def step(self, samples: int = 160) -> None:
        self.sequence = (self.sequence + 1) % 65536
        self.timestamp = (self.timestamp + samples) % 2**32

    def send(self, payload: bytes, *, payload_type: int = PCMU) -> None:
        self.rtp.sendto(self.packet(payload, payload_type=payload_type), ("127.0.0.1", self.near))
        self.step(len(payload))

    async def speak(self, audio: bytes, *, frame: int = 160, payload_type: int = PCMU) -> None:
        clock = asyncio.get_running_loop()
        due = clock.time()
        for at in range(0, len(audio) - frame + 1, frame):
            self.send(audio[at : at + frame], payload_type=payload_type)
            due += frame / 8000
            await asyncio.sleep(max(0, due - clock.time()))

    def press(self, key: int, durations: list[tuple[int, bool]], *, repeat: int = 1) -> None:
        for n, (duration, end) in enumerate(durations):
            payload = struct.pack("!BBH", key, 10 + 128 * end, duration)
            for _ in range(repeat):
                datagram = self.packet(payload, payload_type=EVENT, marker=n == 0)
                self.rtp.sendto(datagram, ("127.0.0.1", self.near))
            self.sequence = (self.sequence + 1) % 65536
        self.timestamp = (self.timestamp + 4000) % 2**32

    def close(self) -> None:
        self.rtp.close()
        self.rtcp.close()


async def far_side(*, first_port: int = 28_000) -> FarSide:
    loop = asyncio.get_running_loop()
    for port in range(first_port, first_port + 4000, 2):
        with contextlib.suppress(OSError):
            rtp, ear = await loop.create_datagram_endpoint(Ear, local_addr=("127.0.0.1", port))
            rtcp, rtcp_ear = await loop.create_datagram_endpoint(Ear, local_addr=("127.0.0.1", port + 1))
            return FarSide(rtp, rtcp, ear, rtcp_ear)
    raise AssertionError("no free pair of ports")
