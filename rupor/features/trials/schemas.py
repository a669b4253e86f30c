"""Trials and proofs as JSON."""

from datetime import datetime
from typing import Any, Literal

from ninja import Field, Schema

from rupor.kit.wire import Money

Stage = Literal["waiting", "dialling", "answered", "ended"]


class PhoneIn(Schema):
    """The phone to prove, in any writing."""

    phone: str = Field(max_length=32)


class CodeIn(Schema):
    """The code that was spoken."""

    code: str = Field(max_length=8)


class ProofOut(Schema):
    """How the proving call goes; `tries_left` and `expires_at` are of the code."""

    phone: str
    stage: Stage
    outcome: str
    tries_left: int
    expires_at: datetime
    proven: bool


class MyPhoneOut(Schema):
    """The user's proven phone (empty: none), and the latest proof."""

    phone: str
    confirmed_at: datetime | None
    proof: ProofOut | None


class TrialIn(Schema):
    """What to try; without a document the flow as it was saved. `materials` stand for the campaign's own clips."""

    document: dict[str, Any] | None = None
    materials: list[int] = Field([], max_length=20)


class TrialOut(Schema):
    """How a trial goes. `call` is the number of the call in «Детализация», null until it is over."""

    id: int
    flow: int | None
    phone: str
    stage: Stage
    outcome: str
    cost: Money
    talk_seconds: float
    path: list[str]
    digits: str
    heard: list[str]
    transferred_to: str
    call: int | None
    created_at: datetime
    ended_at: datetime | None
