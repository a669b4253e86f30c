"""The words between the runner and the world: stimuli go in, steps come out."""

from dataclasses import dataclass

from rupor.engine.flow.cards import Operator


@dataclass(frozen=True)
class ClipFinished:
    """The clip was played to its end."""

    seconds: float = 0.0


@dataclass(frozen=True)
class KeyPressed:
    """A key, with its instant counted from the start of the clip that plays or played last."""

    digit: str
    at_seconds: float = 0.0


@dataclass(frozen=True)
class Said:
    """The person said something and fell silent: the recognised text, and the asked phrase found in it, if any."""

    text: str = ""
    phrase: str = ""


@dataclass(frozen=True)
class WaitElapsed:
    """The time for an answer is over."""


@dataclass(frozen=True)
class FarHungUp:
    """The person ended the call."""


@dataclass(frozen=True)
class OperatorAnswered:
    """The operator who was rung took the call."""


@dataclass(frozen=True)
class OperatorLost:
    """The operator did not take the call, or ended it."""


@dataclass(frozen=True)
class MachineFound:
    """An answering machine or an assistant took the call."""


Stimulus = ClipFinished | KeyPressed | Said | WaitElapsed | FarHungUp | OperatorAnswered | OperatorLost | MachineFound


@dataclass(frozen=True)
class Play:
    """Start a clip in place of whatever plays. Answers count from `listen_from_seconds`; None: nobody listens.

    `phrases` are what a voice may answer; empty: only keys are heeded.
    """

    clip: str
    listen_from_seconds: float | None = None
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class StopPlaying:
    """Silence the clip."""


@dataclass(frozen=True)
class Listen:
    """Wait for an answer; `WaitElapsed` is owed after this long unless another step comes first."""

    wait_seconds: float
    phrases: tuple[str, ...] = ()


@dataclass(frozen=True)
class MarkLead:
    """The person reached a goal."""

    tag: str
    node: str


@dataclass(frozen=True)
class AddToStopList:
    """The person asked for no more calls."""

    stop_list: str
    node: str


@dataclass(frozen=True)
class SendMessage:
    """An SMS is owed to the person; placeholders are still in the text."""

    text: str
    sender: str
    node: str


@dataclass(frozen=True)
class TellIntegration:
    """An integration is owed what is known of the person."""

    integration: int
    node: str


@dataclass(frozen=True)
class MakeTicket:
    """A follow-up card is owed to the managers; placeholders are still in its texts."""

    title: str
    text: str
    node: str


@dataclass(frozen=True)
class PlayMusic:
    """Play this sound over and over until something else happens."""

    clip: str


@dataclass(frozen=True)
class RingOperator:
    """Call the operator; `OperatorAnswered` or `OperatorLost` is owed, the latter after `ring_seconds` at most."""

    operator: Operator
    ring_seconds: int
    node: str


@dataclass(frozen=True)
class Connect:
    """Join the person and the operator who answered; either hanging up ends both."""


@dataclass(frozen=True)
class StartRecording:
    """Keep the talk from here on."""


@dataclass(frozen=True)
class HangUp:
    """End the call; nothing follows."""


Fact = MarkLead | AddToStopList | SendMessage | TellIntegration | MakeTicket
Step = Play | StopPlaying | Listen | PlayMusic | RingOperator | Connect | Fact | StartRecording | HangUp
