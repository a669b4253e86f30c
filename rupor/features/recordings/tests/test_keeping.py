"""Files of talks through their life: turned, kept, taken away together, removed."""

import io
import os
import wave
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from rupor.features.deliveries.models import Attempt, CallRecord
from rupor.features.recordings.actions import convert, sweep
from rupor.kit import zip_answer
from rupor.kit.storage import Storage
from rupor.media import storing

DAY = "recordings/2026/03/01"


@pytest.fixture
def folder(tmp_path: Path) -> Storage:
    return Storage(tmp_path)


def talk(storage: Storage, name: str, *, seconds: float = 1.0) -> Path:
    path = storage.at(name)
    path.parent.mkdir(parents=True, exist_ok=True)
    sound = (8000 * np.sin(np.arange(int(seconds * 8000)) / 3)).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(2)
        file.setsampwidth(2)
        file.setframerate(8000)
        file.writeframes(np.repeat(sound, 2).tobytes())
    return path


def call(owner: Any, recording: str) -> CallRecord:
    """A call whose recording is named by its own id; `{}` stands for the id."""
    given = {"account": owner.account, "project_id": owner.project.id, "campaign_id": 1, "run_id": 1}
    attempt = Attempt.objects.create(**given, number=1, channel="voice", state="finished", phone="79160000001")
    return CallRecord.objects.create(
        **given,
        attempt=attempt,
        phone="79160000001",
        caller="78005553535",
        outcome="answered",
        started_at=datetime(2026, 3, 1, tzinfo=UTC),
        recording=recording.format(attempt.id),
    )


@pytest.mark.parametrize("name", sorted(storing.FORMS))
def test_a_finished_recording_takes_its_form_once(owner, folder, name):
    record = call(owner, DAY + "/{}.wav")
    talk(folder, record.recording)
    assert convert.convert(storage=folder, form=storing.FORMS[name], most_seconds=60) == 1
    record.refresh_from_db()
    assert record.recording == f"{DAY}/{record.attempt_id}{storing.FORMS[name].suffix}"
    assert [path.name for path in folder.at(DAY).iterdir()] == [Path(record.recording).name]
    assert convert.convert(storage=folder, form=storing.FORMS[name], most_seconds=60) == 0


def test_a_recording_whose_call_is_not_written_yet_waits(owner, folder):
    path = talk(folder, f"{DAY}/999999.wav")
    assert convert.convert(storage=folder, form=storing.FORMS["mp3"], most_seconds=60) == 0
    assert path.exists()


def test_a_crash_after_the_record_leaves_one_file(owner, folder):
    record = call(owner, DAY + "/{}.mp3")
    left = talk(folder, f"{DAY}/{record.attempt_id}.wav")
    talk(folder, record.recording)
    convert.convert(storage=folder, form=storing.FORMS["mp3"], most_seconds=60)
    assert not left.exists()
    assert folder.at(record.recording).exists()


def test_a_broken_recording_stays_and_the_others_go_on(owner, folder):
    broken, whole = call(owner, DAY + "/{}.wav"), call(owner, DAY + "/{}.wav")
    talk(folder, whole.recording)
    folder.at(broken.recording).write_bytes(b"RIFF")
    assert convert.convert(storage=folder, form=storing.FORMS["mp3"], most_seconds=60) == 1
    broken.refresh_from_db()
    assert broken.recording.endswith(".wav")


def test_a_round_ends_in_time(owner, folder):
    for _ in range(3):
        talk(folder, call(owner, DAY + "/{}.wav").recording)
    clock = iter(range(0, 1000, 40))
    assert convert.convert(storage=folder, form=storing.FORMS["mp3"], most_seconds=50, now=lambda: next(clock)) == 1


def test_old_days_and_old_pieces_go(folder):
    now = datetime(2026, 6, 1, 2, 17, tzinfo=UTC)
    old, new = talk(folder, "recordings/2026/03/02/1.wav"), talk(folder, "recordings/2026/03/03/2.wav")
    piece, fresh = talk(folder, "recordings/2026/05/31/3.wav.part"), talk(folder, "recordings/2026/05/31/4.wav.part")
    os.utime(piece, times=2 * ((now - timedelta(hours=25)).timestamp(),))
    os.utime(fresh, times=2 * (now.timestamp(),))
    assert sweep.sweep(storage=folder, now=now, days=90) == 1
    assert [path.exists() for path in (old, new, piece, fresh)] == [False, True, False, True]
    assert sweep.sweep(storage=folder, now=now + timedelta(days=9000), days=0) == 0


def test_an_archive_is_read_by_another_reader_and_never_gathered(folder, tmp_path):
    big = tmp_path / "big.wav"
    big.write_bytes(os.urandom(3_000_000))
    gone = tmp_path / "gone.wav"
    sent = list(zip_answer.pieces([("one.wav", big), ("gone.wav", gone), ("два.wav", big)]))
    assert max(map(len, sent)) < 400_000
    with zipfile.ZipFile(io.BytesIO(b"".join(sent))) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == ["one.wav", "два.wav"]
        assert archive.read("два.wav") == big.read_bytes()
