"""What the centre's statuses and states mean in our words: which refusals are the number's fault, which pass."""

from rupor.engine.ports import Outcome
from rupor.protocols.smpp.names import MessageState, Status

PASSING = frozenset({Status.THROTTLED, Status.QUEUE_FULL})
"""Not a refusal: the same part is sent again a little later."""

_REFUSALS = {
    Status.INVALID_DESTINATION: Outcome.INVALID,
    Status.INVALID_SOURCE: Outcome.REJECTED,
    Status.SUBMIT_FAILED: Outcome.REJECTED,
    0x33: Outcome.INVALID,  # number of destinations
    0x40: Outcome.INVALID,  # destination flag
    0x48: Outcome.REJECTED,  # source type of number
    0x49: Outcome.REJECTED,  # source numbering plan
    0x50: Outcome.INVALID,  # destination type of number
    0x51: Outcome.INVALID,  # destination numbering plan
}
_FINAL = {
    MessageState.DELIVERED: Outcome.DELIVERED,
    MessageState.EXPIRED: Outcome.EXPIRED,
    MessageState.DELETED: Outcome.UNDELIVERED,
    MessageState.UNDELIVERABLE: Outcome.UNDELIVERED,
    MessageState.REJECTED: Outcome.REJECTED,
    MessageState.UNKNOWN: Outcome.UNKNOWN,
}


def of_refusal(*, status: int) -> Outcome:
    """Everything not known as the number's or the sender's fault is the provider's."""
    return _REFUSALS.get(status, Outcome.PROVIDER_ERROR)


def of_state(*, state: MessageState) -> Outcome | None:
    """None while the message is still on its way."""
    return _FINAL.get(state)


def code(*, status: int) -> str:
    return f"0x{status:08X}"
