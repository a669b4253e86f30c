"""Puts parts on the link: urgent before bulk, within the window and the pace, and again after a throttle."""

import asyncio
import random
from collections import deque
from functools import partial

from rupor.engine import ports
from rupor.kit import clock
from rupor.protocols.smpp import bodies, failures
from rupor.protocols.smpp.connection import Link
from rupor.protocols.smpp.names import Command, Status
from rupor.providers.smpp import ids, outcomes, pace, shaping
from rupor.providers.smpp.job import Job
from rupor.providers.smpp.listening import Listener


class Sender:
    """`submit` never fails and never blocks; every order ends with exactly one `sent` or `refused` of the listener."""

    def __init__(
        self,
        *,
        listener: Listener,
        known_ids: ids.Ids,
        per_second: float,
        long_texts: shaping.LongTexts = shaping.LongTexts.UDH,
        chance: random.Random | None = None,
    ) -> None:
        self._listener = listener
        self._ids = known_ids
        self._pace = pace.Pace(per_second=per_second)
        self._long_texts = long_texts
        self._chance = chance or random.Random()
        self._loop = asyncio.get_running_loop()
        self._link: Link | None = None
        self._lanes: tuple[deque[Job], deque[Job]] = (deque(), deque())
        self._jobs: set[Job] = set()
        self._reference = self._chance.randrange(256)
        self._pumping_at: asyncio.TimerHandle | None = None
        self._changed = asyncio.Event()
        self.busy_urgent = 0
        self.accepted = self.throttled = self.submitted = 0

    @property
    def busy(self) -> int:
        """Orders in hand."""
        return len(self._jobs)

    @property
    def per_second(self) -> float:
        return self._pace.per_second

    def attach(self, link: Link | None) -> None:
        """The link by which to send from now on; None while there is none."""
        self._link = link
        self.pump()

    def submit(self, order: ports.SmsOrder) -> None:
        self._reference = (self._reference + 1) % 256
        try:
            messages = shaping.submits(order=order, reference=self._reference, long_texts=self._long_texts)
        except failures.SmppError as error:
            code = outcomes.code(status=error.command_status)
            self._listener.sent(order=order, message_ids=[], failure=ports.Outcome.INVALID, code=code)
            return
        job = Job(order=order, messages=messages)
        self._jobs.add(job)
        self.busy_urgent += order.urgent
        self._lane(job).append(job)
        self.pump()

    def pump(self) -> None:
        """Sends what may be sent now."""
        link = self._link
        while link is not None and link.writable and link.session.room > 0 and link.session.state.bound:
            lane = self._lanes[0] or self._lanes[1]
            if not lane:
                return
            if self._too_late(lane[0]):
                lane.popleft()
                continue
            wait_seconds = self._pace.wait_seconds(now=self._loop.time())
            if wait_seconds > 0:
                self._pump_later(wait_seconds)
                return
            self._send_part(link, lane[0])
            if not lane[0].to_send:
                lane.popleft()

    def sweep(self) -> None:
        """Gives back what waited past its time while there was no link."""
        for lane in self._lanes:
            for job in [job for job in lane if self._too_late(job)]:
                lane.remove(job)

    def abandon(self, *, reason: str) -> None:
        """The gateway stops: what has not begun is given back, what has begun is told as far as it is known."""
        for job in list(self._jobs):
            if job.out or job.message_ids:
                job.give_up(ports.Outcome.UNKNOWN, "")
                self._finish(job)
            else:
                self._refuse(job, reason)
        for lane in self._lanes:
            lane.clear()

    async def changed(self) -> None:
        """Returns when the next order has ended."""
        await self._changed.wait()

    def _send_part(self, link: Link, job: Job) -> None:
        part = job.next_part()
        try:
            link.send(Command.SUBMIT_SM, job.messages[part], partial(self._answered, job, part))
        except failures.Malformed as error:
            job.failed(ports.Outcome.INVALID, outcomes.code(status=Status.INVALID_SOURCE))
            job.code = f"{job.code} {error.detail}"[:100]
            self._finish_if_settled(job)
            return
        self._pace.spend()
        self.submitted += 1

    def _answered(self, job: Job, part: int, pdu: bodies.Pdu | None) -> None:
        if pdu is None:
            job.failed(ports.Outcome.UNKNOWN, "")
        elif pdu.status == Status.OK:
            message_id = pdu.body.message_id if isinstance(pdu.body, bodies.MessageResp) else ""
            self._ids.remember(message_id=message_id, phone=job.order.phone)
            job.accepted(part, message_id)
            self._pace.accepted()
            self.accepted += 1
        elif pdu.status in outcomes.PASSING and job.failure is None:
            self._throttled(job, part, pdu.status)
        else:
            job.failed(outcomes.of_refusal(status=pdu.status), outcomes.code(status=pdu.status))
        self._finish_if_settled(job)
        self.pump()

    def _throttled(self, job: Job, part: int, status: int) -> None:
        self._pace.throttled()
        self.throttled += 1
        seconds = pace.retry_seconds(tries=job.tries, chance=self._chance.random())
        if (job.order.not_after - clock.now()).total_seconds() < seconds:
            job.failed(ports.Outcome.EXPIRED, outcomes.code(status=status))
            return
        job.rest()
        self._loop.call_later(seconds, self._again, job, part)

    def _again(self, job: Job, part: int) -> None:
        if job not in self._jobs or not job.wake(part):
            return
        lane = self._lane(job)
        if job not in lane:
            lane.appendleft(job)
        self.pump()

    def _too_late(self, job: Job) -> bool:
        if job.failure is not None:
            return True
        if job.touched or clock.now() < job.order.not_after:
            return False
        self._refuse(job, "too_late")
        return True

    def _finish_if_settled(self, job: Job) -> None:
        if job.settled and job in self._jobs:
            self._finish(job)

    def _finish(self, job: Job) -> None:
        self._forget(job)
        self._listener.sent(order=job.order, message_ids=job.message_ids, failure=job.failure, code=job.code)

    def _refuse(self, job: Job, reason: str) -> None:
        self._forget(job)
        self._listener.refused(order=job.order, reason=reason)

    def _forget(self, job: Job) -> None:
        self._jobs.discard(job)
        self.busy_urgent -= job.order.urgent
        self._changed.set()
        self._changed = asyncio.Event()

    def _lane(self, job: Job) -> deque[Job]:
        return self._lanes[0] if job.order.urgent else self._lanes[1]

    def _pump_later(self, seconds: float) -> None:
        if self._pumping_at is None:
            self._pumping_at = self._loop.call_later(max(seconds, 0.002), self._pump_now)

    def _pump_now(self) -> None:
        self._pumping_at = None
        self.pump()
