"""The face of piper: every voice of the folder, spoken from the sounds that espeak gives.

    piper = Piper(folder="/opt/voices", spoken=espeak.phones)

The name of a file says the language and the name of the voice: `ru_RU-irina-medium.onnx`.
"""

from pathlib import Path
from typing import Literal, Protocol

from rupor.engine.speech import OfferedVoice
from rupor.engine.text import reading
from rupor.engine.text.reading import stress
from rupor.kit import errors
from rupor.providers.piper.model import Model

PROVIDER = "piper"
# The models do not say who speaks; these are the names under which Russian ones are published.
_MEN = frozenset({"denis", "dmitri", "ruslan", "ryan", "joe", "john", "alan"})


class Spoken(Protocol):
    """The sounds of a text in IPA by a voice of espeak; may block."""

    def __call__(self, text: str, voice: str = "ru") -> str: ...


class Piper:
    """Raises RuporError when the folder is not there, holds no voice, or a voice lacks its description."""

    provider = PROVIDER

    def __init__(self, *, folder: str, spoken: Spoken) -> None:
        self._spoken = spoken
        self._models = {f"{PROVIDER}:{model.name}": model for model in _models(folder)}
        self.version = "1 " + " ".join(model.version for model in self._models.values())
        self.voices: tuple[OfferedVoice, ...] = tuple(_offered(voice, model) for voice, model in self._models.items())

    def samples(self, *, text: str, voice: str) -> bytes:
        """8 kHz 16-bit. Stress marks are left out: the models take the stress that espeak puts."""
        model = self._models[voice]
        russian = model.config.espeak.voice.startswith("ru")
        aloud = stress.without(reading.spoken(text) if russian else text)
        return model.samples(self._spoken(aloud, model.config.espeak.voice))

    def close(self) -> None:
        """Nothing is held but memory."""


def _models(folder: str) -> list[Model]:
    place = Path(folder)
    if not folder or not place.is_dir():
        raise errors.RuporError("speech_voices_folder", field="RUPOR_SPEECH_VOICES", folder=folder)
    found = sorted(place.glob("*.onnx"))
    if not found:
        raise errors.RuporError("speech_voices_empty", field="RUPOR_SPEECH_VOICES", folder=folder)
    return [Model(path) for path in found]


def _offered(voice: str, model: Model) -> OfferedVoice:
    name = model.name.split("-")[1] if model.name.count("-") else model.name
    sex: Literal["female", "male"] = "male" if name.lower() in _MEN else "female"
    language = model.config.espeak.voice.split("-")[0]
    return OfferedVoice(id=voice, title=f"{name.capitalize()} (piper)", language=language, sex=sex, provider=PROVIDER)
