"""Takes the code that was spoken to a phone."""

import hmac
from datetime import datetime

from django.conf import settings
from django.db import transaction

from rupor.features.accounts.actions.confirm_phone import confirm_phone
from rupor.features.accounts.models import User
from rupor.features.trials import rules
from rupor.features.trials.models import PhoneProof
from rupor.kit import errors


def prove_phone(*, user: User, code: str, now: datetime) -> User:
    """The user with the phone proven. A wrong code is counted even though it is refused."""
    with transaction.atomic():
        found = PhoneProof.objects.select_for_update().filter(user=user, proven_at=None).order_by("-id").first()
        if found is None or found.expires_at <= now or found.tries_left <= 0:
            raise errors.Conflict("proof_over", field="code")
        given = rules.hashed(code=code.strip(), phone=found.phone, key=settings.SECRET_KEY)
        right = hmac.compare_digest(given, found.code_hash)
        if right:
            found.proven_at = now
        else:
            found.tries_left -= 1
        found.save(update_fields=["proven_at", "tries_left"])
        if right:
            return confirm_phone(user_id=user.id, phone=found.phone, now=now)
    raise errors.RuporError("proof_wrong", field="code", left=found.tries_left)
