"""The life of a call at our end: its states, and the one list of lawful moves between them."""

from enum import StrEnum


class Stage(StrEnum):
    CALLING = "calling"  # our INVITE is on its way
    CANCELLING = "cancelling"  # we gave up before an answer
    OFFERED = "offered"  # their INVITE waits for our answer
    ACCEPTED = "accepted"  # we answered 200 and wait for the ACK
    PARTING = "parting"  # hung up before the ACK came; a BYE must wait for it (RFC 3261 §15)
    TALKING = "talking"
    LEAVING = "leaving"  # our BYE is on its way
    OVER = "over"


LAWFUL: dict[Stage, frozenset[Stage]] = {
    Stage.CALLING: frozenset({Stage.CANCELLING, Stage.TALKING, Stage.OVER}),
    Stage.CANCELLING: frozenset({Stage.LEAVING, Stage.OVER}),
    Stage.OFFERED: frozenset({Stage.ACCEPTED, Stage.OVER}),
    Stage.ACCEPTED: frozenset({Stage.TALKING, Stage.PARTING, Stage.LEAVING, Stage.OVER}),
    Stage.PARTING: frozenset({Stage.LEAVING, Stage.OVER}),
    Stage.TALKING: frozenset({Stage.LEAVING, Stage.OVER}),
    Stage.LEAVING: frozenset({Stage.OVER}),
    Stage.OVER: frozenset(),
}
