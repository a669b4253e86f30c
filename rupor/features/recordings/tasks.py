"""Jobs of the room `recordings`."""

from rupor import settings
from rupor.features.recordings.actions import convert as converting
from rupor.features.recordings.actions import sweep as sweeping
from rupor.kit import clock, jobs
from rupor.kit.storage import Storage
from rupor.media import storing

_ROUND_SECONDS = 50.0


@jobs.job(queue="recordings", cron="* * * * *")
def convert(*, timestamp: int) -> None:
    """Every minute: what was recorded takes the form it is kept in."""
    chosen = settings.load()
    if form := storing.FORMS.get(chosen.recording_format):
        converting.convert(storage=Storage(chosen.storage), form=form, most_seconds=_ROUND_SECONDS)


@jobs.job(queue="recordings", cron="17 2 * * *")
def sweep(*, timestamp: int) -> None:
    """Every night: days whose term is over."""
    chosen = settings.load()
    sweeping.sweep(storage=Storage(chosen.storage), now=clock.now(), days=chosen.recording_days)
