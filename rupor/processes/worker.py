"""The worker: runs the jobs of every room, several at once, and leaves cleanly at SIGTERM.

Jobs whose worker died (its heartbeat stopped) are taken up again; every job bears running twice.
"""

import asyncio
import os
from typing import cast

import django
import structlog
from procrastinate import App
from procrastinate.contrib.django import app as django_app
from procrastinate.contrib.django.django_connector import DjangoConnector

from rupor import settings
from rupor.kit import logs

_CONCURRENCY = 4
_LEAVE_SECONDS = 30.0
_STALLED_EVERY_SECONDS = 15.0

log = structlog.get_logger()


def main() -> None:
    """Runs until told to stop."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rupor.django_settings")
    chosen = settings.load()
    logs.configure(process="worker", log_format=chosen.log_format, log_level=chosen.log_level)
    django.setup()
    asyncio.run(work())


def worker_app() -> App:
    """The rooms' jobs over an asynchronous connection. Jobs themselves defer others through Django's connection,
    within their transactions, so the Django app keeps its own connector."""
    connector = cast(DjangoConnector, django_app.connector)
    app = App(
        connector=connector.get_worker_connector(),
        worker_defaults=django_app.worker_defaults,
    )
    app.tasks = django_app.tasks
    app.periodic_registry = django_app.periodic_registry
    return app


async def work(*, until_empty: bool = False) -> None:
    """Fetches and runs jobs; with `until_empty` ends when none is due (tests)."""
    app = worker_app()
    async with app.open_async():
        rescue = asyncio.create_task(_rescue_stalled(app))
        try:
            await app.run_worker_async(
                name="worker",
                wait=not until_empty,
                concurrency=_CONCURRENCY,
                shutdown_graceful_timeout=_LEAVE_SECONDS,
                fetch_job_polling_interval=1.0,
                delete_jobs="successful",
                install_signal_handlers=not until_empty,
            )
        finally:
            rescue.cancel()


async def _rescue_stalled(app: App) -> None:
    """Gives the jobs of dead workers to living ones."""
    while True:
        for job in await app.job_manager.get_stalled_jobs():
            log.warning("job of a dead worker is run again", job=job.id, task=job.task_name)
            await app.job_manager.retry_job(job)
        await asyncio.sleep(_STALLED_EVERY_SECONDS)


if __name__ == "__main__":
    main()
