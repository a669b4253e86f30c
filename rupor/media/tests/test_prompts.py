"""Prompts: read once, encoded truly in both laws, refused when they are something else."""

import struct
import wave
from pathlib import Path

import numpy as np
import pytest

from rupor.media import g711, opening, prompts
from rupor.media.tests import far_side
from rupor.media.tests.conftest import KINDS


def write_wav(path: Path, *, rate: int = 8000, channels: int = 1, width: int = 2, frames: int = 800) -> Path:
    with wave.open(str(path), "wb") as file:
        file.setparams((channels, width, rate, 0, "NONE", ""))
        file.writeframes(bytes(frames * channels * width))
    return path


@pytest.mark.parametrize(("law", "payload_type"), [(g711.PCMU, far_side.PCMU), (g711.PCMA, far_side.PCMA)])
def test_every_code_means_what_the_standard_says(law: int, payload_type: int) -> None:
    every = bytes(range(256))
    assert (g711.LINEAR[law] == far_side.linear(every, payload_type)).all()


@pytest.mark.parametrize("law", [g711.PCMU, g711.PCMA])
def test_encoding_is_the_nearest_code_for_every_sample(law: int) -> None:
    samples = np.arange(-32768, 32768).astype(np.int16)
    heard = g711.decode(codes=g711.encode(samples=samples, law=law), law=law).astype(int)
    best = np.abs(samples[:, None].astype(int)[::97] - g711.LINEAR[law][None, :].astype(int)).min(axis=1)
    assert (np.abs(heard - samples)[::97] == best).all()


@pytest.mark.parametrize("law", [g711.PCMU, g711.PCMA])
def test_what_was_decoded_encodes_to_the_same_sound(law: int) -> None:
    once = g711.LINEAR[law]
    assert (g711.decode(codes=g711.encode(samples=once, law=law), law=law) == once).all()


def test_a_file_is_a_prompt_of_its_length_and_is_read_once(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "clip.wav", frames=12_000)
    prompt = prompts.load(path)
    assert prompt.seconds == 1.5
    assert prompts.load(path) is prompt


def test_both_engines_may_play_one_prompt_and_find_the_same_sound() -> None:
    prompt = prompts.Prompt.from_pcm16(far_side.tone(440, 0.1).astype("<i2").tobytes())
    given = prompt.pcmu, prompt.pcma
    for kind in KINDS:
        engine = opening.engine(kind)
        handle = prompt.handle(engine)
        assert (handle.pcmu, handle.pcma) == given
        assert prompt.handle(engine) is handle
    assert (prompt.pcmu, prompt.pcma) == given


def test_a_file_that_changed_is_read_again(tmp_path: Path) -> None:
    path = write_wav(tmp_path / "clip.wav")
    assert prompts.load(path).seconds == 0.1
    assert prompts.load(write_wav(path, frames=1600)).seconds == 0.2


@pytest.mark.parametrize("wrong", [{"rate": 16_000}, {"channels": 2}, {"width": 1}], ids=str)
def test_another_form_of_sound_is_refused(tmp_path: Path, wrong: dict[str, int]) -> None:
    with pytest.raises(prompts.UnplayableFile):
        prompts.load(write_wav(tmp_path / "clip.wav", **wrong))


@pytest.mark.parametrize("content", [b"", b"RIFF", b"no sound at all", struct.pack("<4sI4s", b"RIFF", 4, b"WAVE")])
def test_what_is_no_sound_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "clip.wav"
    path.write_bytes(content)
    with pytest.raises(prompts.UnplayableFile):
        prompts.load(path)


def test_a_missing_file_is_refused_in_the_same_words(tmp_path: Path) -> None:
    with pytest.raises(prompts.UnplayableFile):
        prompts.load(tmp_path / "nowhere.wav")
