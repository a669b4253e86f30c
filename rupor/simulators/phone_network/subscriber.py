"""One subscriber in one call: speaks, listens and presses keys as the person does; how the call begins is elsewhere.

RINGING ──> TALKING ──> OVER
   └──────────────────────┘
"""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from rupor import media
from rupor.protocols import sdp
from rupor.protocols.sip import events as sip
from rupor.protocols.sip.leg import Leg
from rupor.simulators.phone_network import voices
from rupor.simulators.phone_network.hearing import Hearing
from rupor.simulators.phone_network.journal import Journal
from rupor.simulators.phone_network.people import Person, Voice

# Quiet after which a person believes that it is their turn; the media core tells of quiet after 0.3 s of it.
TURN_SECONDS = 1.0
TOLD_AFTER_SECONDS = 0.3
CODECS = ("PCMA", "PCMU")


class Stage(Enum):
    """Where the call is, seen from the subscriber."""

    RINGING = "ringing"
    TALKING = "talking"
    OVER = "over"


@dataclass(frozen=True)
class Surroundings:
    """What all subscribers of a network share."""

    host: str
    pace: float
    core: media.Core
    journal: Journal
    sounds: dict[Voice, media.Prompt]


class Subscriber:
    """Lives as long as its call. `run` tells when that is over."""

    def __init__(self, *, phone: str, other: str, person: Person, around: Surroundings) -> None:
        self.person = person
        self.stream = around.core.stream()
        self.stage = Stage.RINGING
        self.around = around
        self.call: Leg
        self._phone = phone
        self._other = other
        self._loop = asyncio.get_running_loop()
        self._timers: list[asyncio.TimerHandle] = []
        self._turn: asyncio.TimerHandle | None = None
        self._hearing = Hearing()
        self._pressed = 0
        self._said_after = False
        self._connected_at = self._answered_at = 0.0
        self._begun_at = self._loop.time()

    async def run(self) -> None:
        """From the INVITE to the end."""
        try:
            self.begin()
            async for event in self.call.events():
                self._hear_network(event)
        finally:
            self._stop_timers()
            self.stream.close()

    def hear(self, event: media.MediaEvent) -> None:
        """What the media core heard of the robot."""
        match event:
            case media.SpeechStarted(at_seconds=at):
                self._hearing.begins(at)
                if self._turn is not None:
                    self._turn.cancel()
            case media.SpeechStopped(at_seconds=at):
                self._hearing.ends(at)
                quiet = max(0.0, TURN_SECONDS * self.around.pace - TOLD_AFTER_SECONDS)
                self._turn = self._loop.call_later(quiet, self._my_turn)
                self._timers.append(self._turn)
            case media.DigitReceived(digit=digit):
                self._hearing.digits.append(digit)
                self.log("heard_digit", digit=digit)
            case media.FarSilent():
                self._leave("lost")
            case _:
                pass

    def begin(self) -> None:
        """The first words on the wire."""
        raise AssertionError("a call is either made or taken")

    @property
    def own_sdp(self) -> bytes:
        """What we told the robot of our sound."""
        raise AssertionError("a call is either made or taken")

    def cross_bye(self) -> None:
        """The robot's BYE is on its last step to us: send ours to meet it."""
        self._leave("bye_crossed")

    def talk(self, far: sdp.Media) -> None:
        """Both sides are on the line."""
        self.connect(far)
        self.stage = Stage.TALKING
        self._answered_at = self._loop.time()
        self.log("answer", ring_seconds=round(self._answered_at - self._begun_at, 3))
        if self.person.says:
            self.stream.play(self.around.sounds[self.person.says], endless=self.person.says in voices.ENDLESS)
        if self.person.leaves_after_seconds:
            self.after(self.person.leaves_after_seconds, lambda: self._leave("bye"))

    def connect(self, far: sdp.Media) -> None:
        """Sound may flow; the first time counts."""
        if self._connected_at:
            return
        self._connected_at = self._loop.time()
        agreed = sdp.keys(ours=self.own_sdp, far=far)
        keys = media.SrtpKeys(**agreed._asdict()) if agreed else None
        self.stream.connect(host=far.host, port=far.port, codec=far.codec, event_payload=far.event_payload, srtp=keys)
        self.stream.pause_sending(self.person.silent)

    def _my_turn(self) -> None:
        """The robot is silent: press the next key, or say the word. An unheeded last key is pressed once more."""
        if self.stage is not Stage.TALKING or self._hearing.speaking:
            return
        if self.person.says_after and not self._said_after:
            self._said_after = True
            self.stream.play(self.around.sounds[self.person.says_after])
            self.log("says", words=self.person.says_after)
        keys = self.person.keys
        if keys and self._pressed <= len(keys):
            self._press(keys[min(self._pressed, len(keys) - 1)])
            self._pressed += 1

    def _press(self, digit: str) -> None:
        self.log("digit", digit=digit, by="info" if self.person.keys_by_info else "rtp")
        if self.person.keys_by_info:
            self.call.send_info_digit(digit)
        else:
            self.stream.send_digits(digit)

    def _leave(self, why: str) -> None:
        if self.stage is Stage.TALKING:
            self.log(why)
            self.call.hang_up()

    def _hear_network(self, event: sip.CallEvent) -> None:
        match event:
            case sip.Cancelled():
                self._over()
                self.log("cancel", ring_seconds=round(self._loop.time() - self._begun_at, 3))
            case sip.Rejected(status=status):
                self._over()
                self.log("rejected", status=status)
            case sip.Answered(sdp=body):
                self.talk(sdp.read(body))
            case sip.Ended(by=by, q850_cause=cause):
                answered = self.stage is Stage.TALKING
                self._over()
                if answered:
                    self.log("end", by=by, q850_cause=cause, **self._heard())
            case sip.MediaChanged():
                self.log("media_changed")
            case _:
                pass

    def _heard(self) -> dict[str, object]:
        now = self._loop.time()
        return {
            "talk_seconds": round(now - self._answered_at, 3),
            "heard_seconds": self._hearing.total_seconds(now_seconds=now - self._connected_at),
            "heard_times": self._hearing.times,
            "heard_digits": "".join(self._hearing.digits),
        }

    def _over(self) -> None:
        self.stage = Stage.OVER
        self._stop_timers()

    def after(self, seconds: float, act: Callable[[], None]) -> None:
        """Later, at the network's pace, unless the call ends before."""
        self._timers.append(self._loop.call_later(seconds * self.around.pace, act))

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def log(self, what: str, **fields: object) -> None:
        """A line for the judge."""
        self.around.journal.write(what, call_id=self.call.call_id, phone=self._phone, caller=self._other, **fields)
