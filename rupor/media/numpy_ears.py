"""What a stand-in stream understands of what it hears: keys by event and by tone, and the bounds of speech."""

from collections.abc import Callable

from rupor.media import engine_port, numpy_hearing
from rupor.protocols.rtp import packet, telephone_event

Tell = Callable[..., None]


class Ears:
    """`tell(kind, number=, duration_ms=, seconds=)` brings an event up, `pass_key(key, duration_ms)` to the joined.

    Instants are the monotonic clock's; those of speech are told from `connected_at` on.
    """

    def __init__(self, *, tell: Tell, pass_key: Callable[[str, int], None], played: Callable[[], float]) -> None:
        self.inband = False
        self.connected_at = 0.0
        self._tell = tell
        self._pass_key = pass_key
        self._played = played
        self._digits = telephone_event.DigitListener()
        self._speech = numpy_hearing.SpeechWatch()
        self._tones = numpy_hearing.ToneWatch()

    def forget_source(self) -> None:
        self._digits.forget_source()

    def hear(self, *, law: int, audio: bytes, energy: float, now: float) -> None:
        self._tell_speech(self._speech.hear(energy=energy, milliseconds=len(audio) // 8, now=now))
        # Who sends events as well as tones would be heard twice: after the first event only events count.
        if self.inband and not self._digits.heard_any:
            self._tell_keys(list(self._tones.hear(codes=audio, law=law)))

    def hear_nothing(self, *, now: float) -> None:
        """20 ms passed in which nothing came."""
        self._tell_speech(self._speech.hear_nothing(now=now))
        if self.inband:
            self._tell_keys(list(self._tones.hear_nothing()))

    def take_event(self, arrived: packet.RtpPacket, *, now: float) -> None:
        """Raises BrokenPacket."""
        told = self._digits.hear(payload=arrived.payload, timestamp=arrived.timestamp, marker=arrived.marker, at=now)
        self._tell_presses(told)

    def tick(self, *, now: float) -> None:
        self._tell_presses(self._digits.tick(at=now))

    def _tell_presses(self, presses: list[telephone_event.Pressed]) -> None:
        self._tell_keys([(pressed.key, pressed.duration_ms) for pressed in presses])
        for pressed in presses:
            self._pass_key(pressed.key, pressed.duration_ms)

    def _tell_keys(self, presses: list[tuple[str, int]]) -> None:
        for key, duration_ms in presses:
            # A key is told when it goes up; how much had been played counts to when it went down.
            played = max(0.0, self._played() - duration_ms / 1000)
            self._tell(engine_port.DIGIT, number=ord(key), duration_ms=duration_ms, seconds=played)

    def _tell_speech(self, change: tuple[bool, float] | None) -> None:
        if change is not None:
            kind = engine_port.SPEECH_STARTED if change[0] else engine_port.SPEECH_STOPPED
            self._tell(kind, seconds=max(0.0, change[1] - self.connected_at))
