"""Has the robot call a phone and speak a code to whoever answers."""

import secrets
from datetime import datetime

from django.conf import settings
from django.db import transaction

from rupor.engine import ports
from rupor.features.accounts.models import Account, User
from rupor.features.deliveries.actions.place_call import place_call
from rupor.features.trials import queries, rules
from rupor.features.trials.models import PhoneProof
from rupor.kit import errors, phone

PURPOSE = "prove_phone"


@transaction.atomic
def ask_code(*, user: User, account: Account, written: str, language: str, now: datetime) -> PhoneProof:
    """The proof just begun; earlier ones of the user are good for nothing from now on."""
    number = phone.normalise(written)
    if not number:
        raise errors.RuporError("phone_invalid", field="phone")
    User.objects.select_for_update().get(id=user.id)
    if queries.calls_in_hour(phone=number, user=user, now=now) >= rules.MOST_CALLS_AN_HOUR:
        raise errors.Conflict("proof_too_often", field="phone", most=rules.MOST_CALLS_AN_HOUR)
    PhoneProof.objects.filter(user=user, proven_at=None).update(expires_at=now)
    code = f"{secrets.randbelow(10_000):04}"
    begun = PhoneProof.objects.create(
        user=user,
        account=account,
        phone=number,
        code_hash=rules.hashed(code=code, phone=number, key=settings.SECRET_KEY),
        created_at=now,
        expires_at=now + rules.CODE_LIFE,
    )
    place_call(order=_order(begun, code=code, language=language, now=now), purpose=PURPOSE, asker=begun.id)
    return begun


def _order(proof: PhoneProof, *, code: str, language: str, now: datetime) -> ports.CallOrder:
    voice = "en-female" if language == "en" else "ru-female"
    return ports.CallOrder(
        attempt=0,
        account=proof.account_id,
        campaign=0,
        phone=proof.phone,
        caller=queries.caller(account=proof.account, called=proof.phone),
        flow=rules.CODE_FLOW,
        clips={"campaign": ports.Clip(material=0, text=rules.said(code=code, language=language), voice=voice)},
        not_after=now + rules.CALLED_WITHIN,
        answer_wait_seconds=rules.ANSWER_WAIT_SECONDS,
        max_talk_seconds=rules.CODE_TALK_SECONDS,
    )
