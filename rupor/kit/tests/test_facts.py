"""Publishing a fact and announcing to browsers happen with the transaction or not at all."""

import contextlib
import json

import psycopg
import pytest
from django.db import connection, transaction

from rupor.kit import ahead, errors, events, jobs, live


class Unwired(events.Fact, frozen=True):
    """A fact nobody declared."""


def failing(first):
    """A transaction that does the thing and then fails."""
    with contextlib.suppress(ZeroDivisionError), transaction.atomic():
        first()
        raise ZeroDivisionError


@pytest.mark.django_db
def test_a_fact_without_a_place_in_the_table_is_refused():
    with pytest.raises(KeyError):
        events.publish(Unwired())


@pytest.mark.django_db(transaction=True)
def test_a_job_of_a_transaction_that_failed_never_existed():
    before = len(list(jobs.app.job_manager.list_jobs()))
    failing(lambda: jobs.defer("contacts.open_fields", project_id=1))
    assert len(list(jobs.app.job_manager.list_jobs())) == before


def test_an_unknown_job_cannot_be_asked_for(db):
    from procrastinate.exceptions import TaskNotFound

    with pytest.raises(TaskNotFound):
        jobs.defer("contacts.no_such_job")


@pytest.mark.parametrize(
    ("failure", "attempts", "again"),
    [
        (OSError(), 0, True),
        (OSError(), 6, True),
        (OSError(), 7, False),
        (errors.Unavailable("bus_away"), 0, True),
        (errors.NotFound("project_not_found"), 0, False),
    ],
)
def test_a_job_is_repeated_unless_its_failure_is_final(failure, attempts, again):
    class Job:
        pass

    job = Job()
    job.attempts = attempts
    assert (jobs.Patient(attempts=8).get_retry_decision(exception=failure, job=job) is not None) == again


@pytest.mark.django_db(transaction=True)
def test_browsers_hear_after_the_commit_and_only_then():
    parameters = connection.get_connection_params() | {"cursor_factory": psycopg.Cursor}
    parameters.pop("context", None)
    with psycopg.connect(**parameters, autocommit=True) as listener:
        listener.execute("LISTEN rupor_live")
        failing(lambda: live.announce(account_id=1, payload={"type": "lost"}))
        with transaction.atomic():
            live.announce(account_id=7, payload={"type": "audience", "name": "Люди"})
            live.announce(account_id=7, payload={"type": "big", "text": "я" * 9000})
        heard = [json.loads(note.payload) for note in listener.notifies(timeout=5, stop_after=2)]
    assert heard == [
        {"account": 7, "message": {"type": "audience", "name": "Люди"}},
        {"account": 7, "message": {"type": "resync"}},
    ]


def test_working_ahead_keeps_order_and_raises_here():
    def source():
        yield from range(3)
        raise ZeroDivisionError

    items = ahead.ahead(source())
    assert [next(items), next(items), next(items)] == [0, 1, 2]
    with pytest.raises(ZeroDivisionError):
        next(items)
