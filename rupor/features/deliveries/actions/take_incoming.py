"""Makes the attempt of a call that came to us, with the money held for it, and gives the order to carry out on it.

The gateway that asks has the call already, so the attempt is `taken` from its first moment. Asked again about the same
call, the same attempt answers.
"""

from datetime import datetime
from decimal import Decimal

import msgspec
from django.db import transaction

from rupor.engine import ports
from rupor.engine.dialing import tolls
from rupor.features.billing import rules as pricing
from rupor.features.billing.actions.hold import hold
from rupor.features.deliveries.models import Attempt, AttemptState
from rupor.features.deliveries.queries import service_order
from rupor.features.deliveries.rules import holds, incoming
from rupor.features.limits.actions.watch_line import watch_line


class Taken(msgspec.Struct, frozen=True):
    """`held` is what was set aside just now: nothing when the call was known."""

    order: ports.CallOrder
    held: Decimal = Decimal(0)


@transaction.atomic
def take_incoming(
    *,
    call: ports.IncomingCall,
    order: ports.CallOrder,
    rate: pricing.Rate,
    project: int,
    campaign: int | None,
    run: int | None,
    comment: str,
    now: datetime,
) -> Taken:
    """Raises NoFunds when the balance does not cover the longest talk, and IntegrityError when
    the same call is being answered at this very moment. Operators that the account may not call are withheld."""
    line = watch_line(account_id=order.account, now=now)
    flow = tolls.without_forbidden(order.flow, prefixes=line.tolls.prefixes, stopped=bool(line.stopped))
    order = msgspec.structs.replace(order, flow=flow)
    amount = holds.call_hold(longest_seconds=order.max_talk_seconds, rate=rate, document=order.flow)
    attempt = Attempt(
        account_id=order.account,
        project_id=project,
        campaign_id=campaign,
        run_id=run,
        incoming_key=incoming.key(call),
        number=0,
        channel=ports.Channel.VOICE.value,
        state=AttemptState.TAKEN,
        phone=order.phone,
        caller=order.caller,
        order={"call": msgspec.to_builtins(order), "comment": comment},
        not_after=order.not_after,
        hold=amount,
        price=msgspec.to_builtins(rate),
        gateway=call.gateway,
        claimed_at=now,
        taken_at=now,
    )
    attempt.save()
    if amount:
        hold(account_id=order.account, amount=amount, campaign_id=campaign, comment=comment)
    return Taken(order=service_order(attempt), held=amount)
