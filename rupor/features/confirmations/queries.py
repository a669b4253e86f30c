"""What is asked about confirmations."""

from datetime import datetime, timedelta

from rupor.features.accounts.models import Account
from rupor.features.confirmations import rules
from rupor.features.confirmations.models import CallerIdVerification
from rupor.features.materials import queries as material_queries
from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.features.numbers.rules.kinds import USABLE_STATES
from rupor.kit import errors


def last(*, account: Account, number_id: int) -> CallerIdVerification:
    """The latest call to a number of the account."""
    found = CallerIdVerification.objects.filter(account=account, number_id=number_id).order_by("-id").first()
    if found is None:
        raise errors.NotFound("confirmation_missing")
    return found


def calls_in_hour(*, number_id: int, now: datetime) -> int:
    """Calls to the number within the hour, by whoever asked."""
    since = now - timedelta(hours=1)
    return CallerIdVerification.objects.filter(number_id=number_id, created_at__gt=since).count()


def is_under_way(*, number_id: int, now: datetime) -> bool:
    """Whether a call is on its way or being talked."""
    calls = CallerIdVerification.objects.filter(number_id=number_id, state__in=rules.STAGES)
    return calls.filter(expires_at__gt=now).exists()


def voice_of(language: str) -> str:
    """The first voice that speaks the language, else the first of all."""
    voices = material_queries.voices()
    return next((voice.id for voice in voices if voice.language == language), voices[0].id)


def caller_for(number: PhoneNumber) -> str:
    """What the person sees: a pool number, duty ones first, or another one of the account; else an unnamed caller."""
    usable = PhoneNumber.objects.filter(state__in=USABLE_STATES).exclude(id=number.id)
    for found in (
        usable.filter(account__isnull=True, kind=NumberKind.DUTY),
        usable.filter(account__isnull=True, kind=NumberKind.SHARED),
        usable.filter(account__isnull=False, account=number.account),
    ):
        phone = found.order_by("id").values_list("phone", flat=True).first()
        if phone:
            return phone
    return "anonymous"
