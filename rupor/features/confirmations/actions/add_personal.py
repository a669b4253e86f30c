"""«Создать исходящий номер»: writes the number down and has the robot call it."""

from datetime import datetime

from django.db import transaction

from rupor.features.accounts.models import Account
from rupor.features.confirmations.actions.call import call
from rupor.features.confirmations.models import CallerIdVerification
from rupor.features.numbers.actions.claim_personal import claim_personal


@transaction.atomic
def add_personal(*, account: Account, written: str, language: str, now: datetime) -> CallerIdVerification:
    """The confirmation just begun; the number works when it is confirmed."""
    number = claim_personal(account=account, written=written)
    return call(number=number, account_id=account.id, language=language, now=now)
