"""Jobs of the room `rentals`."""

from rupor.features.rentals.actions import charge_rents as charging
from rupor.kit import clock, jobs


@jobs.job(cron="* * * * *")
def charge_rents(*, timestamp: int) -> None:
    """Every minute: the day turns at midnight of the installation's own zone, and money may come at any time."""
    charging.charge_rents(now=clock.now())
