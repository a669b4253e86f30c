"""The sound of calls: RTP in and out, prompts, digits, ears and recordings, away from Python's lock."""

from rupor.media.core import Core
from rupor.media.events import (
    DigitReceived,
    FarSilent,
    MediaEvent,
    PlayFinished,
    RecordingDone,
    SpeechStarted,
    SpeechStopped,
)
from rupor.media.opening import NoNativeCore, open_core
from rupor.media.prompts import Prompt
from rupor.media.sockets import NoFreePort
from rupor.media.streams import FarReport, NoCipher, SrtpKeys, Stream, StreamClosed, StreamReport, TooManyDigits

__all__ = [
    "Core",
    "DigitReceived",
    "FarReport",
    "FarSilent",
    "MediaEvent",
    "NoCipher",
    "NoFreePort",
    "NoNativeCore",
    "PlayFinished",
    "Prompt",
    "RecordingDone",
    "SpeechStarted",
    "SpeechStopped",
    "SrtpKeys",
    "Stream",
    "StreamClosed",
    "StreamReport",
    "TooManyDigits",
    "open_core",
]
