"""Jobs of the room `campaigns`."""

from rupor.features.campaigns.actions import pause_project as pausing
from rupor.features.campaigns.actions import plan_run as planning
from rupor.kit import jobs


@jobs.job()
def plan_run(*, run_id: int) -> None:
    """Makes the targets of a run whose list is long."""
    planning.plan_run(run_id=run_id)


@jobs.job()
def pause_project(*, project_id: int) -> None:
    """Makes the campaigns of a project that was put away stand."""
    pausing.pause_project(project_id=project_id)
