"""vosk: `pip install vosk`, a folder such as vosk-model-small-ru. Small models are told the phrases as a grammar."""

import json
from collections.abc import Sequence
from typing import Any

from rupor.kit import errors
from rupor.providers.speech_models import engine

_FILES = ("**/final.mdl", "conf/*.conf")
_GRAMMAR = "**/HCLr.fst"


class VoskEngine:
    """Raises RuporError when the package is absent or the folder is not a model; nothing is loaded before both are."""

    def __init__(self, *, model: str) -> None:
        folder = engine.folder(model, wanted=_FILES, kind="vosk")
        self._vosk: Any = engine.package("vosk", installs="vosk")
        self._vosk.SetLogLevel(-1)
        try:
            self._model = self._vosk.Model(str(folder))
        except Exception as error:
            # vosk raises a bare Exception for a model that it cannot read.
            raise errors.RuporError(
                "speech_model_unreadable", field="RUPOR_SPEECH_MODEL", folder=model, kind="vosk", reason=str(error)
            ) from error
        # Only models with the graph in two parts take a grammar.
        self._takes_grammar = any(folder.glob(_GRAMMAR))

    def unknown(self, word: str) -> bool:
        """Words outside the model's list are never heard."""
        return bool(self._model.vosk_model_find_word(word) < 0)

    def stream(self, phrases: Sequence[str]) -> "VoskStream":
        """With the phrases and «anything else» as the grammar, where the model takes one."""
        if self._takes_grammar and phrases:
            grammar = json.dumps([*phrases, "[unk]"], ensure_ascii=False)
            return VoskStream(self._vosk.KaldiRecognizer(self._model, engine.RATE, grammar))
        return VoskStream(self._vosk.KaldiRecognizer(self._model, engine.RATE))


class VoskStream:
    """One listener; vosk finds the end of speech by itself."""

    def __init__(self, recogniser: Any) -> None:
        self._recogniser = recogniser

    def accept(self, sound: bytes) -> str | None:
        """The text at the end of speech."""
        if not self._recogniser.AcceptWaveform(sound):
            return None
        return str(json.loads(self._recogniser.Result()).get("text", "")) or None
