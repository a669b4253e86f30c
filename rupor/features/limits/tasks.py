"""Jobs of the room `limits`."""

from rupor.features.limits.actions import forget_use as forgetting
from rupor.kit import clock, jobs


@jobs.job(cron="41 * * * *")
def forget_use(*, timestamp: int) -> None:
    """Once an hour: hours that are over for two days."""
    forgetting.forget_use(now=clock.now())
