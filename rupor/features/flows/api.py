"""The doors of the room `flows`."""

from typing import Any

from django.utils import translation
from ninja import Query, Router, Status

from rupor.engine.flow.checks import Problem
from rupor.features.accounts.guards import MemberRequest, signed_in
from rupor.features.accounts.rules import Right
from rupor.features.flows import queries, schemas
from rupor.features.flows.actions import archive, copy, restore, save
from rupor.features.flows.models import CallFlow
from rupor.features.flows.schemas import document as document_form
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.features.projects.models import Project
from rupor.kit import messages, pagination

router = Router(tags=["flows"])
account_router = Router(tags=["flows"])
READ, EDIT = in_project(Right.READ), in_project(Right.EDIT)


@account_router.get("/flows/schema", auth=signed_in(Right.READ))
def schema(request: MemberRequest) -> dict[str, Any]:
    """JSON Schema of a flow document."""
    return document_form.json_schema()


@router.get("/flows", response=pagination.Page[schemas.FlowItem], auth=READ)
def flows(request: ProjectRequest, query: Query[schemas.FlowQuery]) -> dict[str, Any]:
    """Flows of the project; the system's flow stands first."""
    project = request.auth.project
    found = queries.flows(project=project, archived=query.archived)
    return pagination.page(found, query=query, shown=lambda rows: _shown(project, rows))


@router.post("/flows/check", response=schemas.ProblemsOut, auth=READ)
def check(request: ProjectRequest, given: schemas.DocumentIn) -> dict[str, Any]:
    """Everything that is wrong with a document, without saving it."""
    return {"problems": _told(queries.problems(project=request.auth.project, document=given.document))}


@router.post("/flows", response={201: schemas.FlowOut}, auth=EDIT)
def create(request: ProjectRequest, given: schemas.FlowIn) -> Status[Any]:
    """Saves a new flow."""
    project = request.auth.project
    return Status(201, _one(project, save.save(project=project, flow=None, name=given.name, document=given.document)))


@router.get("/flows/{int:flow_id}", response=schemas.FlowOut, auth=READ)
def flow(request: ProjectRequest, flow_id: int) -> Any:
    """One flow with its document."""
    project = request.auth.project
    return _one(project, queries.flow(project=project, flow_id=flow_id))


@router.put("/flows/{int:flow_id}", response=schemas.FlowOut, auth=EDIT)
def change(request: ProjectRequest, flow_id: int, given: schemas.FlowIn) -> Any:
    """Saves a new version."""
    project = request.auth.project
    found = queries.flow(project=project, flow_id=flow_id)
    return _one(project, save.save(project=project, flow=found, name=given.name, document=given.document))


@router.post("/flows/{int:flow_id}/copy", response={201: schemas.FlowOut}, auth=EDIT)
def duplicate(request: ProjectRequest, flow_id: int) -> Status[Any]:
    """A new flow with the same document; the system's flow becomes one that may be changed."""
    project = request.auth.project
    found = queries.flow(project=project, flow_id=flow_id)
    return Status(201, _one(project, copy.copy(project=project, flow=found)))


@router.post("/flows/{int:flow_id}/archive", response=schemas.FlowOut, auth=EDIT)
def put_away(request: ProjectRequest, flow_id: int) -> Any:
    """Hides a flow."""
    project = request.auth.project
    return _one(project, archive.archive(flow=queries.flow(project=project, flow_id=flow_id)))


@router.post("/flows/{int:flow_id}/restore", response=schemas.FlowOut, auth=EDIT)
def bring_back(request: ProjectRequest, flow_id: int) -> Any:
    """Shows a flow again."""
    project = request.auth.project
    return _one(project, restore.restore(flow=queries.flow(project=project, flow_id=flow_id)))


def _one(project: Project, row: CallFlow) -> dict[str, Any]:
    return _shown(project, [row])[0]


def _shown(project: Project, rows: list[CallFlow]) -> list[dict[str, Any]]:
    found = queries.problems_of(project=project, listed=[(row.id, row.document) for row in rows])
    return [
        {
            "id": row.id,
            "name": row.name,
            "version": row.version,
            "is_system": row.is_system,
            "created_at": row.created_at,
            "archived_at": row.archived_at,
            "document": row.document,
            "problems": _told(problems),
        }
        for row, problems in zip(rows, found, strict=True)
    ]


def _told(problems: list[Problem]) -> list[dict[str, Any]]:
    language = translation.get_language() or "ru"
    return [
        {
            "node": problem.node,
            "card": problem.card,
            "code": problem.code,
            "message": messages.text(f"flow_{problem.code}", language=language, node=problem.node),
            "warning": problem.warning,
        }
        for problem in problems
    ]
