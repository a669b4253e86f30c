"""Claims people for every running campaign at its pace, within what the gateways can carry, in fair shares."""

import asyncio
import time
from dataclasses import dataclass, field

import structlog

from rupor.engine.dialing import fairness, pacing
from rupor.engine.ports import Channel
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import begin, claim_due, pause
from rupor.features.campaigns.models import PauseReason
from rupor.features.deliveries import queries as delivery_queries
from rupor.kit import clock, errors
from rupor.processes.dispatcher import relay
from rupor.processes.dispatcher.desk import Desk

TICK_SECONDS = 0.05
_LOOK_SECONDS = 0.3
_IDLE_SECONDS = 0.5
_GATHER_SECONDS = 0.2
_MOST_AT_ONCE = 500
_PUBLISHING = 4

log = structlog.get_logger(__name__)


@dataclass
class ClaimLoop:
    """Pace is kept in memory: a dispatcher that starts anew owes nothing from before."""

    desk: Desk
    runs: list[queries.Due] = field(default_factory=list)
    looked_at: float = 0.0
    paces: dict[int, pacing.Pace] = field(default_factory=dict)
    lines: dict[Channel, pacing.Pace] = field(default_factory=dict)
    not_before: dict[int, float] = field(default_factory=dict)
    turns: int = 0
    publishing: set[asyncio.Task[None]] = field(default_factory=set)

    async def turn(self) -> None:
        """One look at everything that is running."""
        now = time.monotonic()
        if now - self.looked_at > _LOOK_SECONDS:
            await self._look(now)
        if not self.runs:
            return
        under_way = await self.desk.bridge.call(delivery_queries.under_way)
        self.turns += 1
        for channel in Channel:
            runs = [run for run in self.runs if run.channel == channel]
            room = self._room(channel, under_way, now) if runs else 0
            wanted = [self._wanted(run, now) for run in runs]
            shares = fairness.shares(wanted=wanted, available=room, first=self.turns) if room else []
            for run, share in zip(runs, shares, strict=False):
                if share:
                    await self._claim(run, share)

    async def _look(self, now: float) -> None:
        self.runs = await self.desk.bridge.call(queries.at_work)
        self.looked_at = now
        alive = {run.run for run in self.runs}
        self.paces = {run: pace for run, pace in self.paces.items() if run in alive}
        self.not_before = {run: at for run, at in self.not_before.items() if run in alive}
        for run in self.runs:
            if run.state == "queued" and self.desk.fleet.fresh(channel=Channel(run.channel), now=now):
                await self.desk.bridge.call(begin.begin, run_id=run.run)
                self.desk.changed.add(run.run)

    def _room(self, channel: Channel, under_way: dict[str, delivery_queries.UnderWay], now: float) -> int:
        room = self.desk.fleet.room(channel=channel, under_way=under_way, now=now)
        per_second = self.desk.fleet.starts_per_second(channel=channel, now=now)
        if channel != Channel.VOICE or not per_second:
            return room
        pace = self.lines.get(channel, pacing.Pace(at=now))
        self.lines[channel] = pacing.advanced(pace=pace, now=now, speed_per_hour=per_second * 3600)
        return min(room, pacing.starts(self.lines[channel]))

    def _wanted(self, run: queries.Due, now: float) -> int:
        pace = self.paces.get(run.run, pacing.Pace(at=now))
        self.paces[run.run] = pace = pacing.advanced(pace=pace, now=now, speed_per_hour=run.speed_per_hour)
        if run.state != "running" or now < self.not_before.get(run.run, 0.0):
            return 0
        return min(pacing.starts(pace), _MOST_AT_ONCE)

    async def _claim(self, run: queries.Due, share: int) -> None:
        due = await self.desk.bridge.call(
            claim_due.claim_due,
            run_id=run.run,
            limit=share,
            now=clock.now(),
            sender=self.desk.settings.sms_sender,
        )
        self.desk.step("claimed")
        started = len(due.orders)
        wait_seconds = _GATHER_SECONDS if due.orders else _IDLE_SECONDS
        self.not_before[run.run] = time.monotonic() + (0.0 if share == _MOST_AT_ONCE else wait_seconds)
        if due.found:
            self.desk.changed.add(run.run)
        if due.pause:
            await self._stand(run, due.pause)
        if started:
            self.paces[run.run] = pacing.spent(pace=self.paces[run.run], started=started)
            channel = Channel(run.channel)
            if channel in self.lines:
                self.lines[channel] = pacing.spent(pace=self.lines[channel], started=started)
            await self._publish(due.orders)

    async def _publish(self, orders: list[relay.Order]) -> None:
        """Goes on claiming while the bus confirms; what is not confirmed in the end is left to the relay."""
        while len(self.publishing) >= _PUBLISHING:
            await asyncio.wait(self.publishing, return_when=asyncio.FIRST_COMPLETED)
        task = asyncio.create_task(relay.publish_or_leave(self.desk, orders))
        self.publishing.add(task)
        task.add_done_callback(self.publishing.discard)

    async def _stand(self, run: queries.Due, reason: PauseReason) -> None:
        try:
            await self.desk.bridge.call(pause.pause, campaign_id=run.campaign, reason=reason)
            log.info("campaign_stands", campaign=run.campaign, reason=reason.value)
        except errors.Conflict:
            log.info("campaign_stands_already", campaign=run.campaign)
