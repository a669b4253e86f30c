"""The doors of the room `trials`: the user's own phone, and flows tried on it."""

from decimal import Decimal
from typing import Any

from django.utils import translation
from ninja import Router, Status

from rupor.features.accounts.guards import MemberRequest, signed_in
from rupor.features.accounts.models import User
from rupor.features.accounts.rules import Right
from rupor.features.flows import queries as flow_queries
from rupor.features.projects.guards import ProjectRequest, in_project
from rupor.features.trials import queries, schemas
from rupor.features.trials.actions import ask_code, begin, prove_phone
from rupor.features.trials.models import Trial
from rupor.kit import clock

router = Router(tags=["trials"])
account_router = Router(tags=["trials"])


@account_router.get("/me/phone", response=schemas.MyPhoneOut, auth=signed_in(Right.READ))
def my_phone(request: MemberRequest) -> dict[str, Any]:
    """My proven phone, and how the proof of another one goes."""
    return _phone(request.auth.user)


@account_router.post("/me/phone", response=schemas.MyPhoneOut, auth=signed_in(Right.READ))
def ask_for_code(request: MemberRequest, given: schemas.PhoneIn) -> dict[str, Any]:
    """Has the robot call the phone and speak a code; three calls an hour at most."""
    member = request.auth
    language = translation.get_language() or "ru"
    ask_code.ask_code(
        user=member.user, account=member.account, written=given.phone, language=language[:2], now=clock.now()
    )
    return _phone(member.user)


@account_router.post("/me/phone/code", response=schemas.MyPhoneOut, auth=signed_in(Right.READ))
def give_code(request: MemberRequest, given: schemas.CodeIn) -> dict[str, Any]:
    """Proves the phone by the code that was spoken to it."""
    return _phone(prove_phone.prove_phone(user=request.auth.user, code=given.code, now=clock.now()))


@router.post("/flows/{int:flow_id}/trials", response={201: schemas.TrialOut}, auth=in_project(Right.SPEND))
def try_flow(request: ProjectRequest, flow_id: int, given: schemas.TrialIn) -> Status[Any]:
    """Calls me at my proven phone and carries the flow out, at the ordinary price."""
    project = request.auth.project
    made = begin.begin(
        project=project,
        user=request.auth.user,
        flow=flow_queries.flow(project=project, flow_id=flow_id),
        document=given.document,
        materials=given.materials,
        now=clock.now(),
    )
    return Status(201, _shown(made))


@router.get("/trials/{int:trial_id}", response=schemas.TrialOut, auth=in_project(Right.READ))
def trial(request: ProjectRequest, trial_id: int) -> dict[str, Any]:
    """How a trial goes."""
    return _shown(queries.trial(project=request.auth.project, trial_id=trial_id))


def _phone(user: User) -> dict[str, Any]:
    latest = queries.proof(user=user)
    names = ("phone", "stage", "outcome", "tries_left", "expires_at")
    proof = None if latest is None else {name: getattr(latest, name) for name in names}
    if latest is not None and proof is not None:
        proof["proven"] = latest.proven_at is not None
    return {"phone": user.phone, "confirmed_at": user.phone_confirmed_at, "proof": proof}


def _shown(row: Trial) -> dict[str, Any]:
    call = row.call
    return {
        "id": row.id,
        "flow": row.flow_id,
        "phone": row.phone,
        "stage": row.stage,
        "outcome": row.outcome,
        "cost": Decimal(row.cost),
        "talk_seconds": call.get("talk_seconds", 0),
        "path": call.get("path", []),
        "digits": call.get("digits", ""),
        "heard": [each.get("text", "") for each in call.get("heard", [])],
        "transferred_to": call.get("transferred_to", ""),
        "call": row.attempt if row.stage == "ended" and call else None,
        "created_at": row.created_at,
        "ended_at": row.ended_at,
    }
