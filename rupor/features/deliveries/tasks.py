"""Jobs of the room `deliveries`."""

from rupor.features.deliveries.actions import forget
from rupor.kit import clock, jobs


@jobs.job(cron="17 * * * *")
def forget_unreported(*, timestamp: int) -> None:
    """Once an hour: it looks through all messages."""
    forget.forget(now=clock.now())
