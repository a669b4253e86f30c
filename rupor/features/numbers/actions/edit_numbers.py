"""Changes the installation's own numbers, several at once: fee, kind, operator, region, ceilings."""

from collections.abc import Collection, Mapping
from decimal import Decimal
from typing import Any

from django.db import transaction

from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.features.numbers.rules import operators
from rupor.kit import errors

FIELDS = ("fee", "kind", "operator", "region", "daily_ceiling", "hourly_ceiling", "minute_ceiling")


@transaction.atomic
def edit_numbers(*, number_ids: Collection[int], values: Mapping[str, Any]) -> int:
    """How many were changed. A number that an account holds keeps its kind and its fee until it is given back."""
    given = {name: value for name, value in values.items() if name in FIELDS and value is not None}
    if "kind" in given and given["kind"] not in (NumberKind.SHARED, NumberKind.DUTY):
        raise errors.RuporError("number_kind_of_pool", field="kind")
    for name in ("fee", "daily_ceiling", "hourly_ceiling", "minute_ceiling"):
        if name in given and not 0 <= Decimal(given[name]) <= 1_000_000:
            raise errors.RuporError("number_figure_wrong", field=name)
    if "operator" in given:
        given["operator"] = operators.one_name(given["operator"])
    chosen = PhoneNumber.objects.filter(id__in=list(number_ids))
    if "kind" in given or "fee" in given:
        chosen = chosen.filter(account__isnull=True)
    return chosen.update(**given) if given else 0
