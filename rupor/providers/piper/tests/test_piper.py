"""Voices of a folder, and what is said when the folder is not one."""

from pathlib import Path

from rupor.kit import errors
from rupor.providers.piper.model import Model
from rupor.providers.piper.provider import Piper
from rupor.providers.piper.tests import tiny_voice


def spoken(text: str, voice: str = "ru") -> str:
    """Letters for sounds: enough to count."""
    return f"{voice[0]} {text}".replace("а", "a").replace("м", "m")


def test_a_folder_offers_its_voices_by_name(tmp_path: Path) -> None:
    tiny_voice.write(tmp_path)
    tiny_voice.write(tmp_path, name="ru_RU-denis-medium")
    voices = Piper(folder=str(tmp_path), spoken=spoken).voices
    assert [(voice.id, voice.title, voice.sex, voice.language) for voice in voices] == [
        ("piper:ru_RU-denis-medium", "Denis (piper)", "male", "ru"),
        ("piper:ru_RU-irina-medium", "Irina (piper)", "female", "ru"),
    ]


def test_a_longer_text_sounds_longer(tmp_path: Path) -> None:
    tiny_voice.write(tmp_path)
    piper = Piper(folder=str(tmp_path), spoken=spoken)
    short, long = (piper.samples(text=text, voice="piper:ru_RU-irina-medium") for text in ("ма", "мама мама"))
    assert 0 < len(short) < len(long)


def test_signs_are_told_with_blanks_between_a_beginning_and_an_end(tmp_path: Path) -> None:
    model = Model(tiny_voice.write(tmp_path, signs="am"))
    assert list(model.numbers("ma?")) == [1, 0, 4, 0, 3, 0, 2]
    assert list(model.numbers("(en)m")) == [1, 0, 4, 0, 2]
    assert list(model.numbers("?!")) == []


def code_of(folder: str) -> tuple[str, str]:
    try:
        Piper(folder=folder, spoken=spoken).samples(text="ма", voice="piper:ru_RU-irina-medium")
    except errors.RuporError as refused:
        return refused.code, refused.field
    return "", ""


def test_what_is_no_voice_names_the_setting(tmp_path: Path) -> None:
    assert code_of("") == ("speech_voices_folder", "RUPOR_SPEECH_VOICES")
    assert code_of(str(tmp_path / "none")) == ("speech_voices_folder", "RUPOR_SPEECH_VOICES")
    assert code_of(str(tmp_path)) == ("speech_voices_empty", "RUPOR_SPEECH_VOICES")
    model = tiny_voice.write(tmp_path)
    model.write_bytes(b"not a network")
    assert code_of(str(tmp_path)) == ("speech_voice_unreadable", "RUPOR_SPEECH_VOICES")
    model.with_name(model.name + ".json").unlink()
    assert code_of(str(tmp_path)) == ("speech_voice_unreadable", "RUPOR_SPEECH_VOICES")
