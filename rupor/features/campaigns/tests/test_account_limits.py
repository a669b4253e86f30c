"""What a claim lets through of an account's limits: one call a person, calls to a person, directions, calls, money."""

import threading
from datetime import timedelta

import pytest
from django.db import IntegrityError, connections, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rupor.engine.flow import document
from rupor.engine.flow.tests.test_cards import TRANSFER
from rupor.engine.ports import Outcome
from rupor.features.campaigns import queries
from rupor.features.campaigns.models import CampaignRun, PauseReason
from rupor.features.campaigns.tests import making
from rupor.features.campaigns.tests.test_callbacks import OURS, STRANGER, ask
from rupor.features.campaigns.tests.test_gates import due
from rupor.features.campaigns.tests.test_life import NOW, assert_true, claim, finished, size, tell
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.models import Attempt, CallRecord, CampaignTarget
from rupor.features.limits.actions.lift_stop import lift_stop
from rupor.features.limits.models import Ceiling, DiallingStop
from rupor.features.numbers.models import PhoneNumber
from rupor.processes.testing import Owner

PHONES = making.phones(3)


@pytest.fixture
def rich(owner: Owner) -> Owner:
    making.money(owner.account)
    return owner


def limit(owner: Owner, **values: object) -> None:
    Ceiling.objects.update_or_create(account=owner.account, defaults=values)


def reasons(run: CampaignRun) -> dict[str, tuple[str, str]]:
    return {each.phone: (each.state, each.reason) for each in CampaignTarget.objects.filter(run_id=run.id)}


def test_nobody_is_in_two_calls_of_one_account(rich: Owner) -> None:
    one, two = (making.running(making.voice(rich.project, PHONES)) for _ in range(2))
    (first,) = claim(one, limit=1)
    assert [order.phone for order in claim(two)] == PHONES[1:]
    assert reasons(two)[PHONES[0]] == ("pending", "in_call")
    assert claim(one, now=NOW) == []
    tell(finished(first.attempt, Outcome.ANSWERED, talk=5))
    assert [order.phone for order in claim(two, now=NOW)] == PHONES[:1]
    assert reasons(two)[PHONES[0]] == ("calling", "")
    assert_true(two)


def test_the_database_refuses_a_second_call_to_one_person(rich: Owner) -> None:
    run = making.running(making.voice(rich.project, PHONES[:1]))
    (order,) = claim(run)
    twin = Attempt.objects.get(id=order.attempt)
    twin.id, twin.number = None, 2
    with pytest.raises(IntegrityError, match="attempt_one_call_a_person"), transaction.atomic():
        twin.save()


@pytest.mark.django_db(transaction=True)
def test_two_campaigns_that_claim_at_once_share_no_person(rich: Owner) -> None:
    making.price_list()
    phones = making.phones(60)
    runs = [making.running(making.voice(rich.project, phones)) for _ in range(2)]
    together, seen, failed = threading.Barrier(2), [], []

    def work(run: CampaignRun) -> None:
        together.wait()
        try:
            while found := due(run, limit=7).orders:
                seen.extend(order.phone for order in found)
        except Exception as error:  # noqa: BLE001  # told by the test itself
            failed.append(error)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=work, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    assert len(seen) == len(set(seen))


def test_a_person_called_enough_today_waits_and_the_reason_is_shown(rich: Owner) -> None:
    limit(rich, person_day=1)
    first, second = (making.running(making.voice(rich.project, PHONES[:1])) for _ in range(2))
    (order,) = claim(first)
    tell(finished(order.attempt, Outcome.NO_ANSWER))
    called_at = CallRecord.objects.get(attempt_id=order.attempt).started_at
    assert claim(second, now=NOW) == []
    assert reasons(second) == {PHONES[0]: ("pending", "person_day")}
    assert claim(second, now=called_at + timedelta(hours=23)) == []
    assert len(claim(second, now=called_at + timedelta(hours=24, seconds=1))) == 1


def test_a_person_called_enough_this_week_is_left_alone(rich: Owner) -> None:
    limit(rich, person_week=1)
    one = making.running(making.voice(rich.project, PHONES[:1], redial_attempts=2))
    two = making.voice(rich.project, PHONES[:2])
    other = making.running(two)
    (order,) = claim(one)
    tell(finished(order.attempt, Outcome.BUSY))
    assert [each.phone for each in claim(other, now=NOW)] == PHONES[1:2]
    assert reasons(other)[PHONES[0]] == ("cancelled", "person_week")
    assert size(two) == {"total": 2, "cancelled": 1, "in_process": 1}
    assert claim(one, now=NOW + timedelta(minutes=5)) == []
    assert reasons(one) == {PHONES[0]: ("unanswered", "person_week")}
    tell(finished(Attempt.objects.get(run_id=other.id).id, Outcome.BUSY))
    assert_true(one)
    assert_true(other)


def test_a_call_that_never_left_does_not_count(rich: Owner) -> None:
    limit(rich, person_week=1)
    run = making.running(making.voice(rich.project, PHONES[:1], redial_attempts=1))
    (order,) = claim(run)
    tell(finished(order.attempt, Outcome.PROVIDER_ERROR))
    assert len(claim(run, now=NOW + timedelta(minutes=5))) == 1


def test_a_forbidden_direction_is_never_dialled(rich: Owner) -> None:
    phones = [*PHONES, "375291234567"]
    campaign = making.voice(rich.project, phones)
    run = making.running(campaign)
    assert [order.phone for order in claim(run)] == PHONES
    assert reasons(run)["375291234567"] == ("invalid", "direction")
    assert_true(run)


def test_calls_of_an_hour_used_up_stop_every_campaign_until_staff_lift_it(rich: Owner) -> None:
    limit(rich, calls_hour=2)
    runs = [
        making.running(making.voice(rich.project, making.phones(3, start=start)))
        for start in (79160000000, 79170000000)
    ]
    assert len(due(runs[0], now=NOW).orders) == 2
    assert [due(run, now=NOW).pause for run in runs] == [PauseReason.ACCOUNT_LIMIT] * 2
    stop = DiallingStop.objects.get()
    assert (stop.code, stop.limit) == ("calls_hour", 2)
    assert due(runs[1], now=NOW + timedelta(days=2)).orders == []
    lift_stop(account_id=rich.account.id, actor=rich.user, now=NOW)
    assert len(due(runs[1], now=NOW).orders) == 2


def test_money_of_a_day_used_up_stops_and_held_money_only_waits(rich: Owner) -> None:
    campaign = making.voice(rich.project, PHONES)
    run = making.running(campaign)
    (one,) = due(run, limit=1, now=NOW).orders
    held = Attempt.objects.get(id=one.attempt).hold
    limit(rich, spend_day=held)
    waiting = due(run, now=NOW)
    assert (waiting.orders, waiting.pause, waiting.found) == ([], PauseReason.NONE, True)
    tell(finished(one.attempt, Outcome.ANSWERED, talk=10_000))
    assert due(run, now=NOW).pause == PauseReason.ACCOUNT_LIMIT
    assert DiallingStop.objects.get().code == "spend_day"


def test_an_operator_in_a_forbidden_direction_is_withheld_also_after_a_crash(rich: Owner) -> None:
    run = making.running(making.voice(rich.project, PHONES[:1]))
    far = {"kind": "phone", "to": "+375291234567"}
    cards = [{"do": "play", "material": "campaign"}, {**TRANSFER, "operators": [*TRANSFER["operators"], far]}]
    run.snapshot["document"] = {"version": 1, "start": "a", "nodes": {"a": {"cards": cards}}}
    run.save()
    (order,) = claim(run)
    assert order.flow["nodes"]["a"]["cards"][1]["operators"] == TRANSFER["operators"]  # type: ignore[union-attr]
    attempt = Attempt.objects.get(id=order.attempt)
    assert delivery_queries.orders_of(attempts=[attempt], terms=queries.terms_of([run.id])) == [order]


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(steps=st.lists(st.tuples(st.integers(0, 2), st.booleans()), min_size=1, max_size=12), day=st.integers(1, 3))
def test_whatever_happens_no_person_is_called_more_than_allowed(
    rich: Owner, steps: list[tuple[int, bool]], day: int
) -> None:
    """Claims of three campaigns over the same people and ends of calls, in any order."""
    with transaction.atomic():
        limit(rich, person_day=day)
        phones = making.phones(2)
        runs = [making.running(making.voice(rich.project, phones, redial_attempts=3)) for _ in range(3)]
        now = NOW
        for which, ends in steps:
            now += timedelta(minutes=2)
            claim(runs[which], now=now)
            taken = Attempt.objects.filter(account=rich.account, state="claimed")
            on_line = list(taken.values_list("phone", flat=True))
            assert len(on_line) == len(set(on_line))
            if ends:
                tell(*(finished(each.id, Outcome.NO_ANSWER) for each in taken))
        for phone in phones:
            assert Attempt.objects.filter(account=rich.account, phone=phone).count() <= day
        transaction.set_rollback(True)


def test_a_call_to_us_is_forwarded_only_where_the_account_may_call(rich: Owner) -> None:
    PhoneNumber.objects.create(phone=OURS, kind="personal", account=rich.account)
    limit(rich, prefixes=["7916"])
    withheld = ask(caller=STRANGER).answer.order
    limit(rich, prefixes=["7"])
    forwarded = ask(caller=STRANGER, call_id="two").answer.order
    DiallingStop.objects.create(account=rich.account, code="by_hand")
    stopped = ask(caller=STRANGER, call_id="three").answer.order
    rung = []
    for order in (withheld, forwarded, stopped):
        assert order is not None
        document.read(order.flow)
        rung.append([each["to"] for each in order.flow["nodes"]["answer"]["cards"][0]["operators"]])
    assert rung == [[], [OURS], []]
