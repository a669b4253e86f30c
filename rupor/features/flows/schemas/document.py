"""The form of a flow document, published as JSON Schema for editors and programs.

It tells the form only; what is unwise or unlawful in a well-formed document is found by the engine's checks.
"""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field

Seconds = Annotated[float, Field(ge=0, le=3600)]


class _Part(BaseModel):
    model_config = ConfigDict(extra="ignore")


class Record(_Part):
    """Keep a recording of the talk; first card of the first node."""

    do: Literal["record"]


class Play(_Part):
    """Play a clip: a material of the project, or the campaign's own clips in turn."""

    do: Literal["play"]
    material: Annotated[int, Field(ge=1)] | Literal["campaign"]
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


class Repeat(_Part):
    """Go back, at most so many times; without a node, to the one that led here."""

    do: Literal["repeat"]
    times: Annotated[int, Field(ge=1, le=3)] = 1
    node: str | None = None


class HangUp(_Part):
    """End the call."""

    do: Literal["hangup"]


Card = Annotated[Record | Play | Goal | Stop | Message | Repeat | HangUp, Field(discriminator="do")]


class Recognition(_Part):
    """How an answer is heard."""

    mode: Literal["dtmf"]


class KeyBranch(_Part):
    """Where a key leads."""

    when: Literal["key"]
    value: Annotated[str, Field(pattern="^[0-9]$")]
    to: str


class ElseBranch(_Part):
    """Where any other key, or no answer, leads."""

    when: Literal["other", "silence"]
    to: str


class Node(_Part):
    """A segment of the talk. `at` is its place on the editor's map."""

    title: str | None = None
    at: tuple[float, float] | None = None
    cards: list[Card] | None = None
    recognition: Recognition | None = None
    branches: list[KeyBranch | ElseBranch] | None = None
    next: str | None = None


class Document(_Part):
    """A call flow, version 1."""

    version: Literal[1]
    start: str
    nodes: Annotated[dict[str, Node], Field(min_length=1, max_length=200)]


def json_schema() -> dict[str, Any]:
    """The published schema."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **Document.model_json_schema()}
