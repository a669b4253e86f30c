"""Jobs of the room `numbers`."""

from rupor.features.numbers.actions import release_unused as releasing
from rupor.features.numbers.actions import watch_health as watching
from rupor.kit import clock, jobs


@jobs.job(cron="*/5 * * * *")
def watch_health(*, timestamp: int) -> None:
    """A number that fell is given a rest within five minutes."""
    watching.watch_health(now=clock.now())


@jobs.job(cron="23 * * * *")
def release_unused(*, timestamp: int) -> None:
    """Once an hour: numbers of campaigns that stand for days go back to everybody."""
    releasing.release_unused(now=clock.now())
