"""A call without a campaign: asked for, paid or free, taken, ended; all of it told by its attempt."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal

import pytest

from rupor.engine import ports
from rupor.engine.ports import CallResult, Event, Kind, Outcome
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.top_up import top_up
from rupor.features.billing.rules import Rate
from rupor.features.contacts.models import StopEntry
from rupor.features.deliveries import queries
from rupor.features.deliveries.actions.hand_over import hand_over
from rupor.features.deliveries.actions.place_call import place_call
from rupor.features.deliveries.actions.record_events import record_events
from rupor.features.deliveries.actions.record_takes import record_takes
from rupor.features.deliveries.models import Attempt, CallRecord
from rupor.kit import errors
from rupor.processes.testing import Owner

NOW = datetime(2030, 1, 10, 12, tzinfo=UTC)
RATE = Rate(first_block_seconds=20, first_block_price=Decimal("1.10"), second_price=Decimal("0.09"))


def order(owner: Owner) -> ports.CallOrder:
    return ports.CallOrder(
        attempt=0,
        account=owner.account.id,
        campaign=0,
        phone="79161234567",
        caller="74951234567",
        flow={"version": 1, "start": "a", "nodes": {"a": {"cards": [{"do": "play", "material": 5}]}}},
        clips={"5": ports.Clip(material=5, text="Нажмите один", voice="ru-female")},
        not_after=NOW + timedelta(seconds=60),
        max_talk_seconds=30,
    )


def place(owner: Owner, **given: object) -> int:
    return place_call(order=order(owner), purpose="test", asker=17, **given)  # type: ignore[arg-type]


def tell(attempt: int, kind: Kind, n: int, call: CallResult | None = None) -> None:
    event = Event(kind=kind, attempt=attempt, n=n, at=NOW, gateway="voice-1", call=call)
    record_events(events=[event], now=NOW, terms_of=lambda runs: {}, sender="RUPOR")


def test_the_order_waits_for_the_dispatcher_as_it_was_asked(owner: Owner) -> None:
    attempt = place(owner)
    (waiting,) = queries.service_orders()
    assert (waiting.attempt, waiting.urgent, waiting.phone, waiting.clips["5"].text) == (
        *(attempt, True, "79161234567", "Нажмите один"),
    )
    assert waiting.not_after == NOW + timedelta(seconds=60)
    assert queries.orders_of(attempts=[Attempt.objects.get(id=attempt)], terms={}) == [waiting]
    assert hand_over(attempts=[attempt], now=NOW) == 1
    assert queries.service_orders() == []


def test_a_paid_call_holds_the_longest_talk_and_costs_what_it_was(owner: Owner) -> None:
    with pytest.raises(errors.NoFunds):
        place(owner, rate=RATE, comment="Проверка сценария")
    assert not Attempt.objects.exists()
    top_up(account_id=owner.account.id, amount=Decimal(100))
    attempt = place(owner, rate=RATE, comment="Проверка сценария", project=owner.project.id)
    assert money_queries.balance(account_id=owner.account.id).held == Decimal("2.00")
    record_takes(takes=[(attempt, "voice-1", NOW)], now=NOW, terms_of=lambda runs: {})
    result = CallResult(outcome=Outcome.ANSWERED, talk_seconds=25, digits="1")
    tell(attempt, Kind.FINISHED, 5, result)
    tell(attempt, Kind.FINISHED, 5, result)
    balance = money_queries.balance(account_id=owner.account.id)
    assert (balance.held, balance.available) == (0, Decimal("98.45"))
    assert money_queries.ledger_difference() == queries.cost_difference() == 0
    (movement, _) = money_queries.movements(account_id=owner.account.id, since=None, until=None, offset=0, limit=9).rows
    assert (movement.comment, movement.campaign, movement.amount) == ("Проверка сценария", None, Decimal("-1.55"))
    record = CallRecord.objects.get(attempt_id=attempt)
    assert (record.digits, record.project_id, record.campaign_id) == ("1", owner.project.id, 0)


def test_it_is_tried_once_and_stops_nobody(owner: Owner) -> None:
    attempt = place(owner)
    record_takes(takes=[(attempt, "dispatcher-1", NOW)], now=NOW, terms_of=lambda runs: {})
    assert Attempt.objects.get(id=attempt).outcome == "expired"
    other = place(owner)
    tell(other, Kind.STOP_LISTED, 1)
    tell(other, Kind.FINISHED, 2, CallResult(outcome=Outcome.BUSY))
    assert not StopEntry.objects.exists()
    assert Attempt.objects.get(id=other).state == "finished"
    assert queries.service_orders() == []
