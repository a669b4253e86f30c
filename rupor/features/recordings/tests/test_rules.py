"""Terms and names."""

from datetime import UTC, date, datetime
from pathlib import PurePosixPath

import pytest

from rupor.features.recordings import rules

NOW = datetime(2026, 3, 31, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("recording", "days", "expired"),
    [
        ("recordings/2026/03/30/7.wav", 1, False),
        ("recordings/2026/03/29/7.wav", 1, True),
        ("recordings/2026/03/29/7.mp3", 2, False),
        ("recordings/1999/01/01/7.wav", 0, False),
        ("elsewhere/7.wav", 1, False),
        ("", 1, False),
    ],
)
def test_a_term_is_counted_in_whole_days(recording: str, days: int, expired: bool) -> None:
    assert rules.is_expired(recording=recording, now=NOW, days=days) is expired


@pytest.mark.parametrize(
    ("folder", "day"),
    [
        ("recordings/2026/02/28", date(2026, 2, 28)),
        ("recordings/2026/02/30", None),
        ("recordings", None),
        ("2026/ab/01", None),
    ],
)
def test_a_folder_tells_its_day(folder: str, day: date | None) -> None:
    assert rules.day_of(PurePosixPath(folder)) == day


def test_names_in_an_archive_sort_by_time() -> None:
    name = rules.file_name(phone="79160000001", started_at=NOW, call_id=12, recording="recordings/2026/03/31/12.ogg")
    assert name == "2026-03-31_01-00-00_79160000001_12.ogg"
