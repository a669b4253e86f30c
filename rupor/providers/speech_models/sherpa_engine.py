"""sherpa-onnx: `pip install sherpa-onnx`, a folder with a streaming model: a transducer, or T-one of one file."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np

from rupor.kit import errors
from rupor.providers.speech_models import engine

_LONGEST_SECONDS = 10.0


class SherpaEngine:
    """Raises RuporError when the package is absent or the folder is not a model; nothing is loaded before both are."""

    def __init__(self, *, model: str) -> None:
        folder = engine.folder(model, wanted=("tokens.txt", "*.onnx"), kind="sherpa-onnx")
        transducer = any(folder.glob("*encoder*.onnx"))
        if transducer:
            engine.folder(model, wanted=("*encoder*.onnx", "*decoder*.onnx", "*joiner*.onnx"), kind="sherpa-onnx")
        sherpa: Any = engine.package("sherpa_onnx", installs="sherpa-onnx")
        given: dict[str, Any] = {
            "tokens": str(folder / "tokens.txt"),
            "num_threads": 1,
            "enable_endpoint_detection": True,
            "rule1_min_trailing_silence": 60.0,
            "rule2_min_trailing_silence": engine.QUIET_SECONDS,
            "rule3_min_utterance_length": _LONGEST_SECONDS,
        }
        try:
            self._recogniser: Any = (
                sherpa.OnlineRecognizer.from_transducer(
                    **given, **{part: _file(folder, f"*{part}*") for part in ("encoder", "decoder", "joiner")}
                )
                if transducer
                else sherpa.OnlineRecognizer.from_t_one_ctc(**given, model=_file(folder, "*"))
            )
        except (RuntimeError, ValueError, AssertionError) as error:
            raise errors.RuporError(
                "speech_model_unreadable",
                field="RUPOR_SPEECH_MODEL",
                folder=model,
                kind="sherpa-onnx",
                reason=str(error),
            ) from error

    def unknown(self, word: str) -> bool:
        """Its words are made of pieces: none is unknown."""
        return False

    def stream(self, phrases: Sequence[str]) -> "SherpaStream":
        """The phrases are not told: the model hears everything and the text is searched."""
        return SherpaStream(self._recogniser)


class SherpaStream:
    """One listener; the library's rules find the end of speech."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser
        self._stream = recogniser.create_stream()

    def accept(self, sound: bytes) -> str | None:
        """The text at the end of speech."""
        self._stream.accept_waveform(engine.RATE, np.frombuffer(sound, dtype="<i2").astype(np.float32) / 32768)
        while self._recogniser.is_ready(self._stream):
            self._recogniser.decode_stream(self._stream)
        if not self._recogniser.is_endpoint(self._stream):
            return None
        text = str(self._recogniser.get_result(self._stream)).strip().lower()
        self._recogniser.reset(self._stream)
        return text or None


def _file(folder: Path, pattern: str) -> str:
    """The smaller of the files: whole numbers of 8 bits where there are any."""
    return str(min(folder.glob(f"{pattern}.onnx"), key=lambda one: one.stat().st_size))
