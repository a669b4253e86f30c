"""The worker: runs the jobs of every room, several at once, and leaves cleanly at SIGTERM.

Jobs whose worker died (its heartbeat stopped) are taken up again; every job bears running twice.
"""

import asyncio
import contextlib
import os
import signal

import django
import structlog
from procrastinate import App
from procrastinate.exceptions import ConnectorException

from rupor import settings
from rupor.kit import jobs, logs

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


async def work(*, until_empty: bool = False) -> None:
    """Fetches and runs jobs; with `until_empty` ends when none is due (tests)."""
    app = jobs.worker_app()
    async with app.open_async():
        rescue = asyncio.create_task(_rescue_stalled(app))
        running = asyncio.create_task(_run(app, until_empty=until_empty))
        for told in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().add_signal_handler(told, running.cancel)
        log.info("worker is ready", concurrency=_CONCURRENCY)
        try:
            # cancelled, it ends the jobs under way and takes no other
            with contextlib.suppress(asyncio.CancelledError):
                await running
        finally:
            rescue.cancel()


async def _run(app: App, *, until_empty: bool) -> None:
    await app.run_worker_async(
        name="worker",
        wait=not until_empty,
        concurrency=_CONCURRENCY,
        shutdown_graceful_timeout=_LEAVE_SECONDS,
        fetch_job_polling_interval=1.0,
        delete_jobs="successful",
        install_signal_handlers=False,
    )


async def _rescue_stalled(app: App) -> None:
    """Gives the jobs of dead workers to living ones, again and again; the next round makes up for one that failed."""
    while True:
        try:
            await rescue_stalled(app)
        except ConnectorException as failure:
            log.warning("dead workers could not be looked for", error=str(failure))
        await asyncio.sleep(_STALLED_EVERY_SECONDS)


async def rescue_stalled(app: App) -> None:
    """One round: a job under way whose worker no longer beats goes back to the queue."""
    for job in await app.job_manager.get_stalled_jobs():
        log.warning("job of a dead worker is run again", job=job.id, task=job.task_name)
        await app.job_manager.retry_job(job)


if __name__ == "__main__":
    main()
