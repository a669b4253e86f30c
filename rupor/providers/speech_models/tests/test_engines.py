"""An absent package and a wrong folder say so before anything is loaded; what the libraries tell becomes text."""

import json
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from rupor.kit import errors, messages
from rupor.providers.speech_models.sherpa_engine import SherpaEngine
from rupor.providers.speech_models.vosk_engine import VoskEngine

VOSK = ("am/final.mdl", "conf/model.conf")
TRANSDUCER = ("tokens.txt", "encoder.onnx", "decoder.onnx", "joiner.onnx")


def folder(path: Path, files: tuple[str, ...]) -> str:
    for name in files:
        (path / name).parent.mkdir(parents=True, exist_ok=True)
        (path / name).write_bytes(b"not a model")
    return str(path)


@pytest.mark.parametrize("engine", [VoskEngine, SherpaEngine])
@pytest.mark.parametrize(
    ("files", "code"),
    [(None, "speech_model_folder"), ((), "speech_model_incomplete"), (("a.txt",), "speech_model_incomplete")],
)
def test_a_wrong_folder_is_told_in_both_languages(
    engine: Any, files: tuple[str, ...] | None, code: str, tmp_path: Path
) -> None:
    given = str(tmp_path / "nowhere") if files is None else folder(tmp_path, files)
    with pytest.raises(errors.RuporError) as caught:
        engine(model=given)
    assert (caught.value.code, caught.value.field) == (code, "RUPOR_SPEECH_MODEL")
    for language in ("ru", "en"):
        assert given in messages.text(code, language=language, **caught.value.values)


def test_a_transducer_without_a_part_names_it(tmp_path: Path) -> None:
    with pytest.raises(errors.RuporError) as caught:
        SherpaEngine(model=folder(tmp_path, ("tokens.txt", "encoder.onnx", "decoder.onnx")))
    assert "joiner" in caught.value.values["missing"]


@pytest.mark.parametrize(
    ("engine", "files", "module", "package"),
    [(VoskEngine, VOSK, "vosk", "vosk"), (SherpaEngine, TRANSDUCER, "sherpa_onnx", "sherpa-onnx")],
)
def test_an_absent_package_is_named_with_its_command(
    engine: Any, files: tuple[str, ...], module: str, package: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, module, None)
    with pytest.raises(errors.RuporError) as caught:
        engine(model=folder(tmp_path, files))
    assert caught.value.code == "speech_package_missing"
    assert f"pip install {package}" in messages.text(caught.value.code, language="en", **caught.value.values)


class FakeVosk(ModuleType):
    """The part of vosk's face that is used: a recogniser that hears what its sound spells."""

    def __init__(self) -> None:
        super().__init__("vosk")
        self.grammars: list[str] = []

    def SetLogLevel(self, level: int) -> None:  # noqa: N802
        assert level == -1

    def Model(self, path: str) -> "FakeVosk":  # noqa: N802
        if "broken" in path:
            raise Exception("Failed to create a model")
        return self

    def vosk_model_find_word(self, word: str) -> int:
        return -1 if word == "абырвалг" else 7

    def KaldiRecognizer(self, model: object, rate: int, grammar: str = "") -> "FakeVosk":  # noqa: N802
        assert rate == 8000
        self.grammars.append(grammar)
        return self

    def AcceptWaveform(self, sound: bytes) -> int:  # noqa: N802
        self.last = sound.decode()
        return int(bool(self.last))

    def Result(self) -> str:  # noqa: N802
        return json.dumps({"text": self.last.strip()})


def test_vosk_is_told_the_phrases_where_the_model_takes_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = FakeVosk()
    monkeypatch.setitem(sys.modules, "vosk", fake)
    large, small = tmp_path / "large", tmp_path / "small"
    VoskEngine(model=folder(large, VOSK)).stream(["да"])
    stream = VoskEngine(model=folder(small, (*VOSK, "graph/HCLr.fst"))).stream(["да", "нет"])
    assert fake.grammars == ["", '["да", "нет", "[unk]"]']
    assert [stream.accept(sound.encode()) for sound in ("", " ", "да")] == [None, None, "да"]


def test_a_model_that_vosk_cannot_read_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vosk", FakeVosk())
    with pytest.raises(errors.RuporError) as caught:
        VoskEngine(model=folder(tmp_path / "broken", VOSK))
    assert caught.value.code == "speech_model_unreadable"
