"""What is asked about rent."""

from collections.abc import Collection
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet, Sum

from rupor import settings
from rupor.features.numbers import queries as number_queries
from rupor.features.numbers.models import PhoneNumber
from rupor.features.rentals.models import NumberRental, RentalState


def day_of(now: datetime) -> date:
    """The day of rent: it turns at midnight of the installation's zone (TEL-007)."""
    return now.astimezone(ZoneInfo(settings.load().time_zone)).date()


def for_rent(
    *, account_id: int, now: datetime, operator: str = "", country: str = "", region: str = "", line_type: str = ""
) -> QuerySet[PhoneNumber]:
    """Numbers that the account may rent now."""
    wanted = {"operator": operator, "country": country, "region": region, "line_type": line_type}
    found = number_queries.for_rent(account_id=account_id, now=now)
    return found.filter(**{name: value for name, value in wanted.items() if value})


def choices(*, account_id: int, now: datetime) -> dict[str, list[str]]:
    """The operators, countries, regions and line types among them: what the filters offer."""
    found = number_queries.for_rent(account_id=account_id, now=now)
    fields = {"operators": "operator", "countries": "country", "regions": "region", "line_types": "line_type"}
    return {
        name: [value for value in found.order_by(field).values_list(field, flat=True).distinct() if value]
        for name, field in fields.items()
    }


def of_number(*, account_id: int, number_id: int) -> list[NumberRental]:
    """The account's own rents of the number, the latest first."""
    return list(NumberRental.objects.filter(account_id=account_id, number_id=number_id).order_by("-id")[:50])


def going_on(*, account_id: int, number_ids: Collection[int] | None = None) -> QuerySet[NumberRental]:
    """Rents of the account that have not ended."""
    found = NumberRental.objects.filter(account_id=account_id).exclude(state=RentalState.ENDED)
    return found if number_ids is None else found.filter(number_id__in=list(number_ids))


def daily_sum(*, account_id: int) -> Decimal:
    """What the account pays a day."""
    total: Decimal | None = going_on(account_id=account_id).aggregate(total=Sum("fee"))["total"]
    return total or Decimal(0)


def due(*, today: date) -> list[int]:
    """Rents with a day to pay, and suspended ones, oldest first."""
    owed = Q(state=RentalState.ACTIVE, charged_through__lt=today) | Q(state=RentalState.SUSPENDED)
    return list(NumberRental.objects.filter(owed).order_by("id").values_list("id", flat=True))
