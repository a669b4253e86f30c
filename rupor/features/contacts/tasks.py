"""Jobs of contacts."""

import structlog
from django.db import InterfaceError, OperationalError

from rupor.features.contacts.actions import fail_import, open_system_fields, run_import, sweep_uploads
from rupor.features.projects.models import Project
from rupor.kit import jobs

log = structlog.get_logger()


@jobs.job()
def open_fields(project_id: int) -> None:
    """A new project starts with the usual fields."""
    open_system_fields.open_system_fields(project=Project.objects.get(id=project_id))


@jobs.job(queue="imports")
def bring_in(import_id: int) -> None:
    """Runs a queued import. While the database is away it is repeated; anything else unexpected ends it visibly."""
    try:
        run_import.run_import(import_id=import_id)
    except (OperationalError, InterfaceError):
        raise
    except Exception as failure:  # the job's outermost loop: a person waits for the import's end
        log.error("import broke", import_id=import_id, exc_info=failure)
        fail_import.fail_import(import_id=import_id, code="import_broken")


@jobs.job(cron="17 3 * * *")
def sweep(timestamp: int) -> None:
    """Every night: uploads that became no import, and files of imports long ended."""
    sweep_uploads.sweep_uploads()
