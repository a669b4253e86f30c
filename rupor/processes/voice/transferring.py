"""The operator's side of a transfer: a second call, rung for so long, joined with the first, told when it is over.

RINGING ──answered──> CONNECTED ──either hangs up──> OVER
   └─────refused, not answered, the person left──────┘
"""

import asyncio
from collections.abc import Callable

import structlog

from rupor.engine import legs, ports
from rupor.engine.flow import steps
from rupor.kit import errors
from rupor.media import Prompt
from rupor.processes.voice import leg_result
from rupor.processes.voice.facts import CallFacts

log = structlog.get_logger(__name__)

DialOperator = Callable[[str], legs.CallLeg[Prompt]]


class OperatorCall:
    """One operator rung once; every end of it is told as `transferred`."""

    def __init__(self, *, step: steps.RingOperator, facts: CallFacts, feed: Callable[[steps.Stimulus], None]) -> None:
        self.operator = step.operator.to
        self.leg: legs.CallLeg[Prompt] | None = None
        self._step = step
        self._facts = facts
        self._feed = feed
        self._loop = asyncio.get_running_loop()
        self._dialled_at = self._loop.time()
        self._answered_at = self._ended_at = 0.0
        self._ended: legs.Ended | None = None
        self._given_up = False

    async def run(self, dial: DialOperator) -> None:
        """Rings, and returns when the leg is over and told."""
        try:
            self.leg = dial(self.operator)
        except errors.RuporError as error:
            self._ended_at = self._loop.time()
            self._ended = legs.Ended(ports.Outcome.PROVIDER_ERROR, detail=error.code)
            self._over(legs.LegReport())
            return
        patience = self._loop.call_later(self._step.ring_seconds, self._ring_no_longer)
        report = legs.LegReport()
        try:
            report = await self.leg.run(self._on_event)
        finally:
            patience.cancel()
            self._over(report)

    def give_up(self) -> None:
        """Nobody waits for this operator any more."""
        self._given_up = True
        if self.leg is not None:
            self.leg.hang_up()

    def _ring_no_longer(self) -> None:
        if not self._answered_at and self.leg is not None:
            self.leg.hang_up()

    def _on_event(self, event: legs.LegEvent) -> None:
        match event:
            case legs.Answered():
                self._answered_at = self._loop.time()
                if not self._given_up:
                    self._feed(steps.OperatorAnswered())
            case legs.Ended():
                self._ended, self._ended_at = event, self._loop.time()

    def _over(self, report: legs.LegReport) -> None:
        """The fact first: what the flow does next comes after it."""
        self._tell(report)
        if not self._given_up:
            self._feed(steps.OperatorLost())

    def _tell(self, report: legs.LegReport) -> None:
        result = leg_result.of_leg(
            ended=self._ended,
            report=report,
            dialled_at=self._dialled_at,
            answered_at=self._answered_at,
            ended_at=self._ended_at,
        )
        self._facts.tell(ports.Kind.TRANSFERRED, call=result, phone=self.operator, node=self._step.node)


class Transfers:
    """The operators of one call, one after another."""

    def __init__(self, *, dial: DialOperator, facts: CallFacts, feed: Callable[[steps.Stimulus], None]) -> None:
        self.taken_by = ""
        self._dial = dial
        self._facts = facts
        self._feed = feed
        self._current: OperatorCall | None = None
        self._calls: set[asyncio.Task[None]] = set()

    def ring(self, step: steps.RingOperator) -> None:
        """In place of the operator who was lost."""
        self._current = OperatorCall(step=step, facts=self._facts, feed=self._feed)
        self._calls.add(asyncio.create_task(self._current.run(self._dial)))

    def connect(self, person: legs.CallLeg[Prompt]) -> None:
        """The two hear one another from now on."""
        if self._current is not None and self._current.leg is not None:
            self.taken_by = self._current.operator
            person.join(self._current.leg)

    def stop(self) -> None:
        """The person has left."""
        if self._current is not None:
            self._current.give_up()

    async def over(self) -> None:
        """Every operator's leg has been told; a failure of ours ends none of the others."""
        if self._calls:
            for end in await asyncio.gather(*self._calls, return_exceptions=True):
                if isinstance(end, Exception):
                    log.error("operator_call_failed", exc_info=end)
