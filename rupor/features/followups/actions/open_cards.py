"""Makes the cards that calls asked for, in the caller's transaction."""

from collections.abc import Sequence
from datetime import datetime

import msgspec

from rupor.features.followups.events import FollowUpOpened
from rupor.features.followups.models import FollowUpCard
from rupor.kit import events, live


class Asked(msgspec.Struct, frozen=True):
    """One card as a call asked for it; `n` is the number of the asking fact."""

    account: int
    project: int
    campaign: int | None
    call: int
    n: int
    phone: str
    title: str
    text: str
    contact: int | None = None
    person: str = ""


def open_cards(*, asked: Sequence[Asked], now: datetime) -> int:
    """How many are new; a fact heard before makes none."""
    known = FollowUpCard.objects.filter(call_id__in={each.call for each in asked}).values_list("call_id", "call_n")
    heard = set(known)
    once = {(each.call, each.n): each for each in asked}
    made = FollowUpCard.objects.bulk_create([_made(each, now) for key, each in once.items() if key not in heard])
    for card in made:
        events.publish(FollowUpOpened(follow_up_id=card.id))
        told = {"type": "follow_up", "id": card.id, "state": card.state, "call": card.call_id}
        live.announce(account_id=card.account_id, payload=told)
    return len(made)


def _made(each: Asked, now: datetime) -> FollowUpCard:
    return FollowUpCard(
        account_id=each.account,
        project_id=each.project,
        campaign_id=each.campaign,
        call_id=each.call,
        call_n=each.n,
        contact_id=each.contact,
        phone=each.phone,
        person=each.person[:255],
        title=each.title[:255],
        text=each.text[:10_000],
        created_at=now,
        changed_at=now,
    )
