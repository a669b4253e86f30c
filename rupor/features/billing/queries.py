"""What the ledger tells: balances, movements, prices, and whether everything adds up."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import connection
from django.db.models import Q, Sum

from rupor.features.billing.models import LedgerEntry, Purse, SpokenText, TariffRate
from rupor.features.billing.rules import Rate, SpeechText, speech_price
from rupor.kit import errors, money

_SERVICES = ("call", "sms")
_GROUPS = """
  FROM billing_transfer
  WHERE account_id = %s AND amount <> 0
    AND (%s::timestamptz IS NULL OR created_at >= %s) AND (%s::timestamptz IS NULL OR created_at < %s)
  GROUP BY CASE WHEN kind IN ('settle', 'charge') THEN 0 ELSE id END, kind, campaign_id, comment,
           (created_at AT TIME ZONE 'UTC')::date
"""
_MOVEMENTS = f"""
  SELECT MAX(id), MAX(created_at), SUM(amount), kind, MAX(comment), campaign_id, SUM(items) {_GROUPS}
  ORDER BY 1 DESC LIMIT %s OFFSET %s
"""
_MOVEMENTS_COUNT = f"SELECT COUNT(*) FROM (SELECT 1 {_GROUPS}) grouped"
_PURSES_AGAINST_ENTRIES = """
SELECT COALESCE(SUM(
  ABS(COALESCE(p.available, 0) - COALESCE(e.balance, 0)) + ABS(COALESCE(p.held, 0) - COALESCE(e.held, 0))
), 0)
FROM billing_purse p
FULL JOIN (
  SELECT account_id,
         COALESCE(SUM(amount) FILTER (WHERE ledger = 'balance'), 0) AS balance,
         COALESCE(SUM(amount) FILTER (WHERE ledger = 'held'), 0) AS held
  FROM billing_ledgerentry GROUP BY account_id
) e ON e.account_id = p.account_id
"""


@dataclass(frozen=True)
class Balance:
    """What may be spent and what is set aside for contacts under way."""

    available: Decimal
    held: Decimal
    credit_limit: Decimal

    @property
    def spendable(self) -> Decimal:
        """How much more can be held or charged."""
        return self.available + self.credit_limit


def balance(*, account_id: int) -> Balance:
    """The account's money; an account without a purse has none."""
    purse = Purse.objects.filter(account_id=account_id).first()
    if purse is None:
        return Balance(available=money.ZERO, held=money.ZERO, credit_limit=money.ZERO)
    return Balance(available=purse.available, held=purse.held, credit_limit=purse.credit_limit)


def spendable_for_update(*, account_id: int) -> Decimal:
    """Locks the purse until the transaction ends and tells what it can cover."""
    purse = Purse.objects.select_for_update().filter(account_id=account_id).first()
    return purse.available + purse.credit_limit if purse else money.ZERO


@dataclass(frozen=True)
class Movement:
    """A row of «Транзакции»: payments one by one, charges of a campaign gathered per day (BILL-014)."""

    id: int
    created_at: datetime
    amount: Decimal
    kind: str
    comment: str
    campaign: int | None
    items: int


@dataclass(frozen=True)
class Movements:
    """One page of movements and how many there are in all."""

    rows: list[Movement]
    found: int


def movements(*, account_id: int, since: datetime | None, until: datetime | None, offset: int, limit: int) -> Movements:
    """Newest first; holds are not movements, since the money is still the customer's."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVEMENTS, [account_id, since, since, until, until, limit, offset])
        rows = cursor.fetchall()
        cursor.execute(_MOVEMENTS_COUNT, [account_id, since, since, until, until])
        (found,) = cursor.fetchone()
    return Movements(rows=[Movement(*row) for row in rows], found=found)


def movements_total(*, account_id: int) -> int:
    """How many movements the account has had in all."""
    with connection.cursor() as cursor:
        cursor.execute(_MOVEMENTS_COUNT, [account_id, None, None, None, None])
        (total,) = cursor.fetchone()
    return int(total)


def rate(*, account_id: int, service: str) -> Rate:
    """The account's own price, else the installation's price list."""
    own = Q(account_id=account_id) | Q(account__isnull=True)
    row = TariffRate.objects.filter(own, service=service).order_by("account_id").first()
    if row is None:
        raise errors.Unavailable("tariff_missing", service=service)
    return Rate(
        first_block_seconds=row.first_block_seconds,
        first_block_price=row.first_block_price,
        second_price=row.second_price,
        part_price=row.part_price,
    )


def tariff(*, account_id: int) -> dict[str, Rate]:
    """Every service's price; calls from the pool (`federal`) and calls that come to us (`incoming`) cost as others
    where the price list has nothing else."""
    found = {service: rate(account_id=account_id, service=service) for service in _SERVICES}
    own = Q(account_id=account_id) | Q(account__isnull=True)
    told = set(TariffRate.objects.filter(own).values_list("service", flat=True))
    for service in ("federal", "incoming"):
        found[service] = rate(account_id=account_id, service=service) if service in told else found["call"]
    found["tts"] = speech_rate(account_id=account_id)
    return found


def speech_rate(*, account_id: int) -> Rate:
    """The price of paid voices; free where the price list says nothing."""
    own = Q(account_id=account_id) | Q(account__isnull=True)
    row = TariffRate.objects.filter(own, service="tts").order_by("account_id").first()
    return Rate(part_price=row.part_price) if row else Rate()


def speech_prices(*, account_id: int, texts: Iterable[SpeechText]) -> dict[str, Decimal]:
    """Digest → price of each text that the account has not paid for yet."""
    asked = {each.digest: each for each in texts}
    known = SpokenText.objects.filter(account_id=account_id, digest__in=asked).values_list("digest", flat=True)
    new = asked.keys() - set(known)
    price = speech_rate(account_id=account_id) if new else Rate()
    return {digest: speech_price(characters=len(asked[digest].text), rate=price) for digest in sorted(new)}


def ledger_difference() -> Decimal:
    """0 when all entries sum to zero and every purse equals its entries; anything else is a fault to be told."""
    everything: Decimal = LedgerEntry.objects.aggregate(total=Sum("amount"))["total"] or money.ZERO
    with connection.cursor() as cursor:
        cursor.execute(_PURSES_AGAINST_ENTRIES)
        (apart,) = cursor.fetchone()
    return abs(everything) + Decimal(apart)
