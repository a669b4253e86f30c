"""When a recording has served its time, what it is called when taken away, and what kind of file it is."""

from datetime import date, datetime, timedelta
from pathlib import PurePosixPath

CONTENT_TYPES = {".wav": "audio/wav", ".mp3": "audio/mpeg", ".ogg": "audio/ogg"}


def first_kept_day(*, now: datetime, days: int) -> date | None:
    """Recordings of earlier days (UTC) are removed; None: kept for ever."""
    return (now - timedelta(days=days)).date() if days else None


def is_expired(*, recording: str, now: datetime, days: int) -> bool:
    """Whether the file's term is over, told from the day in its name."""
    first = first_kept_day(now=now, days=days)
    day = day_of(PurePosixPath(recording).parent)
    return first is not None and day is not None and day < first


def day_of(folder: PurePosixPath) -> date | None:
    """The day that a folder `…/YYYY/MM/DD` holds; None when it is another kind of folder."""
    try:
        year, month, day = (int(part) for part in folder.parts[-3:])
        return date(year, month, day)
    except ValueError:
        return None


def file_name(*, phone: str, started_at: datetime, call_id: int, recording: str) -> str:
    """As it is called in an archive; sorts by time."""
    return f"{started_at:%Y-%m-%d_%H-%M-%S}_{phone}_{call_id}{PurePosixPath(recording).suffix}"
