"""The life of a session (SMPP 3.4, chapter 2): its states, and who may ask for what in each, for both roles."""

from enum import StrEnum

from rupor.protocols.smpp.names import Command


class Role(StrEnum):
    ESME = "esme"
    SMSC = "smsc"

    @property
    def peer(self) -> "Role":
        return Role.SMSC if self is Role.ESME else Role.ESME


class State(StrEnum):
    OPEN = "open"
    BOUND_TX = "bound_tx"
    BOUND_RX = "bound_rx"
    BOUND_TRX = "bound_trx"
    UNBINDING = "unbinding"
    CLOSED = "closed"

    @property
    def bound(self) -> bool:
        return self in (State.BOUND_TX, State.BOUND_RX, State.BOUND_TRX)


BINDS = {
    Command.BIND_TRANSMITTER: State.BOUND_TX,
    Command.BIND_RECEIVER: State.BOUND_RX,
    Command.BIND_TRANSCEIVER: State.BOUND_TRX,
}
MOVES: dict[State, frozenset[State]] = {
    State.OPEN: frozenset({State.BOUND_TX, State.BOUND_RX, State.BOUND_TRX, State.CLOSED}),
    State.BOUND_TX: frozenset({State.UNBINDING, State.CLOSED}),
    State.BOUND_RX: frozenset({State.UNBINDING, State.CLOSED}),
    State.BOUND_TRX: frozenset({State.UNBINDING, State.CLOSED}),
    State.UNBINDING: frozenset({State.CLOSED}),
    State.CLOSED: frozenset(),
}

WINDOWED = frozenset({Command.SUBMIT_SM, Command.DELIVER_SM, Command.DATA_SM})
"""Requests that count against the window; the link's own upkeep never waits for messages."""

_UPKEEP = frozenset({Command.ENQUIRE_LINK, Command.UNBIND})
_SENDING = _UPKEEP | {Command.SUBMIT_SM, Command.DATA_SM, Command.QUERY_SM, Command.CANCEL_SM}
_DELIVERING = _UPKEEP | {Command.DELIVER_SM, Command.DATA_SM}
_NOTHING: frozenset[Command] = frozenset()

LAWFUL: dict[tuple[Role, State], frozenset[Command]] = {
    (Role.ESME, State.OPEN): frozenset(BINDS) | {Command.ENQUIRE_LINK},
    (Role.ESME, State.BOUND_TX): _SENDING,
    (Role.ESME, State.BOUND_RX): _UPKEEP,
    (Role.ESME, State.BOUND_TRX): _SENDING,
    (Role.ESME, State.UNBINDING): _NOTHING,
    (Role.ESME, State.CLOSED): _NOTHING,
    (Role.SMSC, State.OPEN): frozenset({Command.ENQUIRE_LINK}),
    (Role.SMSC, State.BOUND_TX): _UPKEEP,
    (Role.SMSC, State.BOUND_RX): _DELIVERING,
    (Role.SMSC, State.BOUND_TRX): _DELIVERING,
    (Role.SMSC, State.UNBINDING): _NOTHING,
    (Role.SMSC, State.CLOSED): _NOTHING,
}
