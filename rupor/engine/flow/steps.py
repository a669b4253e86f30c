"""The words between the runner and the world: stimuli go in, steps come out."""

from dataclasses import dataclass


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
class WaitElapsed:
    """The time for an answer is over."""


@dataclass(frozen=True)
class FarHungUp:
    """The person ended the call."""


@dataclass(frozen=True)
class MachineFound:
    """An answering machine or an assistant took the call."""


Stimulus = ClipFinished | KeyPressed | WaitElapsed | FarHungUp | MachineFound


@dataclass(frozen=True)
class Play:
    """Start a clip in place of whatever plays. Keys count from `listen_from_seconds`; None: nobody listens for keys."""

    clip: str
    listen_from_seconds: float | None = None


@dataclass(frozen=True)
class StopPlaying:
    """Silence the clip."""


@dataclass(frozen=True)
class Listen:
    """Wait for an answer; `WaitElapsed` is owed after this long unless another step comes first."""

    wait_seconds: float


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
class StartRecording:
    """Keep the talk from here on."""


@dataclass(frozen=True)
class HangUp:
    """End the call; nothing follows."""


Step = Play | StopPlaying | Listen | MarkLead | AddToStopList | SendMessage | StartRecording | HangUp
