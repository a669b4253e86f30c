"""One order from the INVITE to the last fact: the leg's events go to the flow, the flow's steps go to the leg.

DIALLING ──answered──> TALKING ──ended──> OVER
    └────────────ended─────────────────────┘
"""

import asyncio
from collections.abc import Callable
from enum import Enum
from pathlib import Path

from msgspec import structs

from rupor.engine import legs, ports, speech
from rupor.engine.dialing.answer_detection import Decision
from rupor.engine.flow import steps
from rupor.engine.flow.runner import FlowRunner
from rupor.kit import clock
from rupor.media import Prompt
from rupor.processes.voice import leg_result
from rupor.processes.voice.asking import requested
from rupor.processes.voice.detecting import Detection
from rupor.processes.voice.ears import Ears
from rupor.processes.voice.facts import CallFacts
from rupor.processes.voice.far_sound import FarSound
from rupor.processes.voice.hearing import Hearing
from rupor.processes.voice.machines import Machines
from rupor.processes.voice.notes import Notes
from rupor.processes.voice.readiness import Ready
from rupor.processes.voice.timers import Timers
from rupor.processes.voice.transferring import DialOperator, Transfers

# A sentence that was begun within the wait is heard to its end, within this.
SENTENCE_SECONDS = 5.0
_SENTENCE_LOOK_SECONDS = 0.2


class Stage(Enum):
    """Where the call is."""

    DIALLING = "dialling"
    TALKING = "talking"
    OVER = "over"


class CallRunner:
    """Runs one call once. Everything it needs has been prepared; nothing here can fail before the leg ends."""

    def __init__(
        self,
        *,
        order: ports.CallOrder,
        ready: Ready,
        facts: CallFacts,
        storage: Path,
        most_talk_seconds: float,
        dial_operator: DialOperator,
        ears: Ears,
    ) -> None:
        self.stage = Stage.DIALLING
        self._order = order
        self._ready = ready
        self._facts = facts
        self._storage = storage
        self._most_talk_seconds = min(order.max_talk_seconds, most_talk_seconds)
        self._flow = FlowRunner(
            flow=ready.flow,
            action_wait_seconds=order.action_wait_seconds,
            clip_listen_from={key: clip.recognition_start_seconds for key, clip in order.clips.items()},
            silence_ends=order.detect_silence,
        )
        self._loop = asyncio.get_running_loop()
        self._timers = Timers()
        self._notes = Notes(clips=order.clips, sounds=ready.sounds)
        self._transfers = Transfers(dial=dial_operator, facts=facts, feed=self._feed)
        self._ears = ears
        self._detection: Detection | None = None
        self._machines: Machines | None = None
        self._dialled_at = self._answered_at = self._clip_at = self._wait_ends_at = 0.0
        self._recording = ""
        self._detail = ""
        self._stopped = self._rings = False
        self._ended: legs.Ended | None = None
        self._ended_at = 0.0

    @property
    def talking(self) -> bool:
        """Answered and not over."""
        return self.stage is Stage.TALKING

    @property
    def standing(self) -> tuple[str, str, int, int]:
        """State, trunk, account and campaign, as the pulse tells them."""
        state = "ringing" if self._rings else "dialling"
        if self.stage is not Stage.DIALLING:
            state = "transferred" if self._transfers.taken_by else "talking"
        # A leg of a telephone farm goes through no trunk.
        return state, getattr(self._leg, "trunk", ""), self._order.account, self._order.campaign

    async def run(self, *, dial: Callable[[], legs.CallLeg[Prompt]]) -> ports.CallResult:
        """Dials, talks, and tells `finished`; the result is returned too."""
        self._dialled_at = self._loop.time()
        self._leg = dial()
        far = FarSound(leg=self._leg)
        self._hearing = Hearing(
            recogniser=self._ready.recogniser,
            vocabularies=self._ready.vocabularies,
            far=far,
            on_heard=self._heard,
        )
        if self._order.detect_machine or self._ready.flow.filters_machines:
            self._detect(far)
        self._timers.after("answer", self._order.answer_wait_seconds, self._leg.hang_up)
        try:
            report = await self._leg.run(self._on_event)
        finally:
            self._leave()
        await self._transfers.over()
        result = self._result(report)
        self._facts.tell(ports.Kind.FINISHED, call=result)
        return result

    def stop(self) -> None:
        """The gateway is leaving: hang up now and say so."""
        if self.stage is not Stage.OVER:
            self._stopped = True
            self._detail = "gateway_stopped"
            self._leg.hang_up()

    def _on_event(self, event: legs.LegEvent) -> None:
        match event:
            case legs.Answered():
                self._answer()
            case legs.KeyPressed(digit=digit):
                self._notes.key(digit, at_seconds=self._since_answer, node=self._node)
                self._feed(steps.KeyPressed(digit, self._loop.time() - self._clip_at))
            case legs.ClipFinished(seconds=seconds):
                self._notes.clip_ended(seconds)
                if self._machines is not None:
                    self._machines.clip_ended()
                self._feed(steps.ClipFinished(seconds))
            case legs.Speech(speaking=speaking, at_seconds=at):
                self._hearing.far_speaks(speaking=speaking)
                if self._detection is not None:
                    self._detection.speech(speaking=speaking, at_seconds=at)
            case legs.Ended():
                self._end(event)
            case legs.Ringing(early=early):
                self._rings = True
                if early and self._detection is not None:
                    self._detection.hear_early()

    def _answer(self) -> None:
        self.stage = Stage.TALKING
        self._answered_at = self._loop.time()
        self._timers.cancel("answer")
        self._timers.after("talk", self._most_talk_seconds, self._talked_too_long)
        self._facts.tell(ports.Kind.ANSWERED)
        if self._order.record:
            self._record()
        if self._detection is not None:
            self._detection.begin()
        self._perform(self._flow.start())

    def _detect(self, far: FarSound) -> None:
        self._detection = Detection(ears=self._ears, far=far, on_decided=self._who_answered)
        self._machines = Machines(
            # A flow that filters machines leaves them, whatever the order would do.
            action=self._order.machine_action if self._order.detect_machine else ports.MachineAction.HANG_UP,
            detection=self._detection,
            found=lambda: self._feed(steps.MachineFound()),
            hush=self._hush,
            again=self._play_first,
            hang_up=self._leg.hang_up,
        )

    def _who_answered(self, decision: Decision) -> None:
        # Two people talking to one another are left alone, whatever is thought of them.
        if self._machines is not None and self.stage is Stage.TALKING and not self._transfers.taken_by:
            self._machines.decided(decision, playing=self._notes.playing)

    def _hush(self) -> None:
        self._timers.cancel("wait")
        self._hearing.stop()
        self._transfers.stop()
        self._notes.clip_ended(self._leg.stop_playing())

    def _play_first(self) -> bool:
        if not self._notes.main:
            return False
        self._play(steps.Play(clip=self._notes.main))
        return True

    def _talked_too_long(self) -> None:
        self._detail = "longest_talk"
        self._leg.hang_up()

    def _end(self, event: legs.Ended) -> None:
        self._ended, self._ended_at = event, self._loop.time()
        self._notes.clip_ended(self._leg.stop_playing())
        self._flow.feed(steps.FarHungUp())
        self.stage = Stage.OVER
        self._leave()

    def _leave(self) -> None:
        """Nobody waits, listens or rings any more; may be done twice."""
        self._timers.stop()
        self._hearing.stop()
        self._transfers.stop()
        if self._detection is not None:
            self._detection.stop()

    @property
    def _since_answer(self) -> float:
        return self._loop.time() - self._answered_at if self._answered_at else 0.0

    @property
    def _node(self) -> str:
        return self._flow.path[-1] if self._flow.path else ""

    def _heard(self, heard: speech.Heard) -> None:
        self._notes.said(heard, at_seconds=self._since_answer, node=self._node)
        self._feed(steps.Said(text=heard.text, phrase=heard.phrase))

    def _feed(self, stimulus: steps.Stimulus) -> None:
        if self.stage is Stage.TALKING and not (self._machines and self._machines.only_message):
            self._perform(self._flow.feed(stimulus))

    def _perform(self, following: list[steps.Step]) -> None:
        for step in following:
            match step:
                case steps.Play():
                    self._play(step)
                case steps.StopPlaying():
                    self._hearing.stop()
                    self._notes.clip_ended(self._leg.stop_playing())
                case steps.Listen(wait_seconds=seconds, phrases=phrases):
                    self._hearing.go_on(phrases)
                    self._wait_ends_at = self._loop.time() + seconds + SENTENCE_SECONDS
                    self._timers.after("wait", seconds, self._waited)
                case steps.PlayMusic(clip=clip):
                    self._timers.cancel("wait")
                    self._hearing.stop()
                    self._leg.play(self._ready.sounds[clip], endless=True)
                case steps.RingOperator():
                    self._transfers.ring(step)
                case steps.Connect():
                    self._transfers.connect(self._leg)
                case steps.StartRecording():
                    self._record()
                case steps.HangUp():
                    self._leg.hang_up()
                case _:
                    kind, fields = requested(step, variables=self._order.variables)
                    self._facts.tell(kind, **fields)

    def _play(self, step: steps.Play) -> None:
        self._timers.cancel("wait")
        self._clip_at = self._loop.time()
        self._notes.clip_began(step.clip)
        self._leg.play(self._ready.sounds[step.clip])
        self._hearing.begin(step.phrases, after_seconds=step.listen_from_seconds or 0.0)

    def _waited(self) -> None:
        """Silence, unless somebody is speaking just now."""
        if self._hearing.busy and self._loop.time() < self._wait_ends_at:
            self._timers.after("wait", _SENTENCE_LOOK_SECONDS, self._waited)
        else:
            self._feed(steps.WaitElapsed())

    def _record(self) -> None:
        if self._recording:
            return
        self._recording = f"recordings/{clock.now():%Y/%m/%d}/{self._order.attempt}.wav"
        self._leg.record(self._storage / self._recording)

    def _result(self, report: legs.LegReport) -> ports.CallResult:
        told = leg_result.of_leg(
            ended=self._ended,
            report=report,
            dialled_at=self._dialled_at,
            answered_at=self._answered_at,
            ended_at=self._ended_at,
        )
        return structs.replace(
            told,
            outcome=ports.Outcome.CANCELLED if self._stopped and not self._answered_at else told.outcome,
            digits=self._notes.digits,
            path=self._flow.path,
            machine=self._detection is not None and self._detection.machine,
            answered_by=self._detection.answered_by if self._detection is not None else "",
            listened_percent=self._notes.main_percent,
            listened=self._notes.listened,
            keys=self._notes.keys,
            heard=self._notes.heard,
            transferred_to=self._transfers.taken_by,
            recording=self._recording if report.recorded else "",
            detail=self._detail or told.detail,
        )
