"""The form of a flow document, published as JSON Schema for editors and programs.

It tells the form only; what is unwise or unlawful in a well-formed document is found by the engine's checks.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Id = Annotated[int, Field(ge=1)]
Seconds = Annotated[float, Field(ge=0, le=3600)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Record(_Part):
    """Keep a recording of the talk; first card of the first node."""

    do: Literal["record"]


class Play(_Part):
    """Play a clip: a material of the project, or the campaign's own clips in turn."""

    do: Literal["play"]
    material: Id | Literal["campaign"]
    recognition_start_seconds: Seconds | None = None


class Goal(_Part):
    """The person is interested."""

    do: Literal["goal"]
    tag: str | None = None


class Stop(_Part):
    """The person wants no more calls; an empty list is the account's own."""

    do: Literal["stop"]
    list: str | None = None


class Message(_Part):
    """Send an SMS; `{{name|default}}` takes a field of the contact."""

    do: Literal["message"]
    text: Annotated[str, Field(min_length=1)]
    sender: str | None = None


class MachineFilter(_Part):
    """End the call when no person took it; under the first node's head, beside the recording."""

    do: Literal["am_filter"]


class Webhook(_Part):
    """Tell an integration of the project about the person; the talk does not wait for it."""

    do: Literal["webhook"]
    integration: Id


class Ticket(_Part):
    """Make a follow-up card for the managers; placeholders as in messages."""

    do: Literal["ticket_card"]
    title: Annotated[str, Field(min_length=1)]
    text: str | None = None


class PhoneOperator(_Part):
    """A mobile or landline number."""

    kind: Literal["phone"]
    to: str


class SipOperator(_Part):
    """A SIP address: `sip:user@host`, with a port if need be."""

    kind: Literal["sip"]
    to: str


Operator = Annotated[PhoneOperator | SipOperator, Field(discriminator="kind")]


class Transfer(_Part):
    """Connect the person with the first operator who answers; each is rung so long. Without `music` the product's own
    is heard meanwhile."""

    do: Literal["transfer"]
    operators: Annotated[list[Operator], Field(min_length=1, max_length=10)]
    ring_seconds: Annotated[int, Field(ge=5, le=120)] | None = None
    music: Id | None = None


class Goto(_Part):
    """Go on with another flow of the project; last card of a node that leads nowhere else."""

    do: Literal["goto"]
    flow: Id


class Repeat(_Part):
    """Go back, at most so many times; without a node, to the one that led here."""

    do: Literal["repeat"]
    times: Annotated[int, Field(ge=1, le=3)] = 1
    node: str | None = None


class HangUp(_Part):
    """End the call."""

    do: Literal["hangup"]


Card = Annotated[
    Record | MachineFilter | Play | Goal | Stop | Message | Webhook | Ticket | Transfer | Goto | Repeat | HangUp,
    Field(discriminator="do"),
]


class Recognition(_Part):
    """How an answer is heard. A node that hears voices heeds keys too, where it has branches for them."""

    mode: Literal["dtmf", "voice"]


class KeyBranch(_Part):
    """Where a key leads."""

    when: Literal["key"]
    value: Annotated[str, Field(pattern="^[0-9]$")]
    to: str


class WordsBranch(_Part):
    """Where any of these words or phrases leads; their forms count too. The first branch that fits is taken."""

    when: Literal["words"]
    words: Annotated[list[Annotated[str, Field(min_length=1, max_length=80)]], Field(min_length=1, max_length=50)]
    to: str


class ElseBranch(_Part):
    """Where any other answer, no answer, or a transfer that nobody took leads."""

    when: Literal["other", "silence", "no_operator"]
    to: str


Branch = Annotated[KeyBranch | WordsBranch | ElseBranch, Field(discriminator="when")]


class Node(_Part):
    """A segment of the talk. `at` is its place on the editor's map."""

    title: str | None = None
    at: tuple[float, float] | None = None
    cards: list[Card] | None = None
    recognition: Recognition | None = None
    branches: list[Branch] | None = None
    next: str | None = None


class Document(_Part):
    """A call flow, version 1."""

    version: Literal[1]
    start: str
    nodes: Annotated[dict[str, Node], Field(min_length=1, max_length=200)]


def json_schema() -> dict[str, Any]:
    """The published schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Document.model_json_schema()}
