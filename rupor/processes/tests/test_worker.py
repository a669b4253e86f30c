"""The worker runs the jobs of the rooms, and a job that defers another does so within its transaction."""

import asyncio
import os
import signal
import subprocess
import sys

import pytest
from django.db import connection, connections
from procrastinate.jobs import Status

from rupor.features.billing.models import Purse
from rupor.features.contacts.actions import begin_import, create_audience, keep_upload
from rupor.features.contacts.models import ContactField
from rupor.features.projects.models import Project
from rupor.kit import clock, jobs
from rupor.kit.jobs import app
from rupor.processes import worker

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def threads_close_their_connections(monkeypatch):
    monkeypatch.setitem(connections.settings["default"], "CONN_MAX_AGE", 0)


@pytest.fixture(autouse=True)
def no_jobs_of_other_tests(transactional_db):
    """A flush leaves the queue's own tables alone, and jobs of rows that are gone can only fail."""
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


def _due(job):
    return job.scheduled_at is None or job.scheduled_at <= clock.now()


def work():
    """Until no job is left, also of those that jobs asked for; one put off after a failure is not waited for."""
    while any(job.status == Status.TODO.value and _due(job) for job in app.job_manager.list_jobs()):
        asyncio.run(worker.work(until_empty=True))


def test_an_opened_account_gets_all_it_starts_with():
    from rupor.features.accounts.actions import create_owner

    account = create_owner.create_owner(email="boss@example.org", password="correct horse battery").account
    assert not Project.objects.filter(account=account).exists()
    work()
    project = Project.objects.get(account=account)
    assert ContactField.objects.filter(project=project, system=True).count() == 6
    assert Purse.objects.filter(account=account).exists()
    assert not [job for job in app.job_manager.list_jobs() if job.status != Status.SUCCEEDED.value]


def test_a_queued_import_is_brought_in(owner, storage):
    audience = create_audience.create_audience(project=owner.project, name="Люди")
    kept = keep_upload.keep_upload(account=owner.account, chunks=[b"79161234567\n79161234568\n"])
    begun = begin_import.begin_import(
        audience=audience, upload=kept, file_name="a.csv", mapping={"0": "phone"}, has_header=False
    )
    work()
    begun.refresh_from_db()
    audience.refresh_from_db()
    assert (begun.state, begun.counts["added"], audience.state) == ("done", 2, "active")


def test_a_broken_import_ends_visibly(owner, storage, monkeypatch):
    audience = create_audience.create_audience(project=owner.project, name="Люди")
    begun = begin_import.begin_import(
        audience=audience, upload="../../etc/passwd", file_name="", mapping={"0": "phone"}, has_header=False
    )
    work()
    begun.refresh_from_db()
    audience.refresh_from_db()
    assert (begun.state, begun.error, audience.state) == ("failed", "not_found", "failed")


def test_a_job_of_a_dead_worker_is_run_by_a_living_one(owner):
    work()
    jobs.defer("contacts.open_fields", project_id=owner.project.id)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE procrastinate_jobs SET status = 'doing', worker_id = NULL WHERE status = 'todo'")

    async def rescue():
        made = jobs.worker_app()
        async with made.open_async():
            await worker.rescue_stalled(made)

    ContactField.objects.all().delete()
    asyncio.run(rescue())
    work()
    assert ContactField.objects.filter(project=owner.project).count() == 6


def test_the_process_leaves_at_once_when_told():
    environment = {**os.environ, "RUPOR_DATABASE_URL": _test_database()}
    process = subprocess.Popen(
        [sys.executable, "-m", "rupor.processes.worker"], env=environment, stdout=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    assert "worker is ready" in process.stdout.readline()
    process.send_signal(signal.SIGTERM)
    process.communicate(timeout=60)
    assert process.returncode == 0


def _test_database():
    url = os.environ["RUPOR_DATABASE_URL"]
    return url.replace("/rupor?", f"/{connections['default'].settings_dict['NAME']}?")
