"""What is asked about numbers."""

import math
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.db.models import Exists, OuterRef, Q, QuerySet, Sum

from rupor import settings
from rupor.engine.dialing.callers import Caller, left_of
from rupor.features.accounts.models import Account
from rupor.features.numbers.models import NumberBinding, NumberHour, NumberKind, NumberState, NumberUse, PhoneNumber
from rupor.features.numbers.rules import health
from rupor.features.numbers.rules.kinds import USABLE_STATES
from rupor.kit import errors

CALLS_AN_HOUR = 120
"""A campaign takes one shared number for so many calls an hour of its speed, so that others find some too."""


def numbers(*, account: Account, search: str = "", kind: str = "", state: str = "") -> QuerySet[PhoneNumber]:
    """The account's own numbers and the installation's pool, newest first."""
    found = PhoneNumber.objects.filter(_seen_by(account)).order_by("-id")
    digits = "".join(char for char in search if char.isdigit())
    if digits:
        found = found.filter(phone__contains=digits)
    if kind:
        found = found.filter(kind=kind)
    return found.filter(state=state) if state else found


def usable_numbers(*, account: Account) -> QuerySet[PhoneNumber]:
    """Those it may call from now."""
    return PhoneNumber.objects.filter(_seen_by(account), state__in=USABLE_STATES).order_by("id")


def number(*, account: Account, number_id: int, pool_too: bool) -> PhoneNumber:
    """One number the account may change, or NotFound; the pool's are changed by the installation's people only."""
    allowed = Q(account=account) | Q(account=None) if pool_too else Q(account=account)
    found = PhoneNumber.objects.filter(allowed, id=number_id).first()
    if found is None:
        raise errors.NotFound("number_not_found")
    return found


def seen_number(*, account: Account, number_id: int) -> PhoneNumber:
    """One number the account may look at, or NotFound."""
    found = PhoneNumber.objects.filter(_seen_by(account), id=number_id).first()
    if found is None:
        raise errors.NotFound("number_not_found")
    return found


def _seen_by(account: Account) -> Q:
    return Q(account=account) | Q(account=None)


def for_rent(*, account_id: int, now: datetime) -> QuerySet[PhoneNumber]:
    """Pool numbers with a fee that nobody holds; one that has just been given back waits for its last tenant."""
    cool = Q(cooling_until__isnull=True) | Q(cooling_until__lte=now) | Q(last_tenant_id=account_id)
    held = NumberBinding.objects.filter(number=OuterRef("id"), released_at__isnull=True).exclude(account_id=account_id)
    free = PhoneNumber.objects.filter(
        cool, account__isnull=True, kind=NumberKind.SHARED, state__in=USABLE_STATES, fee__gt=0
    )
    return free.filter(~Exists(held)).order_by("operator", "region", "phone")


_OF_POOL: dict[str, dict[str, str]] = {"duty": {"kind": "duty"}, "random_federal": {"line_type": "mobile"}}


def callers(
    *, account_id: int, routing: str, chosen: Collection[int], pool: bool, now: datetime
) -> QuerySet[PhoneNumber]:
    """Numbers an account may show now: its own as chosen (all when none is), or the pool's that no other one holds."""
    usable = PhoneNumber.objects.filter(state__in=USABLE_STATES).order_by("id")
    if not pool and not chosen:
        return usable.filter(account_id=account_id)
    others = NumberBinding.objects.filter(number=OuterRef("id"), released_at__isnull=True)
    others = others.exclude(account_id=account_id)
    cool = Q(cooling_until__isnull=True) | Q(cooling_until__lte=now)
    free = Q(account__isnull=True) & (Q(kind=NumberKind.DUTY) | (~Exists(others) & cool))
    if pool:
        return usable.filter(free, **_OF_POOL.get(routing, {}))
    return usable.filter(free | Q(account_id=account_id), id__in=list(chosen))


def share(
    *, found: Sequence[PhoneNumber], campaign_id: int, speed_per_hour: int, luck: Callable[[], float]
) -> list[PhoneNumber]:
    """What of the pool a campaign may use: numbers it holds, as many more as its speed needs, and every duty number."""
    held = NumberBinding.objects.filter(campaign_id=campaign_id, released_at__isnull=True)
    mine = set(held.values_list("number_id", flat=True))
    shared = [each for each in found if each.kind == NumberKind.SHARED and each.account_id is None]
    bound = [each for each in shared if each.id in mine]
    wanted = max(1, math.ceil(speed_per_hour / CALLS_AN_HOUR)) - len(bound)
    more = sorted((each for each in shared if each.id not in mine), key=lambda each: luck())[: max(0, wanted)]
    return bound + more + [each for each in found if each.kind == NumberKind.DUTY or each.account_id is not None]


def carousel(*, found: Sequence[PhoneNumber], now: datetime) -> list[Caller]:
    """With what each has carried. Numbers at rest are left out while another is there."""
    awake = [each for each in found if each.resting_until is None or each.resting_until <= now] or list(found)
    used = NumberUse.objects.in_bulk([each.id for each in awake])
    return [_caller(each, used.get(each.id), now) for each in awake]


def _caller(number: PhoneNumber, use: NumberUse | None, now: datetime) -> Caller:
    ceilings = (number.minute_ceiling, number.hourly_ceiling, number.daily_ceiling)
    if use is None:
        return Caller(phone=number.phone, left=left_of(used=(0, 0, 0), ceilings=ceilings))
    minute, hour = now.replace(second=0, microsecond=0), now.replace(minute=0, second=0, microsecond=0)
    today = now.astimezone(ZoneInfo(settings.load().time_zone)).date()
    used = (
        use.in_minute if use.minute == minute else 0,
        use.in_hour if use.hour == hour else 0,
        use.in_day if use.day == today else 0,
    )
    return Caller(phone=number.phone, load=used[1], left=left_of(used=used, ceilings=ceilings))


def shares(*, now: datetime, number_id: int | None = None) -> dict[int, tuple[health.Share, health.Share]]:
    """By number called from in the last hours: (recent, past) answers over all carriers."""
    edge, start = now - health.RECENT, now - health.PAST
    hours = NumberHour.objects.filter(hour__gte=start)
    hours = hours.filter(number_id=number_id) if number_id is not None else hours
    sums = hours.values("number_id").annotate(
        recent_calls=Sum("calls", filter=Q(hour__gte=edge), default=0),
        recent_answered=Sum("answered", filter=Q(hour__gte=edge), default=0),
        past_calls=Sum("calls", filter=Q(hour__lt=edge), default=0),
        past_answered=Sum("answered", filter=Q(hour__lt=edge), default=0),
    )
    return {
        row["number_id"]: (
            health.Share(calls=row["recent_calls"], answered=row["recent_answered"]),
            health.Share(calls=row["past_calls"], answered=row["past_answered"]),
        )
        for row in sums.order_by()
        if row["recent_calls"] or number_id is not None
    }


def hours_of(*, number_id: int, now: datetime, days: int = 7) -> list[NumberHour]:
    """The number's hours by carrier, oldest first."""
    since = now - timedelta(days=days)
    return list(NumberHour.objects.filter(number_id=number_id, hour__gte=since).order_by("hour", "carrier"))


@dataclass(frozen=True)
class Route:
    """What is known of a number that somebody called back (TEL-034).

    `kind` "duty" is rejected; "personal" goes to `forward_to`, which is the number itself unless set otherwise.
    `campaigns` hold it now, the latest first: of these, or of a rented number's account, the one that called this
    person last gives the flow; else `flow_id` or `clip_id` of the number itself is heard.
    """

    number_id: int
    kind: str
    account_id: int | None
    campaigns: tuple[int, ...]
    flow_id: int | None
    clip_id: int | None
    forward_to: str


def route_of(called: str) -> Route | None:
    """None when the number is not ours, is blocked, is not confirmed or its rent is not paid."""
    number = PhoneNumber.objects.filter(phone=called, state__in=USABLE_STATES).first()
    if number is None:
        return None
    held = NumberBinding.objects.filter(number=number, released_at__isnull=True).order_by("-used_at")
    campaigns = list(held.values_list("campaign_id", "account_id"))
    return Route(
        number_id=number.id,
        kind=number.kind,
        account_id=number.account_id or (campaigns[0][1] if campaigns else None),
        campaigns=tuple(campaign for campaign, _ in campaigns),
        flow_id=number.callback_flow_id,
        clip_id=number.callback_clip_id,
        forward_to=number.callback_phone or (number.phone if number.kind == NumberKind.PERSONAL else ""),
    )


def bindings_of(*, number_id: int, limit: int = 50) -> list[NumberBinding]:
    """The campaigns that held the number, the latest first."""
    return list(NumberBinding.objects.filter(number_id=number_id).order_by("-id")[:limit])


def unconfirmed(number: PhoneNumber) -> bool:
    """Whether its owner has yet to confirm it."""
    return number.state == NumberState.AWAITING
