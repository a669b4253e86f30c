"""A call's card as JSON: everything that the list does not show."""

from datetime import datetime

from ninja import Schema

from rupor.features.reports.schemas import CallOut
from rupor.kit.wire import Money


class KeyOut(Schema):
    """A key that was pressed; seconds count from the answer."""

    digit: str
    at_seconds: float
    node: str = ""


class SaidOut(Schema):
    """What the person said, and the phrase of the flow that was found in it."""

    text: str
    phrase: str
    at_seconds: float
    node: str = ""


class ListenedOut(Schema):
    """How much of a clip was heard, in percent."""

    id: int
    name: str
    percent: int


class OperatorOut(Schema):
    """An operator who was rung in the middle of the call."""

    operator: str
    started_at: datetime
    ring_seconds: float
    talk_seconds: float
    outcome: str
    cost: Money


class WebhookOut(Schema):
    """What another system was told about the call."""

    id: int
    integration: int
    name: str
    state: str
    code: int
    attempts: int
    at: datetime


class FollowUpRef(Schema):
    """A card that the call left for the client's own people."""

    id: int
    title: str
    state: str


class SentOut(Schema):
    """A message that the call asked for."""

    id: int
    text: str
    status: str
    cost: Money


class CallCardOut(CallOut):
    """Everything that is known of a call; `transfer_cost` is within `cost`."""

    transfer_cost: Money
    keys: list[KeyOut]
    heard: list[SaidOut]
    listened: list[ListenedOut]
    operators: list[OperatorOut]
    webhooks: list[WebhookOut]
    follow_ups: list[FollowUpRef]
    messages: list[SentOut]
