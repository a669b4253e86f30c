"""What is asked about limits. Called with every claim, so each answer is one small statement."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import connection
from django.db.models import Q

from rupor.engine.dialing.tolls import DAY, Tolls, Used
from rupor.features.accounts.models import Account
from rupor.features.billing import queries as money_queries
from rupor.features.limits.models import Ceiling, DiallingStop
from rupor.kit import errors

DEFAULT = Tolls(prefixes=("7",), person_day=10, person_week=30)
"""Where nothing is set: numbers of +7 only. Some callers are bound more narrowly by law: staff set it for them."""
NAMES = ("prefixes", "person_day", "person_week", "calls_hour", "calls_day", "spend_hour", "spend_day")

_USED = """
SELECT COALESCE(SUM(calls) FILTER (WHERE hour = %(hour)s), 0), COALESCE(SUM(calls), 0),
       COALESCE(SUM(spent) FILTER (WHERE hour = %(hour)s), 0), COALESCE(SUM(spent), 0)
FROM limits_lineuse WHERE account_id = %(account)s AND hour > %(day)s
"""


def tolls(*, account_id: int | None) -> Tolls:
    """The limits in force for the account (None: the installation's own)."""
    found = Ceiling.objects.filter(Q(account_id=account_id) | Q(account__isnull=True)).order_by("-account_id")
    by_account = {each.account_id: each for each in found}
    rows = [by_account[key] for key in dict.fromkeys((account_id, None)) if key in by_account]
    return Tolls(**{name: _first(rows, name) for name in NAMES})


def _first(rows: list[Ceiling], name: str) -> Any:
    told = next((value for row in rows if (value := getattr(row, name)) is not None), getattr(DEFAULT, name))
    return tuple(told) if name == "prefixes" else told


def hour_of(now: datetime) -> datetime:
    """The hour that use is counted in."""
    return now.replace(minute=0, second=0, microsecond=0)


def used(*, account_id: int, now: datetime) -> Used:
    """What the account has used since its last stop was lifted."""
    hour = hour_of(now)
    with connection.cursor() as cursor:
        cursor.execute(_USED, {"account": account_id, "hour": hour, "day": hour - DAY})
        calls_hour, calls_day, spend_hour, spend_day = cursor.fetchone()
    held = money_queries.balance(account_id=account_id).held
    return Used(
        calls_hour=calls_hour,
        calls_day=calls_day,
        spend_hour=Decimal(spend_hour),
        spend_day=Decimal(spend_day),
        held=held,
    )


def stop(*, account_id: int) -> DiallingStop | None:
    """The stop in force."""
    return DiallingStop.objects.filter(account_id=account_id, lifted_at__isnull=True).first()


def ceiling(*, account_id: int | None) -> Ceiling:
    """The account's own row, unsaved when there is none yet."""
    whose = Q(account__isnull=True) if account_id is None else Q(account_id=account_id)
    return Ceiling.objects.filter(whose).first() or Ceiling(account_id=account_id)


def account(*, account_id: int) -> Account:
    """The account, or NotFound."""
    found = Account.objects.filter(id=account_id).first()
    if found is None:
        raise errors.NotFound("limits_account_not_found")
    return found


def accounts() -> list[tuple[Account, Ceiling | None, DiallingStop | None]]:
    """Every account with its own limits and the stop in force, stopped ones first."""
    own = {each.account_id: each for each in Ceiling.objects.filter(account__isnull=False)}
    stops = {each.account_id: each for each in DiallingStop.objects.filter(lifted_at__isnull=True)}
    found = sorted(Account.objects.all(), key=lambda each: (each.id not in stops, each.id))
    return [(each, own.get(each.id), stops.get(each.id)) for each in found]


KEPT = timedelta(days=2)
