"""What a call's sound tells: facts for the call's flow, in the order they happened. `stream` is the stream's id."""

from pathlib import Path

import msgspec


class DigitReceived(msgspec.Struct, frozen=True):
    """A key was pressed and let go: by RFC 4733, or as tones where the stream listens for them.

    `played_seconds` is how much of the prompt had been played when it went down; 0 when none was playing.
    """

    stream: int
    digit: str
    duration_ms: int
    played_seconds: float = 0.0


class PlayFinished(msgspec.Struct, frozen=True):
    """The prompt played to its end; never told of a prompt that was stopped or replaced."""

    stream: int
    seconds: float


class SpeechStarted(msgspec.Struct, frozen=True):
    """`at_seconds` counts from the stream's first `connect` to the first voiced frame."""

    stream: int
    at_seconds: float


class SpeechStopped(msgspec.Struct, frozen=True):
    """Told after 0.3 s of quiet; `at_seconds` is when the last voiced frame ended."""

    stream: int
    at_seconds: float


class FarSilent(msgspec.Struct, frozen=True):
    """Not one packet came for so long; told once for each such silence."""

    stream: int
    seconds: float


class RecordingDone(msgspec.Struct, frozen=True):
    """The file is whole under its own name. With `error` (an errno's text) there is no file, only its `.part`."""

    stream: int
    path: Path
    seconds: float
    error: str = ""


MediaEvent = DigitReceived | PlayFinished | SpeechStarted | SpeechStopped | FarSilent | RecordingDone
