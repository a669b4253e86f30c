"""What is kept sounds as what was recorded: both channels, each with its own pitch."""

import wave
from pathlib import Path

import av
import numpy as np
import pytest

from rupor.kit import errors
from rupor.media import storing

LEFT_HERTZ, RIGHT_HERTZ = 440, 700
SECONDS = 3


@pytest.fixture
def talk(tmp_path: Path) -> Path:
    at = np.arange(8000 * SECONDS) / 8000
    sides = [0.5 * np.sin(2 * np.pi * hertz * at) for hertz in (LEFT_HERTZ, RIGHT_HERTZ)]
    with wave.open(str(tmp_path / "talk.wav"), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes((np.stack(sides, axis=1) * 32767).astype("<i2").tobytes())
    return tmp_path / "talk.wav"


def pitches(path: Path) -> tuple[list[float], float]:
    """The loudest pitch of each channel and the length in seconds."""
    with av.open(str(path)) as file:
        rate = file.streams.audio[0].rate
        frames = [frame.to_ndarray() for frame in file.decode(audio=0)]
    sound = np.concatenate(frames, axis=1)
    loudest = [float(np.argmax(np.abs(np.fft.rfft(side)))) * rate / len(side) for side in sound]
    return loudest, sound.shape[1] / rate


@pytest.mark.parametrize("name", sorted(storing.FORMS))
def test_both_sides_are_kept_apart(talk: Path, name: str) -> None:
    form = storing.FORMS[name]
    target = talk.with_suffix(form.suffix)
    storing.keep(source=talk, target=target, form=form)
    (left, right), seconds = pitches(target)
    assert left == pytest.approx(LEFT_HERTZ, abs=3)
    assert right == pytest.approx(RIGHT_HERTZ, abs=3)
    assert seconds == pytest.approx(SECONDS, abs=0.2)
    assert target.stat().st_size < talk.stat().st_size / 3


def test_what_is_no_sound_is_refused(tmp_path: Path) -> None:
    broken = tmp_path / "broken.wav"
    broken.write_bytes(b"RIFF nothing of the kind")
    with pytest.raises(errors.RuporError) as refused:
        storing.keep(source=broken, target=tmp_path / "broken.mp3", form=storing.FORMS["mp3"])
    assert refused.value.code == "recording_broken"
