"""Decides what is heard on a call that came to us, and makes its attempt (TEL-034, FLOW-059).

A number that a campaign holds, or that is rented: the flow of the latest campaign that called this person from it, as
it was frozen then. Else the number's own flow or clip, else its owner. A duty number and a number that nobody knows
are refused, and so is a call that nobody can pay for. Whoever is on a stop-list may call.
"""

from dataclasses import dataclass
from datetime import datetime

import structlog
from django.db import IntegrityError, transaction

from rupor.engine import ports
from rupor.features.billing import queries as money_queries
from rupor.features.campaigns.actions import _callback_speech, _counters
from rupor.features.campaigns.rules import callbacks
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.actions.take_incoming import take_incoming
from rupor.features.deliveries.rules.changes import RunChange
from rupor.features.numbers import queries as number_queries
from rupor.kit import errors, phone

log = structlog.get_logger(__name__)


@dataclass(frozen=True)
class Received:
    """What the gateway is told, and the run whose figures changed."""

    answer: ports.IncomingAnswer
    run: int | None = None


def receive_call(*, call: ports.IncomingCall, now: datetime) -> Received:
    """Asked twice about one call, the same is answered."""
    known = delivery_queries.answered_before(call)
    if known is not None:
        return Received(known)
    try:
        return _receive(call, now)
    except IntegrityError:
        # The gateway asked again while the first question was being answered.
        known = delivery_queries.answered_before(call)
        if known is None:
            raise
        return Received(known)
    except errors.NoFunds:
        return _refused(call, callbacks.NOT_NOW, "no_funds")


@transaction.atomic
def _receive(call: ports.IncomingCall, now: datetime) -> Received:
    caller, called = phone.normalise(call.caller), phone.normalise(call.called)
    route = number_queries.route_of(called) if called else None
    if route is None:
        return _refused(call, callbacks.NOT_FOUND, "number_unknown")
    if route.kind == "duty":
        return _refused(call, callbacks.DECLINED, "number_on_duty")
    if caller == called:
        return _refused(call, callbacks.LOOPED, "looped")
    try:
        heard = _callback_speech.chosen(route=route, caller=caller, called=called, private=call.private, now=now)
    except errors.RuporError as error:
        return _refused(call, callbacks.NOT_NOW, error.code)
    if heard is None:
        return _refused(call, callbacks.NOT_FOUND, "nothing_to_hear")
    taken = take_incoming(
        call=call,
        order=heard.order,
        rate=money_queries.tariff(account_id=heard.order.account)["incoming"],
        project=heard.project,
        campaign=heard.campaign,
        run=heard.run,
        comment=heard.comment,
        now=now,
    )
    if heard.run is not None:
        _counters.add({heard.run: RunChange(held=taken.held)})
    return Received(ports.IncomingAnswer(order=taken.order), run=heard.run)


def _refused(call: ports.IncomingCall, status: int, why: str) -> Received:
    log.info("incoming_refused", called=call.called, trunk=call.trunk, status=status, why=why)
    return Received(ports.IncomingAnswer(status=status))
