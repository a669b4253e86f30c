"""Speech-like sound: a buzz of harmonics that comes and goes in syllables, each voice at a pitch of its own; and words
of speaking machines (made by `training/amd/people.py`, `training/words/people.py`), which keep their own pace.

The pitch of a buzz is the signature by which a test tells from a recording who was on the line.
"""

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from rupor.media import Prompt, prompts
from rupor.simulators.phone_network.people import Voice

RATE = 8000
BEEP_HERTZ = 1000
PITCH_HERTZ = {
    Voice.HELLO: 210,
    Voice.YES: 260,
    Voice.MACHINE: 310,
    Voice.ASSISTANT: 370,
    Voice.ANNOUNCEMENT: 430,
}
SECONDS = {
    Voice.HELLO: 0.6,
    Voice.YES: 0.4,
    Voice.MACHINE: 5.0,
    Voice.ASSISTANT: 8.0,
    Voice.ANNOUNCEMENT: 3.0,
}
_RECORDED = Path(__file__).with_name("recorded")
RECORDED = {
    Voice.SPOKEN_MACHINE: "machine.wav",
    Voice.SPOKEN_ASSISTANT: "assistant.wav",
    Voice.SPOKEN_ANNOUNCEMENT: "announcement.wav",
    Voice.SPOKEN_EARLY: "no_such_number.wav",
    Voice.SPOKEN_BUSINESS: "business.wav",
    Voice.MUSIC: "music.wav",
    Voice.SPOKEN_YES: "yes.wav",
    Voice.SPOKEN_NO: "no.wav",
    Voice.SPOKEN_LATER: "later.wav",
    Voice.SPOKEN_OPERATOR: "operator.wav",
    Voice.SPOKEN_OTHER: "other_words.wav",
}
ENDLESS = frozenset({Voice.MUSIC})
_SYLLABLES_PER_SECOND = 4.0
_AMPLITUDE = 0.25


def sound(*, voice: Voice, pace: float) -> Prompt:
    """The voice's words; a machine ends with its beep. Pace stretches what is said, never the beep's pitch."""
    if voice in RECORDED:
        return prompts.load(_RECORDED / RECORDED[voice])
    spoken = _speech(pitch_hertz=PITCH_HERTZ[voice], seconds=SECONDS[voice] * pace)
    if voice is Voice.MACHINE:
        pause = np.zeros(int(0.2 * pace * RATE))
        spoken = np.concatenate([spoken, pause, _tone(hertz=BEEP_HERTZ, seconds=0.5 * pace)])
    return Prompt.from_pcm16((spoken * 32767).astype("<i2").tobytes())


def _tone(*, hertz: float, seconds: float) -> NDArray[np.float64]:
    at = np.arange(int(seconds * RATE)) / RATE
    return np.asarray(_AMPLITUDE * np.sin(2 * np.pi * hertz * at), dtype=np.float64)


def _speech(*, pitch_hertz: float, seconds: float) -> NDArray[np.float64]:
    """Syllables never fall silent for as long as a pause between words lasts."""
    at = np.arange(int(seconds * RATE)) / RATE
    harmonics = sum(np.sin(2 * np.pi * pitch_hertz * number * at) / number for number in (1, 2, 3, 4))
    syllables = 0.6 - 0.4 * np.cos(2 * np.pi * _SYLLABLES_PER_SECOND * at)
    return np.asarray(_AMPLITUDE * 0.6 * harmonics * syllables, dtype=np.float64)
