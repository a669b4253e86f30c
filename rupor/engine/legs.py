"""One side of a call as the voice gateway sees it, whatever stands behind it: our own SIP trunk, or a telephone farm.

A leg is dialled when it is made. `run` tells its events, in order, until `Ended`, which is the last.
"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal, Protocol, TypeVar

from rupor.engine import ports


@dataclass(frozen=True, slots=True)
class Ringing:
    """The far telephone rings, or the network speaks before the answer (`early`: its words can be heard)."""

    early: bool = False


@dataclass(frozen=True, slots=True)
class Answered:
    """Somebody or something took the call; sound flows from now on."""


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """A key, by whatever way it was told; told once. `played_seconds`: of what played as it went down, 0 of nothing."""

    digit: str
    played_seconds: float = 0.0


@dataclass(frozen=True, slots=True)
class ClipFinished:
    """The clip played to its end."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Speech:
    """The far side began or ceased to make sound; the instant counts from the answer."""

    speaking: bool
    at_seconds: float


@dataclass(frozen=True, slots=True)
class Ended:
    """The call is over. `by` is empty when it was never answered. `rang`: the person's own telephone was heard to ring,
    so that a busy after it is the person's doing."""

    outcome: ports.Outcome
    by: Literal["", "far", "near", "error"] = ""
    sip_status: int = 0
    q850_cause: int = 0
    detail: str = ""
    rang: bool = False


LegEvent = Ringing | Answered | KeyPressed | ClipFinished | Speech | Ended


@dataclass(frozen=True, slots=True)
class LegReport:
    """What is known when all is over. `recorded`: there is a whole recording; `trunk` carried the call."""

    late_packets: int = 0
    lost_packets: int = 0
    recorded: bool = False
    trunk: str = ""


Sound = TypeVar("Sound", contravariant=True)
# About a tenth of a second of the far side: 8 kHz, mono, 16-bit, the machine's byte order; lost packets are silence.
Hear = Callable[[bytes], None]


class CallLeg(Protocol[Sound]):
    """What the call runner may ask of a leg. Everything but `run` returns at once."""

    async def run(self, on_event: Callable[[LegEvent], None]) -> LegReport:
        """Tells every event up to `Ended`; returns when the ports are free and the recording is whole."""

    def play(self, sound: Sound, *, endless: bool = False) -> None:
        """In place of what plays; `endless` begins it anew at its end, as music while one waits."""

    def stop_playing(self) -> float:
        """Seconds that were played of what was playing."""

    def listen(self, hear: Hear | None) -> None:
        """The far sound itself, in pieces and in order, until told otherwise by None."""

    def join(self, other: "CallLeg[Any] | None") -> None:
        """The two far sides hear one another; what plays on either is stopped. None parts them again."""

    def record(self, path: Path) -> None:
        """Both sides, until the end of the call."""

    def hang_up(self) -> None:
        """Gives the call up, whatever has become of it."""
