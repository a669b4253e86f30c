"""Integrations as JSON."""

from datetime import datetime
from typing import Annotated, Literal

from ninja import Field, Schema
from pydantic import StringConstraints

from rupor.kit.pagination import PageQuery

Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=255)]
Url = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]
Secret = Annotated[str, StringConstraints(strip_whitespace=True, min_length=8, max_length=64)]
State = Literal["waiting", "queued", "sent", "failed"]


class Pair(Schema):
    """A header or a parameter; the value may hold `{{variable}}`."""

    name: str = Field(max_length=128)
    value: str = Field("", max_length=4000)


class IntegrationIn(Schema):
    """What an integration is made of. A password or a secret that is left out stays as it was."""

    name: Name
    method: Literal["POST", "GET"] = "POST"
    body_type: Literal["formdata", "json", "urlencoded"] = "formdata"
    url: Url
    login: str = Field("", max_length=255)
    password: str | None = Field(None, max_length=255)
    headers: list[Pair] = Field([], max_length=50)
    params: list[Pair] = Field([], max_length=50)
    body: str = Field("", max_length=20_000, description="Own JSON text in place of the params, for type json.")
    secret: Secret | None = None


class IntegrationsQuery(PageQuery):
    """Filters of the list."""

    archived: bool = False


class IntegrationItem(Schema):
    """An integration in the list."""

    id: int
    name: str
    type: Literal["api"] = "api"
    method: str
    url: str
    archived_at: datetime | None
    created_at: datetime


class IntegrationOut(IntegrationItem):
    """An integration with its settings; the password is never told, the secret only to those who may change it."""

    body_type: str
    login: str
    has_password: bool
    headers: list[Pair]
    params: list[Pair]
    body: str
    secret: str | None
    warnings: list[str]


class DeliveriesQuery(PageQuery):
    """Filters of the journal."""

    state: State | Literal[""] = ""
    phone: str = Field("", max_length=15)


class DeliveryItem(Schema):
    """A request of the journal; `failure` says in words why nobody answered."""

    id: int
    created_at: datetime
    tried_at: datetime | None
    event: str
    event_id: str
    call: int | None
    phone: str
    state: State
    attempts: int
    next_at: datetime | None
    code: int
    failure: str
    request: str
    answer: str
