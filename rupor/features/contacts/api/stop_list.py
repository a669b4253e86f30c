"""Doors of the account's stop-list."""

from typing import Any

from django.http.response import HttpResponseBase
from ninja import Query, Router

from rupor.features.accounts import guards
from rupor.features.accounts.guards import MemberRequest
from rupor.features.accounts.rules import Right
from rupor.features.contacts import queries
from rupor.features.contacts.actions import export_stop_list, stop, unstop
from rupor.features.contacts.api import shown
from rupor.features.contacts.schemas import NewStops, Removed, StopItem, Stopped, StopQuery, StopsChosen
from rupor.kit import errors, pagination, phone_text
from rupor.kit.pagination import Page

router = Router(tags=["stop-list"])


@router.get("/stop-list", response=Page[StopItem], auth=guards.signed_in(Right.READ))
def list_stops(request: MemberRequest, query: Query[StopQuery]) -> dict[str, Any]:
    """Numbers the account never contacts, newest first."""
    everything = queries.stop_entries(account=request.auth.account)
    found = queries.stop_entries(account=request.auth.account, search=query.search)
    return pagination.page(found, query=query, total=everything.count())


@router.post("/stop-list", response=Stopped, auth=guards.signed_in(Right.EDIT))
def add_stops(request: MemberRequest, order: NewStops) -> dict[str, Any]:
    """Picks numbers out of free text and puts them on the list."""
    picked = phone_text.picked_from(order.phones)
    if not picked.phones and not picked.invalid:
        raise errors.RuporError("phones_missing", field="phones")
    added = stop.stop(account=request.auth.account, phones=picked.phones, comment=order.comment)
    return {"added": added, "already": len(picked.phones) - added, "invalid": picked.invalid[:1000]}


@router.delete("/stop-list", response=Removed, auth=guards.signed_in(Right.EDIT))
def remove_stops(request: MemberRequest, chosen: StopsChosen) -> dict[str, int]:
    """Takes ticked numbers off the list, or all of them when asked so."""
    if not chosen.ids and not chosen.all:
        raise errors.RuporError("stop_ids_missing", field="ids")
    removed = unstop.unstop(account=request.auth.account, entry_ids=None if chosen.all else chosen.ids)
    return {"removed": removed}


@router.get("/stop-list/download", auth=guards.signed_in(Right.EXPORT))
def download_stops(request: MemberRequest) -> HttpResponseBase:
    """Every number of the list as CSV."""
    path = export_stop_list.export_stop_list(account=request.auth.account)
    return shown.download(path, request=request, form="csv", name="stop-list.csv")
