"""Facts of this room."""

from typing import Any

from rupor.kit.events import Fact


class ServiceCallMoved(Fact, frozen=True):
    """A call without a campaign (`actions/place_call.py`) went on.

    `purpose` and `asker` are what its asker gave; whoever listens looks at the purpose first. `stage` is "dialling" (a
    gateway has it), "answered" or "ended". Stages may be heard twice and in any order, so a listener only goes forward;
    an end in doubt (`outcome` "unknown") may be followed by the true one. `outcome` is of `engine.ports.Outcome`, empty
    when the order came back untouched; `call` is `engine.ports.CallResult` as plain JSON, empty when nobody knows;
    `cost` is in roubles.
    """

    purpose: str
    asker: int
    attempt: int
    stage: str
    outcome: str = ""
    cost: str = "0"
    call: dict[str, Any] = {}
