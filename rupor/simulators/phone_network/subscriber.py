"""One subscriber in one call: rings, answers, speaks, listens and presses keys as the person does.

RINGING ──> TALKING ──> OVER
   └──────────────────────┘
"""

import asyncio
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from rupor import media
from rupor.protocols import sdp
from rupor.protocols.sip import events as sip
from rupor.protocols.sip.incoming import IncomingCall
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

    def __init__(self, *, call: IncomingCall, person: Person, ring_seconds: float, around: Surroundings) -> None:
        self.call = call
        self.person = person
        self.stream = around.core.stream()
        self.stage = Stage.RINGING
        self._around = around
        self._ring_seconds = ring_seconds
        self._loop = asyncio.get_running_loop()
        self._timers: list[asyncio.TimerHandle] = []
        self._turn: asyncio.TimerHandle | None = None
        self._hearing = Hearing()
        self._pressed = 0
        self._said_after = False
        self._connected_at = self._answered_at = 0.0
        self._invited_at = self._loop.time()
        self._local_sdp = b""

    async def run(self) -> None:
        """From the INVITE to the end."""
        self._log("invite", kind=self.person.kind)
        try:
            if self._agree():
                self._ring()
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
                quiet = max(0.0, TURN_SECONDS * self._around.pace - TOLD_AFTER_SECONDS)
                self._turn = self._loop.call_later(quiet, self._my_turn)
                self._timers.append(self._turn)
            case media.DigitReceived(digit=digit):
                self._hearing.digits.append(digit)
                self._log("heard_digit", digit=digit)
            case media.FarSilent():
                self._leave("lost")
            case _:
                pass

    def cross_bye(self) -> None:
        """The robot's BYE is on its last step to us: send ours to meet it."""
        self._leave("bye_crossed")

    def _agree(self) -> bool:
        """Reads the offer; False when there is nothing to talk in."""
        try:
            self._local_sdp, self._far = sdp.answer(
                offered=self.call.sdp or b"",
                host=self._around.host,
                port=self.stream.port,
                codecs=CODECS,
                session_id=secrets.randbits(31),
            )
        except sdp.SdpError as error:
            self._log("reject", status=488, reason=str(error))
            self.call.reject(status=488)
            return False
        return True

    def _ring(self) -> None:
        if self.person.ring_seconds[1] > 0.1:
            self.call.ring()
            self._log("ring")
        if not self.person.rings_out:
            self._after(self._ring_seconds, self._early_media if self.person.early else self._decide)

    def _early_media(self) -> None:
        self.call.progress(sdp=self._local_sdp)
        self._connect()
        self.stream.play(self._around.sounds[self.person.early])
        self._log("early")
        self._after(self._around.sounds[self.person.early].seconds / self._around.pace, self._decide)

    def _decide(self) -> None:
        if self.stage is not Stage.RINGING:
            return
        if self.person.status:
            self._log("reject", status=self.person.status)
            self.call.reject(status=self.person.status, q850_cause=self.person.q850_cause)
            return
        self._connect()
        self.call.accept(sdp=self._local_sdp)
        self.stage = Stage.TALKING
        self._answered_at = self._loop.time()
        self._log("answer", ring_seconds=round(self._answered_at - self._invited_at, 3))
        if self.person.says:
            self.stream.play(self._around.sounds[self.person.says])
        if self.person.leaves_after_seconds:
            self._after(self.person.leaves_after_seconds, lambda: self._leave("bye"))

    def _connect(self) -> None:
        if self._connected_at:
            return
        self._connected_at = self._loop.time()
        far = self._far
        self.stream.connect(host=far.host, port=far.port, codec=far.codec, event_payload=far.event_payload)
        self.stream.pause_sending(self.person.silent)

    def _my_turn(self) -> None:
        """The robot is silent: press the next key, or say the word. An unheeded last key is pressed once more."""
        if self.stage is not Stage.TALKING or self._hearing.speaking:
            return
        if self.person.says_after and not self._said_after:
            self._said_after = True
            self.stream.play(self._around.sounds[self.person.says_after])
            self._log("says", words=self.person.says_after)
        keys = self.person.keys
        if keys and self._pressed <= len(keys):
            self._press(keys[min(self._pressed, len(keys) - 1)])
            self._pressed += 1

    def _press(self, digit: str) -> None:
        self._log("digit", digit=digit, by="info" if self.person.keys_by_info else "rtp")
        if self.person.keys_by_info:
            self.call.send_info_digit(digit)
        else:
            self.stream.send_digits(digit)

    def _leave(self, why: str) -> None:
        if self.stage is Stage.TALKING:
            self._log(why)
            self.call.hang_up()

    def _hear_network(self, event: sip.CallEvent) -> None:
        match event:
            case sip.Cancelled():
                self._over()
                self._log("cancel", ring_seconds=round(self._loop.time() - self._invited_at, 3))
            case sip.Ended(by=by, q850_cause=cause):
                answered = self.stage is Stage.TALKING
                self._over()
                if answered:
                    self._log("end", by=by, q850_cause=cause, **self._heard())
            case sip.MediaChanged():
                self._log("media_changed")
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

    def _after(self, seconds: float, act: Callable[[], None]) -> None:
        self._timers.append(self._loop.call_later(seconds * self._around.pace, act))

    def _stop_timers(self) -> None:
        for timer in self._timers:
            timer.cancel()
        self._timers.clear()

    def _log(self, what: str, **fields: object) -> None:
        self._around.journal.write(
            what, call_id=self.call.call_id, phone=self.call.to_user, caller=self.call.from_user, **fields
        )
