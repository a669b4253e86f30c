"""What leaves a stream of the stand-in core: one packet a tick, of the prompt, silence, a digit or its tones."""

import secrets

import msgspec

from rupor.media import g711, numpy_hearing
from rupor.protocols.rtp import packet, telephone_event

FRAME = 160
KEYS_MAX = 64
END_TICKS = telephone_event.END_REPEATS - 1


class Prompt:
    """Both encodings of a sound, by law."""

    def __init__(self, pcmu: bytes, pcma: bytes, /) -> None:
        if len(pcmu) != len(pcma):
            raise ValueError("both encodings must be of one length")
        self.pcmu, self.pcma = pcmu, pcma

    def law(self, law: int) -> bytes:
        return self.pcma if law == g711.PCMA else self.pcmu


class Press(msgspec.Struct):
    """A key on its way out; `at` counts the ticks since it went down."""

    key: str
    ticks: int
    gap_ticks: int
    timestamp: int
    at: int = 0


class Sender:
    """Makes the packets; who sends them and when is the stream's matter."""

    def __init__(self) -> None:
        self.law = g711.PCMA
        self.event_payload = -1
        self.ssrc = secrets.randbits(32)
        self.timestamp = secrets.randbits(32)
        self.sequence = secrets.randbits(16)
        self.paused = False
        self.packets = self.octets = 0
        self.playing: Prompt | None = None
        self.play_number = 0
        self._marker = True
        self._endless = False
        self._position = self._played = 0
        self._keys: list[tuple[str, int, int]] = []
        self._press: Press | None = None

    @property
    def played_seconds(self) -> float:
        return self._played / 8000

    def play(self, prompt: Prompt, *, start: int, number: int, endless: bool) -> None:
        self.playing, self.play_number, self._endless = prompt, number, endless
        self._position, self._played = min(start, len(prompt.pcmu)), 0

    def add_keys(self, digits: str, *, ticks: int, gap_ticks: int) -> bool:
        if len(self._keys) + (self._press is not None) + len(digits) > KEYS_MAX:
            return False
        self._keys += [(key, ticks, gap_ticks) for key in digits]
        return True

    @property
    def keying(self) -> bool:
        """A key is on its way, or waits for it."""
        return self._press is not None or bool(self._keys)

    def skip(self) -> bytes:
        """A tick on hold: the clock goes on, nothing else does. The sound of it is silence."""
        self._marker = True
        self.timestamp = (self.timestamp + FRAME) % 2**32
        return bytes([g711.SILENCE[self.law]]) * FRAME

    def tick(self, crossing: bytes | None = None) -> tuple[bytes, bytes, bool]:
        """The packet to send, the sound that it stands for, and whether the prompt has just ended. `crossing` is the
        sound of a joined stream."""
        frame, finished, event = bytes([g711.SILENCE[self.law]]) * FRAME, False, None
        press = self._next_press()
        if press is not None:
            event, frame = self._press_tick(press, frame)
        elif self.playing is not None:
            frame, finished = self._play_frame(self.playing)
        elif crossing is not None:
            frame = crossing
        made = self._event_packet(press, event) if press and event else self._sound_packet(frame)
        self.timestamp = (self.timestamp + FRAME) % 2**32
        self.sequence = (self.sequence + 1) % 2**16
        self.packets += 1
        self.octets += len(made) - 12
        return made, frame, finished

    def _sound_packet(self, frame: bytes) -> bytes:
        kind = 0 if self.law == g711.PCMU else 8
        marker, self._marker = self._marker, False
        return packet.encode(packet.RtpPacket(kind, self.sequence, self.timestamp, self.ssrc, frame, marker))

    def _event_packet(self, press: Press, event: telephone_event.Event) -> bytes:
        payload = telephone_event.encode(event)
        first = event.duration == FRAME
        return packet.encode(
            packet.RtpPacket(self.event_payload, self.sequence, press.timestamp, self.ssrc, payload, first)
        )

    def _next_press(self) -> Press | None:
        if self._press is None and self._keys:
            self._press = Press(*self._keys.pop(0), timestamp=self.timestamp)
        return self._press

    def _press_tick(self, press: Press, silence: bytes) -> tuple[telephone_event.Event | None, bytes]:
        at, press.at = press.at, press.at + 1
        if press.at >= press.ticks + press.gap_ticks:
            self._press = None
        if self.event_payload < 0:
            down = at < press.ticks
            return None, numpy_hearing.tone_frame(key=press.key, offset=at * FRAME, law=self.law) if down else silence
        if at >= press.ticks + END_TICKS:
            return None, silence
        end = at >= press.ticks - 1
        return telephone_event.Event(press.key, (press.ticks if end else at + 1) * FRAME, end), silence

    def _play_frame(self, prompt: Prompt) -> tuple[bytes, bool]:
        audio, frame = prompt.law(self.law), b""
        while len(frame) < FRAME:
            piece = audio[self._position : self._position + FRAME - len(frame)]
            frame += piece
            self._position += len(piece)
            self._played += len(piece)
            if self._position < len(audio):
                continue
            if not self._endless or not audio:
                self.playing = None
                return frame + bytes([g711.SILENCE[self.law]]) * (FRAME - len(frame)), True
            self._position = 0
        return frame, False
