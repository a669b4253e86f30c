"""Calls a person outside any campaign: to confirm a number, to try a flow. The dispatcher publishes it at once.

    attempt = place_call(
        order=ports.CallOrder(
            attempt=0, account=account.id, campaign=0, phone="79161234567", caller="74951234567",
            flow=document, clips={"5": ports.Clip(material=5, text="Нажмите один", voice="ru-female")},
            not_after=clock.now() + timedelta(seconds=60),
        ),
        purpose="confirm_number",   # who asks; the room's own word, at most 32 letters
        asker=confirmation.id,      # a row of the asker, told back with every stage
        rate=queries.rate(account_id=account.id, service="call"),   # left out: nobody pays
        project=project.id,         # left out: not shown in any project's details
        comment="Проверка сценария «…»",   # the line of «Транзакции»
    )

The order goes down the urgent lane, is taken by one gateway, dialled once and never again. How it goes on is told by
the fact `events.ServiceCallMoved`: add a job of your room to `rupor/wiring.py`, and leave other purposes alone in it.
`flows.actions.freeze` gives `document` and clips of a saved flow. What the flow marks as lead is kept in the call's
record; it puts nobody on a stop-list and sends no messages.
"""

import msgspec
from django.db import transaction

from rupor.engine import ports
from rupor.features.billing import rules as pricing
from rupor.features.billing.actions.hold import hold
from rupor.features.deliveries.actions import _speech
from rupor.features.deliveries.models import Attempt
from rupor.features.deliveries.rules import holds
from rupor.features.limits.actions.permit_call import permit_call
from rupor.kit import clock

FREE = pricing.Rate()


@transaction.atomic
def place_call(
    *,
    order: ports.CallOrder,
    purpose: str,
    asker: int,
    rate: pricing.Rate = FREE,
    project: int | None = None,
    comment: str = "",
) -> int:
    """The attempt's number. Holds the price of the longest talk; raises NoFunds when the balance does not cover it, and
    what `limits.permit_call` raises when the account may not call so."""
    permit_call(account_id=order.account, phone=order.phone, document=order.flow, now=clock.now())
    amount = holds.call_hold(longest_seconds=order.max_talk_seconds, rate=rate, document=order.flow)
    if amount:
        hold(account_id=order.account, amount=amount, comment=comment)
    if rate != FREE:
        _speech.pay_for_call(order=order, comment=comment)
    asked = msgspec.structs.replace(order, campaign=0, urgent=True)
    return Attempt.objects.create(
        account_id=order.account,
        project_id=project,
        purpose=purpose,
        asker_id=asker,
        channel=ports.Channel.VOICE.value,
        phone=order.phone,
        caller=order.caller,
        order={"call": msgspec.to_builtins(asked), "comment": comment},
        not_after=order.not_after,
        hold=amount,
        price=msgspec.to_builtins(rate),
        claimed_at=clock.now(),
    ).id
