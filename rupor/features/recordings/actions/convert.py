"""Turns finished WAV recordings into the form they are kept in."""

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import structlog

from rupor.features.deliveries.models import CallRecord
from rupor.kit import errors
from rupor.kit.storage import Storage
from rupor.media import storing

_LATEST_DAYS = 3

log = structlog.get_logger(__name__)


def convert(
    *, storage: Storage, form: storing.Form, most_seconds: float, now: Callable[[], float] = time.monotonic
) -> int:
    """Works through what waits, as long as it may; returns how many files took their new form.

    A file whose call is not written down yet waits for the next round.
    """
    end, turned = now() + most_seconds, 0
    for file in _waiting(storage):
        if now() > end:
            break
        turned += _turn(storage=storage, file=file, form=form)
    return turned


def _waiting(storage: Storage) -> Iterator[Path]:
    """Only the latest days are looked through: older ones hold many files and nothing to do."""
    for day in sorted((storage.root / "recordings").glob("*/*/*"))[-_LATEST_DAYS:]:
        yield from sorted(day.glob("*.wav"))


def _turn(*, storage: Storage, file: Path, form: storing.Form) -> bool:
    old = file.relative_to(storage.root).as_posix()
    new = Path(old).with_suffix(form.suffix).as_posix()
    calls = CallRecord.objects.filter(attempt_id=int(file.stem) if file.stem.isdecimal() else 0)
    kept = list(calls.values_list("recording", flat=True))
    if kept == [new]:  # killed between the record and the removal
        file.unlink(missing_ok=True)
        return False
    if kept != [old]:
        return False
    try:
        with storage.writing(new) as path:
            storing.keep(source=file, target=path, form=form)
    except errors.RuporError as failure:
        log.warning("recording_left_as_it_is", recording=old, error=failure.code)
        return False
    calls.filter(recording=old).update(recording=new)
    file.unlink(missing_ok=True)
    return True
