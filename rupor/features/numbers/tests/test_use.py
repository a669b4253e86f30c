"""Pool numbers in use: who holds them, what they carry, when they rest, and where those who call back go."""

from datetime import UTC, datetime, timedelta

import pytest

from rupor.features.accounts.actions.create_owner import create_owner
from rupor.features.numbers import queries
from rupor.features.numbers.actions import bind, block, count_begun, count_ended, wake, watch_health
from rupor.features.numbers.actions.release_of_campaign import release_of_campaign
from rupor.features.numbers.actions.release_unused import release_unused
from rupor.features.numbers.models import NumberBinding, NumberHour, PhoneNumber
from rupor.processes.testing import Api, Owner

NOW = datetime(2030, 1, 10, 12, 30, tzinfo=UTC)


def pool(*phones: str, **fields: object) -> list[PhoneNumber]:
    return [PhoneNumber.objects.create(phone=phone, **{"kind": "shared", **fields}) for phone in phones]


def usable(account_id: int) -> list[str]:
    found = queries.callers(account_id=account_id, routing="carousel", chosen=[], pool=True, now=NOW)
    return [number.phone for number in found]


def hold(owner: Owner, *phones: str, campaign: int = 1) -> None:
    bind.bind(phones=phones, account_id=owner.account.id, campaign_id=campaign, run_id=campaign, now=NOW)


def test_a_bound_number_is_its_account_s_until_the_campaign_ends(owner: Owner) -> None:
    other = create_owner(email="o@example.org", password="correct horse battery").account
    (first, _) = pool("79160000001", "79160000002")
    hold(owner, first.phone)
    hold(owner, first.phone)
    first.refresh_from_db()
    assert (first.state, first.busy_since) == ("busy", NOW)
    assert (usable(owner.account.id), usable(other.id)) == (["79160000001", "79160000002"], ["79160000002"])
    assert release_of_campaign(campaign_id=1, now=NOW) == 1
    assert release_of_campaign(campaign_id=1, now=NOW) == 0
    first.refresh_from_db()
    assert (first.state, usable(other.id)) == ("free", ["79160000001", "79160000002"])
    assert list(NumberBinding.objects.values_list("reason", flat=True)) == ["finished"]


def test_numbers_nobody_uses_for_days_and_those_released_by_hand_are_free_again(owner: Owner) -> None:
    pool("79160000001", "79160000002")
    hold(owner, "79160000001")
    assert release_unused(now=NOW + timedelta(days=2)) == 0
    assert release_unused(now=NOW + timedelta(days=4)) == 1
    hold(owner, "79160000002")
    number = PhoneNumber.objects.get(phone="79160000002")
    assert Api(owner.user).post(f"/api/v1/numbers/{number.id}/release").json() == {"changed": 1}
    assert queries.route_of("79160000002").campaigns == ()


def test_a_duty_number_is_never_bound(owner: Owner) -> None:
    pool("79160000001", kind="duty")
    hold(owner, "79160000001")
    assert not NumberBinding.objects.exists()


def test_a_campaign_takes_numbers_by_its_speed_and_keeps_them(owner: Owner) -> None:
    found = pool(*(f"7916000000{digit}" for digit in range(8)))
    few = queries.share(found=found, campaign_id=1, speed_per_hour=240, luck=lambda: 0.5)
    assert len(few) == 2
    hold(owner, *(number.phone for number in few))
    assert queries.share(found=found, campaign_id=1, speed_per_hour=240, luck=lambda: 0.1) == few
    assert len(queries.share(found=found, campaign_id=1, speed_per_hour=36_000, luck=lambda: 0.1)) == 8


def test_ceilings_are_held_by_minute_hour_and_day(owner: Owner) -> None:
    (number,) = pool("79160000001", minute_ceiling=5, hourly_ceiling=8, daily_ceiling=9)

    def left(at: datetime) -> int:
        return queries.carousel(found=[number], now=at)[0].left

    assert left(NOW) == 5
    count_begun.count_begun(begun={number.phone: 3}, now=NOW)
    count_begun.count_begun(begun={number.phone: 1, "79999999999": 1}, now=NOW + timedelta(seconds=20))
    assert [left(NOW + timedelta(minutes=after)) for after in (0, 1, 60, 60 * 24)] == [1, 4, 5, 5]
    count_begun.count_begun(begun={number.phone: 4}, now=NOW + timedelta(minutes=1))
    assert [left(NOW + timedelta(minutes=after)) for after in (1, 30, 60 * 24)] == [0, 1, 5]


def fell(phone: str, *, answers_now: int) -> None:
    called = "79161234567"
    for hour in range(10, 30):
        ended = [(phone, called, place < 6) for place in range(10)]
        count_ended.count_ended(ended=ended, now=NOW - timedelta(hours=hour))
    count_ended.count_ended(ended=[(phone, called, place < answers_now) for place in range(60)], now=NOW)


def test_answers_are_counted_by_carrier_and_hour(owner: Owner) -> None:
    (number,) = pool("79160000001")
    for called, answered in [("79161234567", True), ("79161234568", False), ("79261234567", True)]:
        count_ended.count_ended(ended=[(number.phone, called, answered)], now=NOW)
    rows = NumberHour.objects.order_by("carrier").values_list("carrier", "hour", "calls", "answered")
    hour = NOW.replace(minute=0)
    assert list(rows) == [("МТС", hour, 2, 1), ("МегаФон", hour, 1, 1)]
    number.refresh_from_db()
    assert number.calls_count == 3


@pytest.mark.parametrize(("answers_now", "rests"), [(10, True), (35, False)])
def test_a_number_people_stopped_answering_rests_while_another_is_there(
    owner: Owner, answers_now: int, rests: bool
) -> None:
    number, spare = pool("79160000001", "79160000002")
    fell(number.phone, answers_now=answers_now)
    assert watch_health.watch_health(now=NOW) == ([number.id] if rests else [])
    assert watch_health.watch_health(now=NOW) == []
    number.refresh_from_db()
    shown = [caller.phone for caller in queries.carousel(found=[number, spare], now=NOW)]
    assert (shown == [spare.phone], number.rest_reason == "answers_fell") == (rests, rests)
    assert [caller.phone for caller in queries.carousel(found=[number], now=NOW)] == [number.phone]
    wake.wake(number=number)
    assert len(queries.carousel(found=[number, spare], now=NOW)) == 2


def test_the_way_back_of_a_call_is_told(owner: Owner) -> None:
    pool("79160000001")
    pool("79160000002", kind="duty")
    pool("79160000003", kind="personal", account=owner.account)
    hold(owner, "79160000001", campaign=7)
    route = queries.route_of("79160000001")
    assert route is not None
    assert (route.campaigns, route.account_id) == ((7,), owner.account.id)
    assert [queries.route_of(f"7916000000{digit}").kind for digit in "23"] == ["duty", "personal"]  # type: ignore[union-attr]
    assert queries.route_of("79160000003").forward_to == "79160000003"  # type: ignore[union-attr]
    block.block(number=PhoneNumber.objects.get(phone="79160000001"))
    assert queries.route_of("79160000001") is None
    assert queries.route_of("79990000000") is None


def test_staff_import_edit_and_see_whole_numbers(owner: Owner) -> None:
    api = Api(owner.user)
    assert api.post("/api/v1/staff/numbers/import", {"text": "79160000000-79160000009;МТС;;;;15"}).status_code == 403
    owner.user.is_staff = True
    owner.user.save()
    told = api.post("/api/v1/staff/numbers/import", {"text": "79160000000-79160000009;МТС;Москва;;;15"}).json()
    assert told == {"added": 10, "already": 0}
    ids = list(PhoneNumber.objects.values_list("id", flat=True))
    order = {"numbers": ids[:3], "fee": "7.50", "daily_ceiling": 200, "operator": "MegaFon"}
    assert api.post("/api/v1/staff/numbers/edit", order).json() == {"changed": 3}
    row = api.get(f"/api/v1/numbers/{ids[0]}").json()
    assert (row["fee"], row["daily_ceiling"], row["operator"], row["masked"]) == ("7.5000", 200, "МегаФон", False)
    assert api.post("/api/v1/staff/numbers/import", {"text": "79160000000"}).json() == {"added": 0, "already": 1}
    owner.user.is_staff = False
    owner.user.save()
    row = api.get("/api/v1/numbers", per=10).json()["items"][0]
    assert (row["masked"], row["phone"]) == (True, "+7 (916) *** - 00 - 09")
