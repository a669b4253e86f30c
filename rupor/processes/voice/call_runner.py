"""One order from the INVITE to the last fact: the leg's events go to the flow, the flow's steps go to the leg.

DIALLING ──answered──> TALKING ──ended──> OVER
    └────────────ended─────────────────────┘
"""

import asyncio
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path

from rupor.engine import legs, ports
from rupor.engine.dialing.answer_detection import Ear, Verdict
from rupor.engine.flow import placeholders, steps
from rupor.engine.flow.graph import Flow
from rupor.engine.flow.runner import FlowRunner
from rupor.kit import clock
from rupor.media import Prompt
from rupor.processes.voice.facts import CallFacts


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
        flow: Flow,
        sounds: Mapping[str, Prompt],
        facts: CallFacts,
        storage: Path,
        most_talk_seconds: float,
    ) -> None:
        self.stage = Stage.DIALLING
        self._order = order
        self._sounds = sounds
        self._facts = facts
        self._storage = storage
        self._most_talk_seconds = min(order.max_talk_seconds, most_talk_seconds)
        self._flow = FlowRunner(
            flow=flow,
            action_wait_seconds=order.action_wait_seconds,
            clip_listen_from={key: clip.recognition_start_seconds for key, clip in order.clips.items()},
            silence_ends=order.detect_silence,
        )
        self._loop = asyncio.get_running_loop()
        self._timers: dict[str, asyncio.TimerHandle] = {}
        self._ear = Ear() if order.detect_machine else None
        self._dialled_at = self._answered_at = self._clip_at = 0.0
        self._playing = ""
        self._main_clip = ""
        self._listened_seconds = 0.0
        self._digits: list[str] = []
        self._recording = ""
        self._detail = ""
        self._stopped = False
        self._ended: legs.Ended | None = None
        self._ended_at = 0.0

    @property
    def talking(self) -> bool:
        """Answered and not over."""
        return self.stage is Stage.TALKING

    async def run(self, *, dial: Callable[[], legs.CallLeg[Prompt]]) -> ports.CallResult:
        """Dials, talks, and tells `finished`; the result is returned too."""
        self._dialled_at = self._loop.time()
        self._leg = dial()
        self._after("answer", self._order.answer_wait_seconds, self._leg.hang_up)
        try:
            report = await self._leg.run(self._on_event)
        finally:
            self._stop_timers()
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
                self._digits.append(digit)
                self._feed(steps.KeyPressed(digit, self._loop.time() - self._clip_at))
            case legs.ClipFinished(seconds=seconds):
                self._listened(seconds)
                self._feed(steps.ClipFinished(seconds))
            case legs.Speech(speaking=speaking, at_seconds=at):
                self._hear(speaking, at)
            case legs.Ended():
                self._end(event)
            case legs.Ringing():
                pass

    def _answer(self) -> None:
        self.stage = Stage.TALKING
        self._answered_at = self._loop.time()
        self._stop_timers()
        self._after("talk", self._most_talk_seconds, self._talked_too_long)
        self._facts.tell(ports.Kind.ANSWERED)
        if self._order.record:
            self._record()
        if self._ear is not None:
            self._after("ear", self._ear.look_again_at_seconds, self._look)
        self._perform(self._flow.start())

    def _talked_too_long(self) -> None:
        self._detail = "longest_talk"
        self._leg.hang_up()

    def _end(self, event: legs.Ended) -> None:
        self._ended, self._ended_at = event, self._loop.time()
        if self._playing:
            self._listened(self._leg.stop_playing())
        self._flow.feed(steps.FarHungUp())
        self.stage = Stage.OVER
        self._stop_timers()

    def _hear(self, speaking: bool, at_seconds: float) -> None:
        if self._ear is None or self._ear.verdict is not None:
            return
        self._ear.hear(speaking=speaking, at_seconds=at_seconds)
        self._look()

    def _look(self) -> None:
        if self._ear is None or self.stage is not Stage.TALKING:
            return
        since_answer = self._loop.time() - self._answered_at
        verdict = self._ear.look(at_seconds=since_answer)
        if verdict is Verdict.MACHINE:
            self._feed(steps.MachineFound())
        elif verdict is None:
            self._after("ear", max(0.02, self._ear.look_again_at_seconds - since_answer), self._look)

    def _feed(self, stimulus: steps.Stimulus) -> None:
        if self.stage is Stage.TALKING:
            self._perform(self._flow.feed(stimulus))

    def _perform(self, following: list[steps.Step]) -> None:
        for step in following:
            match step:
                case steps.Play(clip=clip):
                    self._play(clip)
                case steps.StopPlaying():
                    self._listened(self._leg.stop_playing())
                case steps.Listen(wait_seconds=seconds):
                    self._after("wait", seconds, lambda: self._feed(steps.WaitElapsed()))
                case steps.MarkLead(tag=tag, node=node):
                    self._facts.tell(ports.Kind.LEAD, tag=tag, node=node)
                case steps.AddToStopList(stop_list=stop_list, node=node):
                    self._facts.tell(ports.Kind.STOP_LISTED, stop_list=stop_list, node=node)
                case steps.SendMessage(text=text, sender=sender, node=node):
                    final = placeholders.fill(text=text, values=self._order.variables)
                    self._facts.tell(ports.Kind.SMS_REQUESTED, text=final, sender=sender, node=node)
                case steps.StartRecording():
                    self._record()
                case steps.HangUp():
                    self._leg.hang_up()

    def _play(self, clip: str) -> None:
        self._cancel("wait")
        self._playing = clip
        self._main_clip = self._main_clip or clip
        self._clip_at = self._loop.time()
        self._leg.play(self._sounds[clip])

    def _listened(self, seconds: float) -> None:
        """Only the first clip of the call counts towards «listened»."""
        if self._playing == self._main_clip:
            self._listened_seconds = max(self._listened_seconds, seconds)
        self._playing = ""

    def _record(self) -> None:
        if self._recording:
            return
        self._recording = f"recordings/{clock.now():%Y/%m/%d}/{self._order.attempt}.wav"
        self._leg.record(self._storage / self._recording)

    def _after(self, name: str, seconds: float, act: Callable[[], None]) -> None:
        self._cancel(name)
        self._timers[name] = self._loop.call_later(seconds, act)

    def _cancel(self, name: str) -> None:
        timer = self._timers.pop(name, None)
        if timer is not None:
            timer.cancel()

    def _stop_timers(self) -> None:
        for name in list(self._timers):
            self._cancel(name)

    def _result(self, report: legs.LegReport) -> ports.CallResult:
        ended = self._ended or legs.Ended(ports.Outcome.UNKNOWN, detail="leg_lost")
        answered = self._answered_at > 0
        outcome = ports.Outcome.CANCELLED if self._stopped and not answered else ended.outcome
        length = self._sounds[self._main_clip].seconds if self._main_clip else 0.0
        return ports.CallResult(
            outcome=outcome,
            ring_seconds=round((self._answered_at if answered else self._ended_at) - self._dialled_at, 3),
            talk_seconds=round(self._ended_at - self._answered_at, 3) if answered else 0.0,
            sip_status=ended.sip_status,
            q850_cause=ended.q850_cause,
            hung_up_by=ended.by,
            digits="".join(self._digits),
            path=self._flow.path,
            machine=self._ear is not None and self._ear.verdict is Verdict.MACHINE,
            listened_percent=min(100, round(100 * self._listened_seconds / length)) if length else 0,
            recording=self._recording if report.recorded else "",
            late_packets=report.late_packets,
            lost_packets=report.lost_packets,
            detail=self._detail or ended.detail,
        )
