"""How every transaction machine works: a table of (state, stimulus) → next state and actions; actions yield intentions.

A stimulus that the table does not know in a state means nothing there: so repeats and late timers are absorbed.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, NamedTuple

from rupor.protocols.sip.message import Message


class Why(StrEnum):
    """How a transaction came to its end."""

    FINISHED = "finished"
    TIMEOUT = "timeout"
    UNSENT = "unsent"


class Send(NamedTuple):
    packet: bytes


class StartTimer(NamedTuple):
    timer: "Stimulus"
    seconds: float


class Deliver(NamedTuple):
    message: Message


class Terminated(NamedTuple):
    why: Why


Intention = Send | StartTimer | Deliver | Terminated


class Stimulus(StrEnum):
    """Everything that can happen to a transaction. Timers bear the letters of RFC 3261, table 4."""

    START = "start"
    REQUEST = "request"
    ACK = "ack"
    PROVISIONAL = "provisional"
    SUCCESS = "success"
    FAILURE = "failure"
    UNSENT = "unsent"
    GIVE_UP = "give_up"
    TIMER_TRYING = "timer_trying"
    TIMER_A = "timer_a"
    TIMER_B = "timer_b"
    TIMER_D = "timer_d"
    TIMER_E = "timer_e"
    TIMER_F = "timer_f"
    TIMER_G = "timer_g"
    TIMER_H = "timer_h"
    TIMER_I = "timer_i"
    TIMER_J = "timer_j"
    TIMER_K = "timer_k"
    TIMER_L = "timer_l"
    TIMER_M = "timer_m"


class State(StrEnum):
    NEW = "new"
    CALLING = "calling"
    TRYING = "trying"
    PROCEEDING = "proceeding"
    ACCEPTED = "accepted"
    COMPLETED = "completed"
    CONFIRMED = "confirmed"
    TERMINATED = "terminated"


@dataclass(frozen=True, slots=True)
class Timing:
    """The times from which all others follow: round trip, longest wait between repeats, life of a packet.

    `session_seconds`: how long a talk may go on without a sign (RFC 4028), 0 asks for no such limit; the far side may
    choose less, down to `least_session_seconds`.
    """

    t1_seconds: float = 0.5
    t2_seconds: float = 4.0
    t4_seconds: float = 5.0
    trying_seconds: float = 0.2
    session_seconds: int = 1800
    least_session_seconds: int = 90

    @property
    def patience_seconds(self) -> float:
        """64 × T1: after that nobody is there."""
        return 64 * self.t1_seconds


Action = Callable[[Any, Message | None, list[Intention]], None]
Moves = dict[tuple[State, Stimulus], tuple[State, tuple[Action, ...]]]


class Machine:
    """One transaction. `packet` is what a repeat would send; `wait_seconds` the growing pause between repeats."""

    __slots__ = ("packet", "reliable", "request", "state", "timing", "wait_seconds")

    MOVES: ClassVar[Moves]

    def __init__(self, *, timing: Timing, reliable: bool) -> None:
        self.timing = timing
        self.reliable = reliable
        self.state = State.NEW
        self.packet = b""
        self.wait_seconds = timing.t1_seconds

    def feed(self, stimulus: Stimulus, message: Message | None = None) -> list[Intention]:
        move = self.MOVES.get((self.state, stimulus))
        if move is None:
            return []
        self.state, actions = move
        intentions: list[Intention] = []
        for action in actions:
            action(self, message, intentions)
        return intentions


def of_status(status: int) -> Stimulus:
    if status < 200:
        return Stimulus.PROVISIONAL
    return Stimulus.SUCCESS if status < 300 else Stimulus.FAILURE


def resend(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
    if machine.packet:
        intentions.append(Send(machine.packet))


def send(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
    """Send this message and remember it for repeats."""
    assert message is not None
    machine.packet = message.to_bytes()
    intentions.append(Send(machine.packet))


def deliver(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
    assert message is not None
    intentions.append(Deliver(message))


def finish(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
    intentions.append(Terminated(Why.FINISHED))


def time_out(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
    intentions.append(Terminated(Why.TIMEOUT))


def fail(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
    intentions.append(Terminated(Why.UNSENT))


def patience(timer: Stimulus) -> Action:
    """Start a timer of 64 × T1."""

    def act(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
        intentions.append(StartTimer(timer, machine.timing.patience_seconds))

    return act


def linger(timer: Stimulus, *, long: bool) -> Action:
    """Stay to absorb repeats: 64 × T1 or T4 over UDP, not at all over a transport that repeats nothing."""

    def act(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
        seconds = machine.timing.patience_seconds if long else machine.timing.t4_seconds
        intentions.append(StartTimer(timer, 0.0 if machine.reliable else seconds))

    return act


def first_repeat(timer: Stimulus) -> Action:
    def act(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
        if not machine.reliable:
            machine.wait_seconds = machine.timing.t1_seconds
            intentions.append(StartTimer(timer, machine.wait_seconds))

    return act


def next_repeat(timer: Stimulus, *, capped: bool) -> Action:
    """Repeat after twice the last pause; `capped` by T2."""

    def act(machine: Machine, message: Message | None, intentions: list[Intention]) -> None:
        doubled = 2 * machine.wait_seconds
        machine.wait_seconds = min(doubled, machine.timing.t2_seconds) if capped else doubled
        intentions.append(StartTimer(timer, machine.wait_seconds))

    return act
