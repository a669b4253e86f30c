"""Takes the price of texts that paid voices are to speak: once for each text and voice of an account."""

from collections.abc import Iterable
from decimal import Decimal

from django.db import transaction

from rupor.features.billing import queries
from rupor.features.billing.actions.charge import charge
from rupor.features.billing.models import SpokenText, TransferKind
from rupor.features.billing.rules import SpeechText
from rupor.kit import money


@transaction.atomic
def charge_speech(
    *, account_id: int, texts: Iterable[SpeechText], campaign_id: int | None = None, comment: str = ""
) -> Decimal:
    """What was taken; raises NoFunds rather than overdraw, and then nothing is paid."""
    asked = {each.digest: each for each in texts}
    if not asked:
        return money.ZERO
    # The purse's lock lets one at a time ask what is paid for.
    queries.spendable_for_update(account_id=account_id)
    prices = queries.speech_prices(account_id=account_id, texts=asked.values())
    SpokenText.objects.bulk_create(
        SpokenText(account_id=account_id, digest=digest, characters=len(asked[digest].text)) for digest in prices
    )
    total = sum(prices.values(), money.ZERO)
    if total:
        charge(
            account_id=account_id,
            amount=total,
            items=len(prices),
            campaign_id=campaign_id,
            comment=comment,
            kind=TransferKind.SPEECH,
        )
    return total
