"""A personal number works after the person at it has pressed 1 in the robot's call, and by nothing else."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from rupor.engine import ports
from rupor.engine.flow import document
from rupor.engine.ports import CallResult, Event, Kind, Outcome
from rupor.features.accounts.actions.create_owner import create_owner
from rupor.features.confirmations import rules
from rupor.features.confirmations.actions.add_personal import add_personal
from rupor.features.confirmations.models import CallerIdVerification
from rupor.features.confirmations.tasks import hear_of_call
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.deliveries.actions.record_events import record_events
from rupor.features.deliveries.actions.record_takes import record_takes
from rupor.features.numbers import queries as number_queries
from rupor.features.numbers.models import PhoneNumber
from rupor.kit import errors
from rupor.kit.jobs import app
from rupor.processes.testing import Api, Owner

PLACE = "/api/v1/numbers"
NOW = datetime(2030, 1, 10, 12, tzinfo=UTC)
PRESSED = CallResult(outcome=Outcome.ANSWERED, talk_seconds=9, digits="1", path=["ask", "yes"])


def run_jobs() -> None:
    """What listens to the facts told so far, as a worker runs it."""
    for job in app.job_manager.list_jobs(task="confirmations.hear_of_call"):
        hear_of_call(**json.loads(str(job.task_kwargs)))


def tell(attempt: int, kind: Kind, n: int, call: CallResult | None = None) -> None:
    event = Event(kind=kind, attempt=attempt, n=n, at=NOW, gateway="voice-1", call=call)
    record_events(events=[event], now=NOW, terms_of=lambda runs: {}, sender="RUPOR")


def begin(api: Api, written: str = "8 916 123-45-67") -> tuple[int, int]:
    told = api.post(f"{PLACE}/personal", {"phone": written}).json()
    assert (told["state"], told["calls_left"]) == ("waiting", 2)
    attempt = CallerIdVerification.objects.latest("id").attempt
    assert attempt is not None
    return told["number"], attempt


def state(api: Api, number: int) -> tuple[str, str]:
    told = api.get(f"{PLACE}/{number}/confirmation").json()
    return told["state"], told["reason"]


def test_the_built_in_talk_can_be_carried_out() -> None:
    flow = document.read(rules.FLOW)
    assert flow.clips == {"campaign", "1"}
    assert document.problems(document=rules.FLOW, known_materials=[1]) == []


def test_the_robot_calls_and_the_key_confirms(api: Api, owner: Owner) -> None:
    number, attempt = begin(api)
    (order,) = delivery_queries.service_orders()
    assert (order.phone, order.urgent, order.attempt) == ("79161234567", True, attempt)
    assert "нажмите один" in order.clips["campaign"].text
    assert {clip.voice for clip in order.clips.values()} == {"ru-female"}
    assert number_queries.usable_numbers(account=owner.account).count() == 0
    record_takes(takes=[(attempt, "voice-1", NOW)], now=NOW, terms_of=lambda runs: {})
    run_jobs()
    assert state(api, number) == ("dialling", "")
    tell(attempt, Kind.ANSWERED, 0)
    run_jobs()
    assert state(api, number) == ("answered", "")
    tell(attempt, Kind.FINISHED, 1, PRESSED)
    run_jobs()
    run_jobs()
    assert state(api, number) == ("confirmed", "")
    assert api.get(f"{PLACE}/{number}").json()["state"] == "free"
    assert number_queries.usable_numbers(account=owner.account).count() == 1
    assert api.post(f"{PLACE}/{number}/confirmation").json()["code"] == "confirmation_not_needed"
    assert api.post(f"{PLACE}/personal", {"phone": "79161234567"}).json()["code"] == "number_confirmed_already"


@pytest.mark.parametrize(
    ("call", "reason"),
    [
        (CallResult(outcome=Outcome.ANSWERED, talk_seconds=5, digits="2", path=["ask", "again"]), "not_pressed"),
        (CallResult(outcome=Outcome.ANSWERED, talk_seconds=5, machine=True), "machine"),
        (CallResult(outcome=Outcome.BUSY), "busy"),
        (CallResult(outcome=Outcome.NO_ANSWER), "no_answer"),
        (CallResult(outcome=Outcome.UNKNOWN), "unknown"),
    ],
)
def test_no_other_end_confirms(api: Api, owner: Owner, call: CallResult, reason: str) -> None:
    number, attempt = begin(api)
    tell(attempt, Kind.FINISHED, 1, call)
    run_jobs()
    assert state(api, number) == ("failed", reason)
    assert api.get(f"{PLACE}/{number}").json()["state"] == "awaiting"


def test_an_order_nobody_took_fails_and_so_does_silence(api: Api, owner: Owner) -> None:
    number, attempt = begin(api)
    record_takes(takes=[(attempt, "dispatcher-1", NOW)], now=NOW, terms_of=lambda runs: {})
    run_jobs()
    assert state(api, number) == ("failed", "expired")
    silent, _ = begin(api, "79161234568")
    CallerIdVerification.objects.filter(number_id=silent).update(expires_at=datetime.now(UTC) - timedelta(seconds=1))
    assert state(api, silent) == ("failed", "not_called")


def test_three_calls_an_hour_and_one_at_a_time(owner: Owner) -> None:
    def ask(minute: int) -> CallerIdVerification:
        now = NOW + timedelta(minutes=minute)
        return add_personal(account=owner.account, written="79161234567", language="en", now=now)

    ask(0)
    with pytest.raises(errors.Conflict, match="confirmation_under_way"):
        ask(1)
    ask(10)
    ask(20)
    with pytest.raises(errors.Conflict, match="confirmation_too_often"):
        ask(30)
    assert "press one" in delivery_queries.service_orders()[0].clips["campaign"].text
    ask(61)


def test_a_claim_never_confirmed_gives_way_and_a_confirmed_one_does_not(api: Api, owner: Owner) -> None:
    stranger = create_owner(email="s@example.org", password="correct horse battery").account
    number, attempt = begin(api)
    CallerIdVerification.objects.update(expires_at=NOW - timedelta(days=9999))
    add_personal(account=stranger, written="79161234567", language="ru", now=datetime.now(UTC))
    tell(attempt, Kind.FINISHED, 1, PRESSED)
    run_jobs()
    assert CallerIdVerification.objects.get(attempt=attempt).reason == "taken"
    theirs = CallerIdVerification.objects.latest("id")
    assert PhoneNumber.objects.get(id=number).account_id == stranger.id
    tell(theirs.attempt or 0, Kind.FINISHED, 1, PRESSED)
    run_jobs()
    assert PhoneNumber.objects.get(id=number).state == "free"
    assert api.post(f"{PLACE}/personal", {"phone": "79161234567"}).json()["code"] == "number_taken"


def test_calls_of_other_askers_are_left_alone(api: Api, owner: Owner) -> None:
    number, _ = begin(api)
    asker = CallerIdVerification.objects.get().id
    told: dict[str, object] = {"attempt": 1, "stage": "ended", "outcome": "answered", "cost": "0"}
    hear_of_call(purpose="test_flow", asker=asker, call={"outcome": "answered", "path": ["yes"]}, **told)  # type: ignore[arg-type]
    assert state(api, number) == ("waiting", "")


def test_wrong_numbers_and_doubts(api: Api, owner: Owner) -> None:
    refused = api.post(f"{PLACE}/personal", {"phone": "мусор"}).json()
    assert (refused["code"], refused["field"]) == ("number_wrong", "phone")
    mine = PhoneNumber.objects.create(phone="79161234567", kind="personal", account=owner.account, confirmed_at=NOW)
    assert api.post(f"/api/v1/staff/numbers/{mine.id}/doubt").status_code == 403
    owner.user.is_staff = True
    owner.user.save()
    assert api.post(f"/api/v1/staff/numbers/{mine.id}/doubt").json()["state"] == "awaiting"
    assert api.get(f"{PLACE}/{mine.id}/confirmation").json()["code"] == "confirmation_missing"


def test_the_person_sees_a_duty_number_before_any_other(api: Api, owner: Owner) -> None:
    PhoneNumber.objects.create(phone="79160000001", kind="shared")
    PhoneNumber.objects.create(phone="79160000002", kind="duty")
    begin(api)
    order: ports.CallOrder = delivery_queries.service_orders()[0]
    assert order.caller == "79160000002"
