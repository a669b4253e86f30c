"""A stream's health as its receiver sees it: RFC 3550 A.1 (sequence), A.3 (loss), A.8 (jitter), lateness."""

CLOCK = 8000
LATE_SAMPLES = 80
_AHEAD_MAX = 3000
_BEHIND_MAX = 100
_SILENCE_MAX = 80_000


class Reception:
    """Counts one far side through all its SSRCs. `arrival`, in seconds, is when the packet reached the machine."""

    def __init__(self) -> None:
        self.ssrc: int | None = None
        self.packets = 0
        self.late = 0
        self.jitter = 0.0
        self.highest = 0
        self.base = 0
        self.cycles = 0
        self.source_packets = 0
        self._lost_before = 0
        self._expected_prior = 0
        self._received_prior = 0
        self._timed: tuple[float, int] | None = None

    @property
    def expected(self) -> int:
        return 0 if self.ssrc is None else self.cycles + self.highest - self.base + 1

    @property
    def lost(self) -> int:
        return self._lost_before + max(0, self.expected - self.source_packets)

    def begin(self, *, ssrc: int, sequence: int) -> None:
        """A new source, or one that started its count anew."""
        self._lost_before = self.lost
        self.ssrc, self.base, self.highest = ssrc, sequence, sequence
        self.cycles = self.source_packets = self._expected_prior = self._received_prior = 0
        self._timed = None

    def count(self, *, ssrc: int, sequence: int) -> bool:
        """False for a packet already seen."""
        if ssrc != self.ssrc:
            self.begin(ssrc=ssrc, sequence=sequence)
        self.packets += 1
        ahead = (sequence - self.highest) & 0xFFFF
        if self.source_packets and ahead == 0:
            return False
        if ahead < _AHEAD_MAX:
            self.cycles += 0x10000 if sequence < self.highest else 0
            self.highest = sequence
        elif ahead < 0x10000 - _BEHIND_MAX:
            self.begin(ssrc=ssrc, sequence=sequence)
        self.source_packets += 1
        return True

    def time(self, *, timestamp: int, arrival: float) -> None:
        """Only for sound: the packets of one digit share a timestamp."""
        if self._timed is not None:
            step = (timestamp - self._timed[1] + 0x80000000) % 0x100000000 - 0x80000000
            if 0 < step < _SILENCE_MAX:
                behind = (arrival - self._timed[0]) * CLOCK - step
                self.late += behind > LATE_SAMPLES
                self.jitter += (abs(behind) - self.jitter) / 16
        self._timed = (arrival, timestamp)

    def break_time(self) -> None:
        """After a digit the next sound's step says nothing of lateness."""
        self._timed = None

    def fraction_lost(self) -> int:
        """Of the packets since the last such question, in 1/256."""
        wanted, got = self.expected - self._expected_prior, self.source_packets - self._received_prior
        self._expected_prior, self._received_prior = self.expected, self.source_packets
        return min(255, (wanted - got) * 256 // wanted) if wanted > got else 0
