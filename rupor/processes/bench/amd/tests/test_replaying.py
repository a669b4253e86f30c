"""Recordings of the product through the detector."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from rupor.kit import errors
from rupor.processes.bench.amd import replaying


def write(path: Path, *, left: np.ndarray[tuple[int], np.dtype[np.int16]]) -> None:
    """A stereo file as calls leave it: far end left, ours right."""
    file = io.BytesIO()
    with wave.open(file, "wb") as out:
        out.setnchannels(2)
        out.setsampwidth(2)
        out.setframerate(8000)
        out.writeframes(np.column_stack([left, np.full_like(left, 3000)]).astype("<i2").tobytes())
    path.write_bytes(file.getvalue())


def test_the_left_side_is_heard_and_told_with_its_beep(tmp_path: Path) -> None:
    sound = np.zeros(8000 * 7, np.int16)
    at = np.arange(4000) / 8000
    sound[8000:12000] = (8000 * np.sin(2 * np.pi * 1000 * at)).astype(np.int16)
    write(tmp_path / "1.wav", left=sound)
    assert replaying.far_side(tmp_path / "1.wav")[8100:8104].tolist() == sound[8100:8104].tolist()
    (told,) = replaying.replay(folder=tmp_path, judge=None)
    assert (told["file"], told["beeps_at_seconds"]) == ("1.wav", [pytest.approx(1.0, abs=0.05)])


def test_a_folder_without_recordings_is_told(tmp_path: Path) -> None:
    with pytest.raises(errors.RuporError) as told:
        replaying.replay(folder=tmp_path, judge=None)
    assert told.value.code == "recordings_not_found"


def test_a_file_that_is_no_sound_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_bytes(b"not sound at all")
    with pytest.raises(errors.RuporError) as told:
        replaying.replay(folder=tmp_path, judge=None)
    assert (told.value.code, told.value.values["file"]) == ("recording_not_sound", "a.wav")
