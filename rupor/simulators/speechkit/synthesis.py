"""The synthesis of SpeechKit (v1): a form in, 16-bit samples out.

It refuses what the real one refuses. It cannot speak: the sound is a tone with the rhythm of the text, one beat a
letter, as high as the voice; so equal texts sound equal, and a longer one lasts longer.
"""

from dataclasses import dataclass
from urllib.parse import parse_qs

import numpy as np

from rupor.simulators.speechkit.refusing import Refused

PATH = "/speech/v1/tts:synthesize"
MOST_CHARACTERS = 5000
_HERTZ = {"alena": 220, "jane": 230, "omazh": 210, "marina": 225, "filipp": 120, "ermil": 110, "zahar": 100}
_RATES = {"8000", "16000", "48000"}
_KNOWN = {"text", "lang", "voice", "emotion", "speed", "format", "sampleRateHertz", "folderId"}
_LETTER_SECONDS = 0.07


@dataclass(frozen=True)
class Asked:
    """One text to be spoken."""

    text: str
    voice: str
    rate: int
    speed: float


def asked(body: bytes) -> Asked:
    """What the form asks; raises Refused."""
    try:
        form = parse_qs(body.decode(), strict_parsing=True)
    except ValueError as error:
        raise Refused(400, "BAD_REQUEST", "the body is no form") from error
    given = {name: values[0] for name, values in form.items()}
    unknown = set(given) - _KNOWN
    if unknown:
        raise Refused(400, "BAD_REQUEST", f"unknown parameter {sorted(unknown)[0]}")
    if not given.get("text", "").strip():
        raise Refused(400, "BAD_REQUEST", "Either 'text' or 'ssml' should be specified")
    if len(given["text"]) > MOST_CHARACTERS:
        raise Refused(400, "BAD_REQUEST", "Text is too long, maximum is 5000")
    if given.get("voice", "marina") not in _HERTZ:
        raise Refused(400, "BAD_REQUEST", f"Unsupported voice: {given['voice']}")
    if given.get("format", "oggopus") != "lpcm":
        raise Refused(400, "BAD_REQUEST", "this simulator speaks lpcm only")
    if given.get("sampleRateHertz", "48000") not in _RATES:
        raise Refused(400, "BAD_REQUEST", "sampleRateHertz should be one of: 8000, 16000, 48000")
    return Asked(
        text=given["text"],
        voice=given.get("voice", "marina"),
        rate=int(given.get("sampleRateHertz", "48000")),
        speed=_speed(given.get("speed", "1.0")),
    )


def _speed(text: str) -> float:
    try:
        speed = float(text)
    except ValueError:
        speed = 0.0
    if not 0.1 <= speed <= 3.0:
        raise Refused(400, "BAD_REQUEST", "speed should be from 0.1 to 3.0")
    return speed


def sound(asked: Asked) -> bytes:
    """The tone: letters sound, spaces and signs are silent."""
    beat = int(asked.rate * _LETTER_SECONDS / asked.speed)
    wave = np.sin(np.arange(beat) * 2 * np.pi * _HERTZ[asked.voice] / asked.rate) * np.hanning(beat) * 12000
    silence = np.zeros(beat)
    beats = [wave if letter.isalnum() else silence for letter in asked.text]
    return np.concatenate(beats).astype("<i2").tobytes()
