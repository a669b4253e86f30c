"""Every HTTP door of the API at one place: which room answers where, and how errors become answers.

A room gives `router` (mounted inside a project) or `account_router` (mounted at the account's level), or both.
"""

from typing import Any

from ninja import NinjaAPI
from ninja.openapi.schema import OpenAPISchema
from ninja.operation import Operation

from rupor.api import failures
from rupor.api.me import account_router as me
from rupor.features.billing.api import account_router as billing
from rupor.features.campaigns.api import router as campaigns
from rupor.features.confirmations.api import account_router as confirmations
from rupor.features.contacts.api import account_router as stop_list
from rupor.features.contacts.api import router as contacts
from rupor.features.deliveries.api import router as deliveries
from rupor.features.flows.api import account_router as flow_schema
from rupor.features.flows.api import router as flows
from rupor.features.followups.api import router as followups
from rupor.features.integrations.api import router as integrations
from rupor.features.limits.api import account_router as limits
from rupor.features.materials.api import router as materials
from rupor.features.numbers.api import account_router as numbers
from rupor.features.projects.api import account_router as projects
from rupor.features.rentals.api import account_router as rentals
from rupor.features.reports.api import router as reports
from rupor.features.trials.api import account_router as my_phone
from rupor.features.trials.api import router as trials
from rupor.features.trunks.api import account_router as trunks

_ROOT = "api/v1/"
_PROJECT = {"name": "project", "in": "path", "required": True, "schema": {"title": "Project", "type": "integer"}}


class RuporAPI(NinjaAPI):
    """Names operations `<room>_<function>`, which typed clients show as they are."""

    def get_openapi_operation_id(self, operation: Operation) -> str:
        """A short name that is stable while the function keeps its own."""
        room = operation.view_func.__module__.removeprefix("rupor.features.").removeprefix("rupor.api.").split(".")[0]
        return f"{room}_{operation.view_func.__name__}"

    def get_openapi_schema(self, **options: Any) -> OpenAPISchema:
        """The contract, with the project told at every route inside one: the guard reads it, not the door."""
        schema = super().get_openapi_schema(**options)
        for path, operations in schema["paths"].items():
            if path.startswith(f"/{_ROOT}projects/{{project}}/"):
                for operation in operations.values():
                    told = operation.setdefault("parameters", [])
                    if not any(parameter["name"] == "project" for parameter in told):
                        told.insert(0, dict(_PROJECT))
        return schema


def build() -> RuporAPI:
    """The API with every room mounted."""
    made = RuporAPI(title="Rupor", version="1", urls_namespace="api", description=_DESCRIPTION)
    for router in (me, projects, stop_list, numbers, trunks, flow_schema, billing, limits):
        made.add_router("", router)
    for router in (rentals, confirmations, my_phone):
        made.add_router("", router)
    for router in (contacts, materials, integrations, flows, followups, campaigns, deliveries, trials, reports):
        made.add_router("/projects/{int:project}", router)
    failures.install(made)
    return made


_DESCRIPTION = """Campaigns by voice and SMS: contacts, materials, flows, campaigns, reports, money.

Sign in through `/_allauth/browser/v1/auth/login`; unsafe methods need the header `X-CSRFToken`
with the cookie `csrftoken`. Money is text with four digits, times are UTC, phones are digits without «+»."""

api = build()
