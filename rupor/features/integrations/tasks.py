"""Jobs of the room `integrations`."""

from functools import partial

from rupor import settings
from rupor.features.integrations import queries
from rupor.features.integrations.actions import deliver as delivering
from rupor.features.integrations.actions import forget as forgetting
from rupor.features.integrations.actions import wake
from rupor.kit import clock, jobs
from rupor.providers.webhook import provider


@jobs.job(queue="webhooks")
def deliver(*, integration_id: int) -> None:
    """Tells one integration what is due."""
    send = partial(provider.send, private_allowed=settings.load().webhook_private_addresses)
    delivering.deliver(integration_id=integration_id, now=clock.now(), send=send)


@jobs.job(cron="* * * * *")
def wake_due(*, timestamp: int) -> None:
    """Every minute: requests whose time to be repeated has come, and any whose job was lost."""
    wake.wake(integrations=queries.due(now=clock.now()))


@jobs.job(cron="41 3 * * *")
def forget(*, timestamp: int) -> None:
    """Every night: journal entries older than it keeps."""
    forgetting.forget(now=clock.now())
