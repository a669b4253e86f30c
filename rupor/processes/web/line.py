"""The live line: how many calls stand how, by trunk and campaign, told to the browsers of each account each second."""

import asyncio
from collections import Counter, defaultdict
from collections.abc import Iterable
from concurrent.futures import Executor
from typing import Any

import structlog

from rupor.engine import ports
from rupor.processes.web import rooms
from rupor.processes.web.live import Hub
from rupor.processes.web.pulses import Pulses

STATES = ("dialling", "ringing", "talking", "transferred")
PERIOD_SECONDS = 1.0

log = structlog.get_logger(__name__)


def of_account(line: Iterable[ports.OnLine], *, account: int) -> dict[str, Any]:
    """The account's calls: in all, by trunk and by campaign; those with most calls first."""
    states: Counter[str] = Counter()
    trunks: defaultdict[str, Counter[str]] = defaultdict(Counter)
    campaigns: defaultdict[int, Counter[str]] = defaultdict(Counter)
    for each in line:
        if each.account == account:
            for counted in (states, trunks[each.trunk], campaigns[each.campaign]):
                counted[each.state] += each.calls
    return {
        "type": "line",
        "states": _full(states),
        "trunks": [{"name": name, **_full(counted)} for name, counted in _most_first(trunks)],
        "campaigns": [{"id": number, **_full(counted)} for number, counted in _most_first(campaigns)],
    }


def _full(counted: Counter[str]) -> dict[str, int]:
    return {state: counted[state] for state in STATES}


def _most_first(groups: dict[Any, Counter[str]]) -> list[tuple[Any, Counter[str]]]:
    return sorted(groups.items(), key=lambda group: (-group[1].total(), str(group[0])))


class LiveLine:
    """Tells what changed, and everything to a browser that has just come."""

    def __init__(self, *, hub: Hub, pulses: Pulses, executor: Executor) -> None:
        self._hub = hub
        self._pulses = pulses
        self._executor = executor
        self._told: dict[int, tuple[dict[str, Any], int]] = {}
        self._names: dict[int, str] = {}

    async def run(self) -> None:
        """For ever; cancel it to stop."""
        while True:
            try:
                await self.tell()
            except rooms.DATABASE_AWAY as error:
                log.warning("line_names_unknown", error=str(error).strip())
            await asyncio.sleep(PERIOD_SECONDS)

    async def tell(self) -> None:
        """Once: every account that somebody looks at."""
        line = self._pulses.line
        counts = self._hub.counts
        self._told = {account: told for account, told in self._told.items() if account in counts}
        for account, browsers in counts.items():
            message = of_account(line, account=account)
            await self._name(message)
            known, listened = self._told.get(account, ({}, 0))
            if message != known or browsers != listened:
                self._hub.publish(account=account, message=message)
            self._told[account] = (message, browsers)

    async def _name(self, message: dict[str, Any]) -> None:
        unknown = [each["id"] for each in message["campaigns"] if each["id"] and each["id"] not in self._names]
        if unknown:
            loop = asyncio.get_running_loop()
            self._names |= await loop.run_in_executor(self._executor, rooms.campaign_names, unknown)
        for each in message["campaigns"]:
            each["name"] = self._names.get(each["id"], "")
