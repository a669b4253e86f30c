"""An account with money, campaigns on it, a dispatcher at work, gateways: what the dispatcher's tests are played on."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import Any, TypeVar

from nats.aio.client import Client

from rupor import settings
from rupor.engine.ports import Channel
from rupor.features.accounts.actions.create_owner import create_owner
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.open_purse import open_purse
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions.start import start
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.models import SetAsideEvent
from rupor.features.flows.models import CallFlow
from rupor.features.projects.actions.create_first import create_first
from rupor.processes.bridge import Bridge
from rupor.processes.dispatcher import main
from rupor.processes.dispatcher.desk import Step, unseen
from rupor.processes.dispatcher.tests import gateways

Answer = TypeVar("Answer")
SYSTEM_FLOW = {
    "version": 1,
    "start": "answer",
    "nodes": {"answer": {"cards": [{"do": "play", "material": "campaign"}]}},
}


class Scene:
    """Database work goes through the bridge: the test itself is asynchronous."""

    def __init__(self, *, url: str, client: Client, bridge: Bridge) -> None:
        self.settings = settings.load().model_copy(
            update={"nats_url": url, "sms_report_wait_seconds": 2, "gateway_silent_seconds": 1.0}
        )
        self.client = client
        self.bridge = bridge
        self._leading: asyncio.Task[int] | None = None
        self._gateways: list[gateways.Gateway] = []

    def prepare(self) -> None:
        member = create_owner(email="owner@example.org", password="correct horse battery", title="Проба", trusted=True)
        self.account = member.account
        self.project = create_first(account=member.account)
        open_purse(account_id=member.account.id)
        making.money(member.account)
        CallFlow.objects.get_or_create(is_system=True, defaults={"name": "Воспроизведение", "document": SYSTEM_FLOW})
        making.price_list()

    async def call(self, function: Callable[..., Answer], /, **arguments: Any) -> Answer:
        return await self.bridge.call(function, **arguments)

    def lead(self, *, step: Step = unseen) -> None:
        self._leading = asyncio.create_task(main.keep_leading(self.settings, step))

    async def follow(self) -> None:
        """The dispatcher ends."""
        if self._leading is not None:
            self._leading.cancel()
            await asyncio.gather(self._leading, return_exceptions=True)
            self._leading = None

    async def gateway(
        self, channel: Channel, script: gateways.Script = gateways.people, *, fetches: bool = True
    ) -> gateways.Gateway:
        made = gateways.Gateway(client=self.client, channel=channel, script=script, fetches=fetches)
        await made.start()
        self._gateways.append(made)
        return made

    async def campaign(self, channel: Channel, listed: list[str], **values: Any) -> Campaign:
        make = making.voice if channel == Channel.VOICE else making.sms
        given = {"speed_per_hour": 36_000, **values}
        campaign: Campaign = await self.bridge.call(lambda: make(self.project, listed, **given))
        return await self.bridge.call(start, campaign_id=campaign.id)

    async def until(self, campaign: Campaign, state: str) -> None:
        await self.becomes(lambda: self.state(campaign), state)

    async def state(self, campaign: Campaign) -> str:
        def read() -> str:
            campaign.refresh_from_db()
            return campaign.state if not campaign.pause_reason else f"{campaign.state}:{campaign.pause_reason}"

        return await self.bridge.call(read)

    async def size(self, campaign: Campaign) -> dict[str, int]:
        def read() -> dict[str, int]:
            found = queries.progress([campaign.id])[campaign.id].size
            return {name: getattr(found, name) for name in found.__struct_fields__ if getattr(found, name)}

        return await self.bridge.call(read)

    async def settled(self) -> None:
        """Waits until nothing is under way and all money held has come back."""

        def held() -> bool:
            return bool(money_queries.balance(account_id=self.account.id).held)

        await self.becomes(lambda: self.bridge.call(held), False)

    async def becomes(self, read: Callable[[], Awaitable[Answer]], wanted: Answer) -> None:
        """Looks until it is so; the test's own time limit ends a vain wait."""
        while True:
            if await read() == wanted:
                return
            await asyncio.sleep(0.05)

    async def audit(self) -> None:
        """Counters equal a recount, the ledger adds up, nothing was put aside."""

        def look() -> None:
            assert money_queries.ledger_difference() == 0
            assert delivery_queries.cost_difference() == 0
            assert list(SetAsideEvent.objects.values_list("error", "payload")) == []
            for run in CampaignRun.objects.all():
                recount = delivery_queries.recount(run=run.id)
                for state in ("answered", "unanswered", "stop_listed", "invalid", "cancelled", "unknown"):
                    assert getattr(run, state) == recount.get(state, 0), state
                assert run.total == sum(recount.values())

        await self.bridge.call(look)

    async def leave(self) -> None:
        await self.follow()
        for gateway in self._gateways:
            await gateway.leave()
