"""One call's sound: where it goes, what it plays, how it fared. One face for the native core and for the stand-in."""

import os
from collections.abc import Callable
from pathlib import Path

import msgspec

from rupor.kit import errors
from rupor.media import engine_port
from rupor.media.prompts import RATE, Prompt

LAWS = {"PCMU": 0, "PCMA": 1}
DIGITS = frozenset("0123456789*#ABCD")
FRAME_MS = 20
SRTP_TAGS = {"AES_CM_128_HMAC_SHA1_80": 10, "AES_CM_128_HMAC_SHA1_32": 4}
SRTP_KEY_BYTES = 30
Hear = Callable[[bytes], None]


class StreamClosed(errors.Conflict):
    """The stream has been closed: the call is over, whatever its flow still wanted."""


class TooManyDigits(errors.RuporError):
    """More than 64 digits wait to be sent on one stream."""


class NoCipher(errors.Unavailable):
    """SRTP was agreed on, but libcrypto (OpenSSL 3) is not installed: the native core takes its ciphers from there."""


class SrtpKeys(msgspec.Struct, frozen=True, kw_only=True):
    """What SDES agreed on (RFC 4568). `send` and `receive` are master key and salt together, 30 bytes; theirs is what
    they send with. Raises ValueError for another suite or length."""

    suite: str
    send: bytes
    receive: bytes

    def __post_init__(self) -> None:
        if self.suite not in SRTP_TAGS:
            raise ValueError(f"not an SRTP suite we speak: {self.suite!r}")
        if len(self.send) != SRTP_KEY_BYTES or len(self.receive) != SRTP_KEY_BYTES:
            raise ValueError(f"an SRTP master key and salt are {SRTP_KEY_BYTES} bytes together")

    def __repr__(self) -> str:
        return f"SrtpKeys(suite={self.suite!r}, …)"


class FarReport(msgspec.Struct, frozen=True):
    """What the far side said of our sound in its last RTCP report. `rtt_ms` is 0 while it cannot be known."""

    loss: float
    rtt_ms: float
    jitter_ms: float


class StreamReport(msgspec.Struct, frozen=True):
    """A stream's life in numbers. `late`: packets over 10 ms behind their step (a gap over 30 ms at 20 ms each)."""

    packets_sent: int
    packets_received: int
    late: int
    lost: int
    jitter_ms: float
    far_rtcp: FarReport | None
    recorded_seconds: float
    foreign: int = 0
    strange: int = 0


def _report(raw: engine_port.RawReport) -> StreamReport:
    sent, received, late, lost, jitter_ms, known, loss, rtt_ms, far_jitter_ms, recorded, foreign, strange = raw
    far = FarReport(loss=loss, rtt_ms=rtt_ms, jitter_ms=far_jitter_ms) if known else None
    return StreamReport(sent, received, late, lost, jitter_ms, far, recorded, foreign, strange)


def _ticks(milliseconds: int, *, least: int, most: int) -> int:
    return min(max(round(milliseconds / FRAME_MS), least), most)


class Stream:
    """Made by `Core.stream`. Every method returns at once; after `close` all but `close` raise StreamClosed."""

    def __init__(
        self,
        *,
        engine: engine_port.Engine,
        raw: engine_port.EngineStream,
        port: int,
        on_close: Callable[["Stream"], None],
    ) -> None:
        self.id = raw.id
        self.port = port
        self.play_number = 0
        self.hear: Hear | None = None
        self._engine = engine
        self._raw = raw
        self._on_close = on_close
        self._closed: StreamReport | None = None

    def _open(self) -> engine_port.EngineStream:
        if self._closed is not None:
            raise StreamClosed("media_stream_closed")
        return self._raw

    def connect(
        self,
        *,
        host: str,
        port: int,
        codec: str,
        event_payload: int | None,
        symmetric: bool = True,
        detect_tones: bool = False,
        srtp: SrtpKeys | None = None,
    ) -> None:
        """Where to send, in which codec; again after a re-INVITE. `host` is numeric. With `symmetric` the address that
        the far side really sends from wins over the announced one; `detect_tones` hears digits in the sound itself.
        With `srtp` only what is signed with its key is heard; raises NoCipher.
        """
        payload = -1 if event_payload is None else event_payload
        keys = (SRTP_TAGS[srtp.suite], srtp.send, srtp.receive) if srtp is not None else (0, b"", b"")
        try:
            self._open().connect(host, port, LAWS[codec], payload, symmetric, detect_tones, keys)
        except RuntimeError as error:
            raise NoCipher("media_no_cipher", reason=str(error)) from error

    def play(self, prompt: Prompt, *, start_seconds: float = 0.0, endless: bool = False) -> None:
        """Replaces what plays. Silence flows before and after it; what is `endless` begins anew at its end."""
        raw = self._open()
        self.play_number += 1
        raw.play(prompt.handle(self._engine), max(0, round(start_seconds * RATE)), self.play_number, endless)

    def stop_playing(self) -> float:
        """Seconds that were played of what was playing; 0 when nothing was. No PlayFinished follows."""
        self.play_number += 1
        return self._open().stop_playing()

    @property
    def played_seconds(self) -> float:
        """How much of what plays has been played, over all rounds of the endless; 0 when nothing plays."""
        return self._open().played()

    def listen(self, hear: Hear | None) -> None:
        """The far side's sound from now on, in order: 8 kHz mono, 16 bits in the machine's byte order.

        A piece holds whole tenths of a second: one as a rule, more when the loop was late, of which the newest 3.2 s
        are kept. Lost packets are silence; silence flows also while nothing comes. Nothing is heard before `connect`.
        """
        raw = self._open()
        self.hear = hear
        raw.listen(hear is not None)

    def join(self, other: "Stream | None") -> None:
        """The two far sides hear one another, keys too, until either stream is closed, parted by None or joined anew.
        What plays on either is stopped; what is played later is heard in place of the other side."""
        raw = self._open()
        if other is None:
            raw.join(None)
            return
        raw.join(other._open())
        self.play_number += 1
        other.play_number += 1

    def send_digits(self, digits: str, *, duration_ms: int = 160, gap_ms: int = 80) -> None:
        """As RFC 4733 events where they were negotiated, else as tones. The prompt waits meanwhile."""
        if not digits or not set(digits) <= DIGITS:
            raise ValueError(f"not telephone keys: {digits!r}")
        fits = self._open().send_digits(
            digits.encode(), _ticks(duration_ms, least=2, most=300), _ticks(gap_ms, least=2, most=300)
        )
        if not fits:
            raise TooManyDigits("media_too_many_digits", field="digits")

    def record(self, path: Path) -> None:
        """Both sides, far left and ours right, until `close`, `stop_recording` or the next `record`."""
        self._open().record(os.fsencode(path))

    def stop_recording(self) -> None:
        self._open().stop_recording()

    def pause_sending(self, paused: bool) -> None:
        """On hold nothing is sent and the prompt waits."""
        self._open().pause_sending(paused)

    def close(self) -> StreamReport:
        """Says BYE and frees the ports. Only RecordingDone may still come of this stream."""
        if self._closed is None:
            self._closed = _report(self._raw.close())
            self.hear = None
            self._on_close(self)
        return self._closed
