"""Who lives in the simulated network: what becomes of a message, by the number's last digits (see the README)."""

from enum import StrEnum

import msgspec

from rupor.protocols.smpp.names import MessageState, Status

DELIVERY_SECONDS = 0.5


class Answer(StrEnum):
    """What the submit itself meets."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    THROTTLED_ONCE = "throttled_once"


class Person(msgspec.Struct, frozen=True):
    answer: Answer = Answer.ACCEPTED
    refusal: Status = Status.OK
    state: MessageState = MessageState.DELIVERED
    error: str = "000"
    delay_seconds: float = DELIVERY_SECONDS
    reports: int = 1
    report_first: bool = False
    reply: str = ""


_USUAL = Person()
_BY_LAST = {
    "3": Person(report_first=True, delay_seconds=0.0),
    "4": Person(state=MessageState.UNDELIVERABLE, error="001"),
    "5": Person(state=MessageState.EXPIRED, error="002"),
    "6": Person(answer=Answer.REFUSED, refusal=Status.INVALID_DESTINATION, reports=0),
    "8": Person(delay_seconds=3.0, reports=2),
}
_BY_LAST_TWO = {
    "09": Person(answer=Answer.THROTTLED_ONCE),
    "19": Person(state=MessageState.REJECTED, error="003"),
    "39": Person(reply="Да, спасибо"),
    "69": Person(delay_seconds=10.0),
    "99": Person(reports=0),
}


def person(*, phone: str) -> Person:
    return _BY_LAST_TWO.get(phone[-2:]) or _BY_LAST.get(phone[-1:]) or _USUAL
