"""Claims people of a run who may be contacted now, or tells why none may."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from decimal import Decimal

import msgspec
from django.db import connection, transaction

from rupor.engine.dialing import schedule
from rupor.engine.dialing.callers import Caller
from rupor.engine.ports import Channel
from rupor.features.billing import queries as money_queries
from rupor.features.campaigns import queries
from rupor.features.campaigns.actions import _counters
from rupor.features.campaigns.models import Campaign, CampaignRun, CampaignState, PauseReason
from rupor.features.campaigns.rules import limits
from rupor.features.deliveries.actions.claim import Claimed, Order, claim
from rupor.features.deliveries.rules.changes import RunChange
from rupor.features.deliveries.rules.terms import Terms
from rupor.features.limits.actions.watch_line import watch_line

LEASE = {Channel.VOICE: timedelta(seconds=90), Channel.SMS: timedelta(minutes=10)}
"""How long an order may wait for a gateway before it is taken back."""


@dataclass(frozen=True)
class Due:
    """The orders to publish; `pause` when the campaign has to stand; `found` when somebody was due."""

    orders: list[Order] = field(default_factory=list)
    pause: PauseReason = PauseReason.NONE
    found: bool = False


@transaction.atomic
def claim_due(*, run_id: int, limit: int, now: datetime, sender: str) -> Due:
    """The campaign's row is held shared, so that a pause that has been answered is a pause."""
    run = CampaignRun.objects.get(id=run_id)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM campaigns_campaign WHERE id = %s FOR SHARE", [run.campaign_id])
    campaign = Campaign.objects.get(id=run.campaign_id)
    if campaign.state != CampaignState.RUNNING or campaign.deleted_at is not None:
        return Due()
    terms = msgspec.convert(run.snapshot, Terms)
    by_voice = terms.channel == Channel.VOICE
    callers = queries.carousel(campaign=campaign, terms=terms, now=now) if by_voice else []
    budget, obstacle = _gates(campaign, terms=terms, callers=callers, now=now)
    if obstacle:
        return Due(pause=obstacle)
    line = watch_line(account_id=terms.account, now=now)
    if line.stopped:
        return Due(pause=PauseReason.ACCOUNT_LIMIT)
    budget = min((each for each in (budget, line.money) if each is not None), default=None)
    if budget is not None and budget <= 0:
        return Due(found=True)
    if by_voice and line.calls is not None:
        limit = min(limit, line.calls)
    claimed = claim(
        terms=terms,
        limit=limit,
        now=now,
        not_after=_not_after(campaign, now),
        callers=callers,
        sender=sender,
        budget=budget,
        limits=line.tolls,
    )
    _counters.add({run_id: _change(claimed)})
    return Due(orders=claimed.orders, pause=_unpaid(terms, claimed), found=claimed.found)


def _gates(
    campaign: Campaign, *, terms: Terms, callers: list[Caller], now: datetime
) -> tuple[Decimal | None, PauseReason]:
    """What may still be held (None: no limit), and what forbids contact."""
    window = limits.window(campaign.window)
    if not schedule.is_open(window=window, now=now, zone=campaign.time_zone):
        return None, PauseReason.OUT_OF_WINDOW
    if terms.channel == Channel.VOICE and not callers:
        return None, PauseReason.NO_NUMBERS
    if not campaign.lead_limit and not campaign.spend_limit:
        return None, PauseReason.NONE
    leads, cost, held = queries.spent(campaign.id)
    if campaign.lead_limit and leads >= campaign.lead_limit:
        return None, PauseReason.LEAD_LIMIT
    if campaign.spend_limit and cost >= campaign.spend_limit:
        return None, PauseReason.SPEND_LIMIT
    return (campaign.spend_limit - cost - held if campaign.spend_limit else None), PauseReason.NONE


def _not_after(campaign: Campaign, now: datetime) -> datetime:
    closes = schedule.closes_at(window=limits.window(campaign.window), now=now, zone=campaign.time_zone)
    leased = now + LEASE[Channel(campaign.channel)]
    return min(leased, closes) if closes else leased


def _change(claimed: Claimed) -> RunChange:
    return RunChange(counts=Counter(claimed.ended), held=claimed.held)


def _unpaid(terms: Terms, claimed: Claimed) -> PauseReason:
    """While money is held for others it may come back; only when none is, the campaign stands for want of funds."""
    if claimed.unpaid and not money_queries.balance(account_id=terms.account).held:
        return PauseReason.NO_FUNDS
    return PauseReason.NONE
