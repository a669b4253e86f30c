"""Has the robot call a personal number and ask for a key (TEL-012, TEL-033)."""

from datetime import datetime

from django.db import transaction

from rupor.engine import ports
from rupor.features.confirmations import queries, rules
from rupor.features.confirmations.models import CallerIdVerification
from rupor.features.deliveries.actions.place_call import place_call
from rupor.features.numbers.models import NumberKind, NumberState, PhoneNumber
from rupor.kit import errors

PURPOSE = "confirm_number"


@transaction.atomic
def call(*, number: PhoneNumber, account_id: int, language: str, now: datetime) -> CallerIdVerification:
    """The confirmation just begun; the number's row is held, so two requests place one call."""
    locked = PhoneNumber.objects.select_for_update().get(id=number.id)
    awaiting = locked.kind == NumberKind.PERSONAL and locked.state == NumberState.AWAITING
    if not awaiting or locked.account_id != account_id:
        raise errors.Conflict("confirmation_not_needed")
    if queries.is_under_way(number_id=locked.id, now=now):
        raise errors.Conflict("confirmation_under_way")
    if queries.calls_in_hour(number_id=locked.id, now=now) >= rules.MOST_AN_HOUR:
        raise errors.Conflict("confirmation_too_often", most=rules.MOST_AN_HOUR)
    begun = CallerIdVerification.objects.create(
        account_id=account_id, number=locked, digit=rules.DIGIT, created_at=now, expires_at=now + rules.OVER_AFTER
    )
    order = _order(number=locked, account_id=account_id, language=language, now=now)
    begun.attempt = place_call(order=order, purpose=PURPOSE, asker=begun.id)
    begun.save(update_fields=["attempt"])
    return begun


def _order(*, number: PhoneNumber, account_id: int, language: str, now: datetime) -> ports.CallOrder:
    voice = queries.voice_of(language)
    question, thanks = rules.words(language)
    return ports.CallOrder(
        attempt=0,
        account=account_id,
        campaign=0,
        phone=number.phone,
        caller=queries.caller_for(number),
        flow=rules.FLOW,
        clips={
            "campaign": ports.Clip(material=0, text=question, voice=voice),
            "1": ports.Clip(material=1, text=thanks, voice=voice),
        },
        not_after=now + rules.CALLED_WITHIN,
        answer_wait_seconds=rules.ANSWER_WAIT_SECONDS,
        max_talk_seconds=rules.TALK_SECONDS,
    )
