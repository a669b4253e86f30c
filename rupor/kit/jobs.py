"""Background jobs: procrastinate over Django's own connection, so that a job appears only if the transaction commits.

A room declares jobs in its `tasks.py`; anything below the door defers them by name, `<room>.<function>`.
A job may run twice.
"""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar, cast

from procrastinate import App, BaseRetryStrategy, RetryDecision
from procrastinate.contrib.django import app
from procrastinate.contrib.django.django_connector import DjangoConnector
from procrastinate.jobs import Job

from rupor.kit import errors

Function = TypeVar("Function", bound=Callable[..., Any])


class Patient(BaseRetryStrategy):
    """Tries again after 2, 4, 8 … seconds up to ten minutes; a failure that says it is final is not repeated."""

    def __init__(self, *, attempts: int) -> None:
        self.attempts = attempts

    def get_retry_decision(self, *, exception: BaseException, job: Job) -> RetryDecision | None:
        """When to try again, or None for never."""
        final = isinstance(exception, errors.RuporError) and not exception.retryable
        if final or job.attempts + 1 >= self.attempts:
            return None
        wait_seconds = min(600, 2 ** (job.attempts + 1))
        return RetryDecision(retry_at=datetime.now(UTC) + timedelta(seconds=wait_seconds))


def job(*, queue: str = "default", attempts: int = 8, cron: str = "") -> Callable[[Function], Function]:
    """Declares a job of the room whose `tasks.py` this is; `cron` runs it by the clock with argument `timestamp`."""

    def declare(function: Function) -> Function:
        room = function.__module__.split(".")[-2]
        task = app.task(name=f"{room}.{function.__name__}", queue=queue, retry=Patient(attempts=attempts))(function)
        if cron:
            app.periodic(cron=cron)(task)
        return function

    return declare


def defer(name: str, /, *, lock: str | None = None, wait_seconds: float = 0, **arguments: Any) -> int:
    """Puts the job in the queue within the current transaction. Jobs with the same lock run one after another."""
    options: dict[str, Any] = {"lock": lock} if lock else {}
    if wait_seconds:
        options["schedule_at"] = datetime.now(UTC) + timedelta(seconds=wait_seconds)
    number: int = app.configure_task(name, allow_unknown=False, **options).defer(**arguments)
    return number


def worker_app() -> App:
    """The same jobs over an asynchronous connection, for the worker. Jobs themselves defer others through Django's
    connection, within their transactions, so the Django app keeps its own connector."""
    connector = cast(DjangoConnector, app.connector)
    made = App(connector=connector.get_worker_connector(), worker_defaults=app.worker_defaults)
    made.tasks = app.tasks
    made.periodic_registry = app.periodic_registry
    return made


def names() -> frozenset[str]:
    """Every declared job of the rooms."""
    return frozenset(name for name in app.tasks if not name.startswith("builtin:"))
