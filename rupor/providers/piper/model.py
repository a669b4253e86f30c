"""One piper voice: `<name>.onnx` and `<name>.onnx.json` beside it, which says its rate and the numbers of its sounds.

The model takes the numbers of IPA signs between a beginning and an end, with a blank after each, their count, and three
scales (chance of the sound, slowness, chance of the rhythm); it gives samples from -1 to 1.
"""

import re
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import onnxruntime

from rupor.kit import errors
from rupor.media import resampling

_BEGIN, _END, _BLANK = "^", "$", "_"
_CLAUSE_PAUSE_SECONDS = 0.2
# espeak tells so that it read a foreign word by the rules of another language.
_LANGUAGE = re.compile(r"\([a-z-]+\)")


class Audio(msgspec.Struct):
    """The sound that the model gives."""

    sample_rate: int
    quality: str = ""


class Espeak(msgspec.Struct):
    """The voice of espeak whose sounds the model was taught with."""

    voice: str


class Inference(msgspec.Struct):
    """The usual scales."""

    noise_scale: float = 0.667
    length_scale: float = 1.0
    noise_w: float = 0.8


class Config(msgspec.Struct):
    """What of `.onnx.json` is needed."""

    audio: Audio
    espeak: Espeak
    phoneme_id_map: dict[str, list[int]]
    inference: Inference = msgspec.field(default_factory=Inference)
    num_speakers: int = 1


class Model:
    """Raises RuporError naming the file that cannot be used; the network is loaded with the first text."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.name = path.name.removesuffix(".onnx")
        self.version = f"{path.stat().st_size}-{int(path.stat().st_mtime)}"
        told = path.with_name(path.name + ".json")
        try:
            self.config = msgspec.json.decode(told.read_bytes(), type=Config)
        except (OSError, msgspec.MsgspecError) as error:
            raise _unreadable(told, str(error)) from error
        self._session: onnxruntime.InferenceSession | None = None
        self._opening = threading.Lock()

    def samples(self, ipa: str) -> bytes:
        """8 kHz 16-bit of the text's sounds, a line for each clause."""
        rate = self.config.audio.sample_rate
        pause = np.zeros(int(rate * _CLAUSE_PAUSE_SECONDS), dtype=np.float32)
        clauses = [numbers for line in ipa.splitlines() if (numbers := list(self.numbers(line)))]
        if not clauses:
            raise errors.RuporError("speech_nothing_spoken", field="text")
        pieces = [piece for numbers in clauses for piece in (self._spoken(numbers), pause)]
        loud = np.concatenate(pieces)
        peak = float(np.abs(loud).max(initial=0.0)) or 1.0
        pcm16 = (loud / peak * 30000).astype("<i2").tobytes()
        return resampling.to_8000(pcm16=pcm16, rate=rate)

    def numbers(self, line: str) -> Iterator[int]:
        """The numbers of one clause; signs that the model does not know are left out."""
        ids = self.config.phoneme_id_map
        known = [ids[sign] for sign in _LANGUAGE.sub("", line) if sign in ids]
        if not known:
            return
        yield from ids.get(_BEGIN, [])
        for each in (ids.get(_BLANK, []), *(found + ids.get(_BLANK, []) for found in known)):
            yield from each
        yield from ids.get(_END, [])

    def _spoken(self, numbers: list[int]) -> Any:
        scales = self.config.inference
        given: dict[str, Any] = {
            "input": np.array([numbers], dtype=np.int64),
            "input_lengths": np.array([len(numbers)], dtype=np.int64),
            "scales": np.array([scales.noise_scale, scales.length_scale, scales.noise_w], dtype=np.float32),
        }
        if self.config.num_speakers > 1:
            given["sid"] = np.array([0], dtype=np.int64)
        return np.asarray(self._opened().run(None, given)[0], dtype=np.float32).reshape(-1)

    def _opened(self) -> onnxruntime.InferenceSession:
        with self._opening:
            if self._session is None:
                options = onnxruntime.SessionOptions()
                options.intra_op_num_threads = 1
                try:
                    self._session = onnxruntime.InferenceSession(
                        str(self.path), sess_options=options, providers=["CPUExecutionProvider"]
                    )
                except Exception as error:  # onnxruntime raises a dozen kinds of its own for a spoilt file
                    raise _unreadable(self.path, str(error)) from error
            return self._session


def _unreadable(path: Path, reason: str) -> errors.RuporError:
    return errors.RuporError(
        "speech_voice_unreadable", field="RUPOR_SPEECH_VOICES", file=str(path), reason=reason.splitlines()[0][:200]
    )
