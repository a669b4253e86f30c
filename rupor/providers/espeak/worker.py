"""The process that holds espeak-ng: requests on standard input, sound on standard output, one at a time.

espeak-ng keeps one global state and is GPL-3, so it lives here, behind a pipe, and never in a process of ours that does
anything else. Frames are a length of four bytes and a body: JSON in; out, a first byte `+` with 16-bit samples or `-`
with a reason. The end of the input ends the process, so it never outlives its parent.
"""

import ctypes
import json
import struct
import sys
from typing import Any, BinaryIO

import espeakng_loader

from rupor.media import loudness, resampling
from rupor.providers.espeak import stressing

_AUDIO_RETRIEVAL = 1
_POSITION_CHARACTER = 1
_CHARS_UTF8 = 1
_PHONES_IN_BRACKETS = 0x100
_PHONES_AS_IPA = 2
_PHONES_APART = ord("_") << 8
_RATE, _PITCH = 1, 3
_WORDS_PER_MINUTE = 155
_CALLBACK = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.POINTER(ctypes.c_short), ctypes.c_int, ctypes.c_void_p)


class Speaker:
    """The library, opened once."""

    def __init__(self) -> None:
        self._library: Any = ctypes.CDLL(espeakng_loader.get_library_path())
        self._pieces: list[bytes] = []
        self._collect = _CALLBACK(self._keep)
        folder = espeakng_loader.get_data_path().encode()
        self.rate: int = self._library.espeak_Initialize(_AUDIO_RETRIEVAL, 0, folder, 0)
        self._library.espeak_SetSynthCallback(self._collect)
        self._library.espeak_TextToPhonemes.restype = ctypes.c_char_p

    def speak(self, *, text: str, voice: str, pitch: int, pace: float = 1.0) -> bytes:
        """Even 8 kHz samples; raises ValueError for what espeak does not know."""
        self._choose(voice)
        self._library.espeak_SetParameter(_PITCH, pitch, 0)
        self._library.espeak_SetParameter(_RATE, round(_WORDS_PER_MINUTE * pace), 0)
        self._pieces.clear()
        body = stressing.marked(text, sounds=self._sounds).encode()
        flags = _CHARS_UTF8 | _PHONES_IN_BRACKETS
        self._library.espeak_Synth(body, len(body) + 1, 0, _POSITION_CHARACTER, 0, flags, None, None)
        self._library.espeak_Synchronize()
        if not self._pieces:
            raise ValueError("nothing_spoken")
        return loudness.even(resampling.to_8000(pcm16=b"".join(self._pieces), rate=self.rate))

    def phones(self, *, text: str, voice: str) -> bytes:
        """The sounds of the text in IPA, a line for each clause (UTF-8)."""
        self._choose(voice)
        return b"\n".join(self._clauses(text, _PHONES_AS_IPA))

    def _sounds(self, word: str) -> list[str]:
        """The word in the library's own letters for sounds."""
        return b"_".join(self._clauses(word, _PHONES_APART)).decode().strip().split("_")

    def _clauses(self, text: str, form: int) -> list[bytes]:
        ahead = ctypes.c_char_p(text.encode())
        clauses = []
        while ahead.value:
            clauses.append(self._library.espeak_TextToPhonemes(ctypes.byref(ahead), _CHARS_UTF8, form))
        return clauses

    def _choose(self, voice: str) -> None:
        if self.rate < 1 or self._library.espeak_SetVoiceByName(voice.encode()) != 0:
            raise ValueError("voice_unknown")

    def _keep(self, samples: Any, count: int, events: Any) -> int:
        if samples and count > 0:
            self._pieces.append(ctypes.string_at(samples, count * 2))
        return 0


def _read(source: BinaryIO) -> bytes | None:
    header = source.read(4)
    return source.read(struct.unpack(">I", header)[0]) if len(header) == 4 else None


def main() -> None:
    """Answers until the input ends."""
    speaker = Speaker()
    source, sink = sys.stdin.buffer, sys.stdout.buffer
    while (body := _read(source)) is not None:
        try:
            asked = json.loads(body)
            answer = b"+" + (speaker.phones if "pitch" not in asked else speaker.speak)(**asked)
        except ValueError as error:
            answer = b"-" + str(error).encode()
        sink.write(struct.pack(">I", len(answer)) + answer)
        sink.flush()


if __name__ == "__main__":
    main()
