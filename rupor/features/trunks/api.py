"""The doors of trunks: only those who run the installation pass."""

from typing import Any

from ninja import Router, Status

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.trunks import queries
from rupor.features.trunks.actions import add, edit, remove
from rupor.features.trunks.models import Trunk, TrunkReport
from rupor.features.trunks.schemas import NewTrunk, OtherReport, TrunkChange, TrunkItem
from rupor.kit import clock

account_router = Router(tags=["trunks"])


@account_router.get("/trunks", response=list[TrunkItem], auth=guards.staff())
def list_trunks(request: MemberRequest) -> list[dict[str, Any]]:
    """Every trunk with what the living gateways tell of it, in the order in which calls try them."""
    told = queries.reports(now=clock.now())
    return [_shown(trunk, reports=told.get(trunk.name, [])) for trunk in queries.trunks()]


@account_router.get("/trunks/other-reports", response=list[OtherReport], auth=guards.staff())
def list_other_reports(request: MemberRequest) -> list[TrunkReport]:
    """What the living gateways tell of trunks that are not kept here: the one of the settings."""
    kept = {trunk.name for trunk in queries.trunks()}
    told = queries.reports(now=clock.now())
    return [report for name, reports in told.items() if name not in kept for report in reports]


@account_router.post("/trunks", response={201: TrunkItem}, auth=guards.staff())
def add_trunk(request: MemberRequest, order: NewTrunk) -> Status[dict[str, Any]]:
    """Adds a trunk; gateways begin to use it within seconds."""
    return Status(201, _shown(add.add(values=order.dict()), reports=[]))


@account_router.patch("/trunks/{int:trunk}", response=TrunkItem, auth=guards.staff())
def edit_trunk(request: MemberRequest, trunk: int, change: TrunkChange) -> dict[str, Any]:
    """Changes a trunk; a field that is left out stays as it is, secrets too."""
    changed = edit.edit(trunk=queries.trunk(trunk_id=trunk), values=change.dict(exclude_none=True))
    return _shown(changed, reports=queries.reports(now=clock.now()).get(changed.name, []))


@account_router.delete("/trunks/{int:trunk}", response={204: None}, auth=guards.staff())
def remove_trunk(request: MemberRequest, trunk: int) -> Status[None]:
    """Takes a trunk away for good; calls under way go on."""
    remove.remove(trunk=queries.trunk(trunk_id=trunk))
    return Status(204, None)


def _shown(trunk: Trunk, *, reports: list[TrunkReport]) -> dict[str, Any]:
    shown = {name: getattr(trunk, name) for name in TrunkItem.model_fields if hasattr(trunk, name)}
    secrets = {f"has_{name}": bool(getattr(trunk, name)) for name in ("password", "ca", "identity")}
    return {**shown, **secrets, "reports": reports}
