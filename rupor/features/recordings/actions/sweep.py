"""Removes what has served its time: whole days of recordings, and pieces that a killed gateway left."""

import shutil
from datetime import datetime, timedelta
from pathlib import PurePosixPath

import structlog

from rupor.features.recordings import rules
from rupor.kit.storage import Storage

PART_HOURS = 24

log = structlog.get_logger(__name__)


def sweep(*, storage: Storage, now: datetime, days: int) -> int:
    """Returns how many days of recordings were removed; with `days` 0 recordings stay for ever."""
    first = rules.first_kept_day(now=now, days=days)
    root, removed = storage.root / "recordings", 0
    for folder in sorted(root.glob("[0-9][0-9][0-9][0-9]/[0-9][0-9]/[0-9][0-9]")):
        day = rules.day_of(PurePosixPath(folder.as_posix()))
        if first is not None and day is not None and day < first:
            shutil.rmtree(folder)
            removed += 1
            log.info("recordings_removed", day=day.isoformat())
    left_before = (now - timedelta(hours=PART_HOURS)).timestamp()
    for piece in root.glob("*/*/*/*.part"):
        if piece.stat().st_mtime < left_before:
            piece.unlink(missing_ok=True)
    return removed
