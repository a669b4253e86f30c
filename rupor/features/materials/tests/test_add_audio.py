"""Clips are measured, not believed: rate, length, loudness, pitch of what will be dialled."""

import io
import wave
from pathlib import Path

import numpy as np
import pytest

from rupor.features.materials import queries
from rupor.features.materials.actions import add_audio
from rupor.features.materials.models import Material, MaterialState
from rupor.features.materials.tests import sounds
from rupor.kit import errors


def heard(prompt: str) -> tuple[int, int, int, np.ndarray]:
    with wave.open(str(queries.store().at(prompt)), "rb") as file:
        samples = np.frombuffer(file.readframes(file.getnframes()), dtype="<i2") / 32768
        return file.getframerate(), file.getnchannels(), file.getsampwidth(), samples


@pytest.mark.parametrize("kind", sounds.KINDS)
def test_each_kind_of_file_becomes_a_telephone_prompt(kind: str, owner, storage: Path):
    content = sounds.of_kind(kind, seconds=8, hertz=700, amplitude=0.03)
    made = add_audio.add_audio(project=owner.project, name="Ролик", content=content)
    rate, channels, width, samples = heard(made.prompt)
    assert (rate, channels, width) == (8000, 1, 2)
    assert len(samples) / rate == pytest.approx(8, abs=0.15)
    assert made.duration_seconds == pytest.approx(8, abs=0.15)
    middle = samples[8000:56000]
    assert 20 * np.log10(np.sqrt(np.mean(middle**2))) == pytest.approx(-20, abs=1)
    assert np.abs(samples).max() <= 10 ** (-1 / 20) + 0.01
    pitch = np.argmax(np.abs(np.fft.rfft(middle * np.hanning(len(middle))))) * rate / len(middle)
    assert pitch == pytest.approx(700, abs=5)
    assert made.state == MaterialState.ACTIVE
    assert made.loudness_dbfs == pytest.approx(-20, abs=1)
    assert Path(made.original).suffix == sounds.KINDS[kind][3]
    assert queries.store().at(made.original).read_bytes() == content


def test_loud_and_quiet_clips_come_out_equally_loud(owner, storage: Path):
    levels = []
    for amplitude in (0.005, 0.9):
        content = sounds.of_kind("wav", amplitude=amplitude)
        made = add_audio.add_audio(project=owner.project, name="Ролик", content=content)
        *_, samples = heard(made.prompt)
        levels.append(20 * np.log10(np.sqrt(np.mean(samples[800:-800] ** 2))))
    assert levels[0] == pytest.approx(levels[1], abs=0.5)


def test_stereo_is_heard_from_both_sides(owner, storage: Path):
    file = io.BytesIO()
    left, right = sounds.tone(seconds=8, rate=16000, hertz=500), sounds.tone(seconds=8, rate=16000, hertz=1200)
    with wave.open(file, "wb") as writer:
        writer.setparams((2, 2, 16000, 0, "NONE", ""))
        writer.writeframes((np.column_stack([left, right]) * 32767).astype("<i2").tobytes())
    made = add_audio.add_audio(project=owner.project, name="Ролик", content=file.getvalue())
    *_, samples = heard(made.prompt)
    power = np.abs(np.fft.rfft(samples[8000:16000]))
    assert {int(at) for at in np.argsort(power)[-2:]} == {500, 1200}


def test_the_same_file_is_stored_once(owner, storage: Path):
    content = sounds.of_kind("mp3")
    first = add_audio.add_audio(project=owner.project, name="Один", content=content)
    second = add_audio.add_audio(project=owner.project, name="Два", content=content)
    assert (first.original, first.prompt) == (second.original, second.prompt)
    assert len([path for path in storage.rglob("*") if path.is_file()]) == 2


def test_an_untrusted_account_waits_for_a_moderator(owner, storage: Path):
    owner.account.trusted = False
    owner.account.save()
    owner.project.account.refresh_from_db()
    made = add_audio.add_audio(project=owner.project, name="Ролик", content=sounds.of_kind("wav"))
    assert made.state == MaterialState.MODERATION


PLAYLIST = b"#EXTM3U\n#EXT-X-TARGETDURATION:10\n#EXTINF:10,\nfile:///etc/hostname\n#EXT-X-ENDLIST\n"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "clip_not_audio"),
        (b"hello, I am a text" * 100, "clip_not_audio"),
        (PLAYLIST, "clip_not_audio"),
        (b"ffconcat version 1.0\nfile /etc/hostname\n", "clip_not_audio"),
        (sounds.of_kind("wav", seconds=6.5), "clip_too_short"),
        (sounds.of_kind("wav", amplitude=0.0), "clip_silent"),
        (sounds.of_kind("wav", amplitude=0.001), "clip_silent"),
        (sounds.of_kind("wav")[:78], "clip_broken"),
        (sounds.of_kind("m4a")[:9000], "clip_not_audio"),
        (b"\0" * (20 * 1024 * 1024 + 1), "clip_too_large"),
    ],
    ids=["empty", "text", "playlist", "concat", "short", "silent", "hiss", "no sound", "no index", "large"],
)
def test_a_file_that_cannot_be_used_is_refused_with_the_reason(content: bytes, code: str, owner, storage: Path):
    with pytest.raises(errors.RuporError, match=code) as refusal:
        add_audio.add_audio(project=owner.project, name="Ролик", content=content)
    assert refusal.value.field == "file"
    assert not Material.objects.exists()
    assert not storage.exists()


def test_a_clip_over_ten_minutes_is_refused(owner, storage: Path):
    samples = sounds.tone(seconds=610, rate=8000)
    content = sounds.encoded(samples=samples, container="wav", codec="pcm_s16le", rate=8000)
    with pytest.raises(errors.RuporError, match="clip_too_long"):
        add_audio.add_audio(project=owner.project, name="Ролик", content=content)
