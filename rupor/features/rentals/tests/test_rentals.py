"""Rent: all or none, paid at once and every day, suspended without money, given back and cooled down."""

import threading
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from rupor.features.accounts.actions.create_owner import create_owner
from rupor.features.accounts.actions.create_user import create_user
from rupor.features.accounts.models import Account, Role
from rupor.features.billing import queries as money_queries
from rupor.features.billing.actions.open_purse import open_purse
from rupor.features.billing.actions.top_up import top_up
from rupor.features.billing.models import Transfer
from rupor.features.deliveries import queries as delivery_queries
from rupor.features.numbers import queries as number_queries
from rupor.features.numbers.actions.bind import bind
from rupor.features.numbers.models import PhoneNumber
from rupor.features.rentals import queries, rules
from rupor.features.rentals.actions import charge_rents, rent
from rupor.features.rentals.models import NumberRental
from rupor.kit import errors
from rupor.processes.testing import Api, Owner

NOW = datetime(2030, 1, 10, 12, tzinfo=UTC)
MIDNIGHT = datetime(2030, 1, 10, 21, tzinfo=UTC)  # in Moscow
PLACE = "/api/v1/numbers"


def pool(count: int = 3, fee: str = "15") -> list[int]:
    made = [
        PhoneNumber.objects.create(phone=f"7916000000{digit}", kind="shared", fee=Decimal(fee), operator="МТС")
        for digit in range(count)
    ]
    return [number.id for number in made]


def other() -> Account:
    account = create_owner(email="other@example.org", password="correct horse battery").account
    open_purse(account_id=account.id)
    top_up(account_id=account.id, amount=Decimal(1000))
    return account


@pytest.fixture
def account(owner: Owner) -> int:
    top_up(account_id=owner.account.id, amount=Decimal(100))
    return owner.account.id


def available(account_id: int) -> Decimal:
    return money_queries.balance(account_id=account_id).available


def state(number_id: int) -> tuple[str, str, int | None]:
    number = PhoneNumber.objects.get(id=number_id)
    return number.kind, number.state, number.account_id


def test_rented_numbers_are_paid_at_once_one_line_each(api: Api, account: int) -> None:
    ids = pool()
    offers = api.get(f"{PLACE}/for-rent").json()
    assert next((row["phone"], row["fee"]) for row in offers["items"]) == ("+7 (916) *** - 00 - 00", "15.0000")
    told = api.post(f"{PLACE}/rent", {"numbers": ids[:2]}).json()
    assert [row["phone"] for row in told] == ["79160000000", "79160000001"]
    assert (available(account), state(ids[0])) == (Decimal(70), ("rented", "busy", account))
    rows = api.get("/api/v1/transactions").json()["items"]
    assert [row["comment"] for row in rows if row["kind"] == "rent"] == [
        "Аренда номера +7 (916) 000-00-01 на день",
        "Аренда номера +7 (916) 000-00-00 на день",
    ]
    assert api.get(f"{PLACE}/for-rent").json()["found"] == 1
    assert api.get(f"{PLACE}/rent/daily").json() == {"count": 2, "fee": "30.0000"}
    assert money_queries.ledger_difference() == delivery_queries.cost_difference() == 0


def test_without_money_for_all_of_them_none_is_rented(api: Api, account: int) -> None:
    ids = pool(3, fee="40")
    refused = api.post(f"{PLACE}/rent", {"numbers": ids})
    assert (refused.status_code, refused.json()["code"]) == (402, "no_funds")
    assert (available(account), NumberRental.objects.count(), state(ids[0])[0]) == (Decimal(100), 0, "shared")


@pytest.mark.django_db(transaction=True)
def test_two_accounts_at_once_cannot_take_one_number(account: int) -> None:
    stranger = other()
    (number, *_) = pool(1)
    outcomes: list[str] = []
    ready = threading.Barrier(2)

    def take(account_id: int) -> None:
        ready.wait(timeout=30)
        try:
            rent.rent(account_id=account_id, number_ids=[number], now=NOW)
            outcomes.append("rented")
        except errors.Conflict as refused:
            outcomes.append(refused.code)
        finally:
            connection.close()

    threads = [threading.Thread(target=take, args=(account_id,)) for account_id in (account, stranger.id)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert sorted(outcomes) == ["number_rented_already", "rented"]
    assert NumberRental.objects.count() == 1


def test_what_is_not_offered_cannot_be_rented(account: int) -> None:
    free = PhoneNumber.objects.create(phone="79160000001", kind="shared")
    duty = PhoneNumber.objects.create(phone="79160000002", kind="duty", fee=5)
    (held, *_) = pool(1)
    bind(phones=["79160000000"], account_id=other().id, campaign_id=1, run_id=1, now=NOW)
    for number in (free.id, duty.id, held):
        with pytest.raises(errors.Conflict, match="number_rented_already"):
            rent.rent(account_id=account, number_ids=[number], now=NOW)
    with pytest.raises(errors.NotFound):
        rent.rent(account_id=account, number_ids=[held + 100], now=NOW)


def test_every_day_is_paid_once_also_after_a_long_sleep(account: int) -> None:
    ids = pool(2, fee="5")
    rent.rent(account_id=account, number_ids=ids, now=NOW)
    assert charge_rents.charge_rents(now=MIDNIGHT - timedelta(seconds=1)) == 0
    assert charge_rents.charge_rents(now=MIDNIGHT) == 2
    assert charge_rents.charge_rents(now=MIDNIGHT) == 0
    assert available(account) == Decimal(80)
    assert charge_rents.charge_rents(now=MIDNIGHT + timedelta(days=3)) == 2
    assert (available(account), Transfer.objects.filter(kind="rent").count()) == (Decimal(50), 10)
    assert money_queries.ledger_difference() == 0


def test_without_money_the_number_is_suspended_then_goes_on_or_goes_back(account: int) -> None:
    (number, *_) = pool(1, fee="60")
    rent.rent(account_id=account, number_ids=[number], now=NOW)
    charge_rents.charge_rents(now=MIDNIGHT)
    assert (state(number)[1], available(account)) == ("suspended", Decimal(40))
    assert number_queries.route_of("79160000000") is None
    assert charge_rents.charge_rents(now=MIDNIGHT + timedelta(days=2)) == 0
    top_up(account_id=account, amount=Decimal(20))
    assert charge_rents.charge_rents(now=MIDNIGHT + timedelta(days=2)) == 1
    assert (state(number)[1], available(account)) == ("busy", Decimal(0))
    charge_rents.charge_rents(now=MIDNIGHT + timedelta(days=3))
    charge_rents.charge_rents(now=MIDNIGHT + timedelta(days=6))
    assert state(number) == ("shared", "free", None)
    assert NumberRental.objects.get().end_reason == "unpaid"
    assert available(account) == Decimal(0)


def test_a_number_given_back_cools_down_for_others(api: Api, account: int) -> None:
    ids = pool(2)
    rent.rent(account_id=account, number_ids=ids, now=NOW)
    assert api.post(f"{PLACE}/give-back", {"numbers": ids}).json() == {"returned": 2}
    again = api.post(f"{PLACE}/give-back", {"numbers": ids})
    assert (again.status_code, available(account)) == (404, Decimal(70))
    stranger = other().id
    ended = NumberRental.objects.latest("id").ended_at
    assert ended is not None
    for days, theirs in [(29, 0), (31, 2)]:
        now = ended + timedelta(days=days)
        assert queries.for_rent(account_id=stranger, now=now).count() == theirs
        assert queries.for_rent(account_id=account, now=now).count() == 2
        pooled = number_queries.callers(account_id=stranger, routing="carousel", chosen=[], pool=True, now=now)
        assert pooled.count() == theirs
    rows = api.get(f"{PLACE}/{ids[0]}/rentals").json()
    assert [(row["state"], row["end_reason"]) for row in rows] == [("ended", "returned")]


def test_offers_are_filtered_by_what_there_is(api: Api, account: int) -> None:
    pool(2)
    PhoneNumber.objects.create(
        phone="74950000001", kind="shared", fee=7, operator="МГТС", country="RU", line_type="fixed"
    )
    assert api.get(f"{PLACE}/for-rent/choices").json()["operators"] == ["МГТС", "МТС"]
    found = api.get(f"{PLACE}/for-rent", operator="МГТС", line_type="fixed").json()
    assert (found["found"], found["total"]) == (1, 3)


def test_callbacks_of_an_own_number_are_set_to_one_thing(api: Api, account: int) -> None:
    (number, foreign, *_) = pool(2)
    rent.rent(account_id=account, number_ids=[number], now=NOW)
    place = f"{PLACE}/{number}/callback"
    assert api.put(place, {"forward_to": "8 916 123-45-67"}).json()["forward_to"] == "79161234567"
    assert number_queries.route_of("79160000000").forward_to == "79161234567"  # type: ignore[union-attr]
    assert api.put(place, {"flow": 10**6}).json()["code"] == "flow_not_found"
    assert api.put(place, {"clip": 10**6}).json()["code"] == "material_not_found"
    assert api.put(place, {"clip": 1, "flow": 1}).json()["code"] == "number_callback_choose_one"
    assert api.put(place, {"forward_to": "мусор"}).json()["field"] == "forward_to"
    assert api.put(f"{PLACE}/{foreign}/callback", {}).status_code == 404


def test_a_viewer_rents_nothing(owner: Owner, account: int) -> None:
    ids = pool(1)
    viewer = create_user(
        email="v@example.org", password="correct horse battery", account=owner.account, role=Role.VIEWER
    )
    for verb in ("rent", "give-back"):
        assert Api(viewer.user).post(f"{PLACE}/{verb}", {"numbers": ids}).status_code == 403
    assert Api(viewer.user).get(f"{PLACE}/for-rent").status_code == 200
    assert Api().get(f"{PLACE}/for-rent").status_code == 401


def test_days_are_owed_from_the_last_paid_one() -> None:
    first = date(2030, 1, 30)
    assert rules.days_owed(charged_through=first, today=first) == []
    assert [day.day for day in rules.days_owed(charged_through=first, today=date(2030, 2, 1))] == [31, 1]
    assert rules.days_owed(charged_through=first, today=date(2030, 1, 1)) == []
