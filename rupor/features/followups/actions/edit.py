"""Moves a card, gives it to somebody, notes a comment."""

from datetime import datetime

from django.db import transaction

from rupor.features.accounts.models import User
from rupor.features.followups import rules
from rupor.features.followups.models import FollowUpCard, FollowUpState
from rupor.kit import live


@transaction.atomic
def edit(
    *,
    card: FollowUpCard,
    now: datetime,
    state: str | None = None,
    assignee: User | None = None,
    unassign: bool = False,
    comment: str | None = None,
) -> FollowUpCard:
    """The card as it stands now; what is None stays. A new card given to somebody is in work."""
    locked = FollowUpCard.objects.select_for_update().get(id=card.id)
    after = rules.placed(before=locked.state, state=state, assigned=assignee is not None)
    rules.move(before=locked.state, after=after)
    locked.state = after
    if assignee is not None or unassign:
        locked.assignee = assignee
    if comment is not None:
        locked.comment = comment
    locked.done_at = (locked.done_at or now) if after == FollowUpState.DONE else None
    locked.changed_at = now
    locked.save(update_fields=["state", "assignee", "comment", "done_at", "changed_at"])
    told = {"type": "follow_up", "id": locked.id, "state": locked.state, "call": locked.call_id}
    live.announce(account_id=locked.account_id, payload=told)
    return locked
