"""Follow-up cards of a project."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet

from rupor.features.accounts.models import Account, CabinetUser, User
from rupor.features.followups.models import FollowUpCard
from rupor.features.projects.models import Project
from rupor.kit import errors


@dataclass(frozen=True)
class CardFilter:
    """Which cards; an empty field does not filter. `assignee` 0: anybody's, -1: nobody's."""

    state: str = ""
    assignee: int = 0
    search: str = ""
    since: datetime | None = None
    until: datetime | None = None


def cards(*, project: Project, given: CardFilter | None = None) -> QuerySet[FollowUpCard]:
    """Newest first."""
    found = FollowUpCard.objects.filter(project=project).select_related("assignee").order_by("-id")
    if given is None:
        return found
    wanted = Q(state=given.state) if given.state else Q()
    if given.assignee:
        wanted &= Q(assignee_id=given.assignee) if given.assignee > 0 else Q(assignee=None)
    if given.since:
        wanted &= Q(created_at__gte=given.since)
    if given.until:
        wanted &= Q(created_at__lt=given.until)
    return found.filter(wanted & _said(given.search.strip()))


def _said(text: str) -> Q:
    if not text:
        return Q()
    digits = "".join(character for character in text if character.isdecimal())
    named = Q(title__icontains=text) | Q(text__icontains=text) | Q(person__icontains=text) | Q(comment__icontains=text)
    return named | Q(phone__contains=digits) if len(digits) > 3 else named


def card(*, project: Project, card_id: int) -> FollowUpCard:
    """One card of the project, or NotFound."""
    found = FollowUpCard.objects.filter(project=project, id=card_id).select_related("assignee").first()
    if found is None:
        raise errors.NotFound("follow_up_not_found")
    return found


def counts(*, project: Project) -> dict[str, int]:
    """How many cards stand in each state."""
    found = FollowUpCard.objects.filter(project=project).values_list("state").annotate(count=Count("id")).order_by()
    return {"new": 0, "in_work": 0, "done": 0, **dict(found)}


def member(*, account: Account, user_id: int) -> User:
    """A member of the account, to whom a card may be given."""
    found = CabinetUser.objects.filter(account=account, user_id=user_id).select_related("user").first()
    if found is None:
        raise errors.RuporError("follow_up_assignee", field="assignee")
    return found.user


def members(*, account: Account) -> QuerySet[User]:
    """Everybody a card may be given to."""
    return User.objects.filter(memberships__account=account, is_active=True).order_by("surname", "name", "email")


def of_calls(*, calls: Collection[int]) -> dict[int, list[FollowUpCard]]:
    """What each of these calls left to do."""
    found: dict[int, list[FollowUpCard]] = {}
    for each in FollowUpCard.objects.filter(call_id__in=list(calls)).select_related("assignee").order_by("id"):
        found.setdefault(each.call_id, []).append(each)
    return found
