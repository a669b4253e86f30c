"""Numbers: whose they are and whether they may be called from."""

import pytest

from rupor.features.accounts.actions import create_owner, create_user
from rupor.features.accounts.models import Role
from rupor.features.numbers import queries
from rupor.features.numbers.actions import add_numbers, block
from rupor.features.numbers.actions.confirm import confirm
from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.features.numbers.rules import kinds
from rupor.kit import clock, errors
from rupor.processes.testing import Api

GOOD = "correct horse battery"
PLACE = "/api/v1/numbers"


@pytest.fixture
def stranger(owner):
    return create_owner.create_owner(email="stranger@example.org", password=GOOD)


@pytest.mark.parametrize(
    ("kind", "customer", "pool"),
    [("personal", True, False), ("rented", False, False), ("shared", False, True), ("duty", False, True)],
)
def test_kinds_say_who_adds_them_and_whose_they_are(kind, customer, pool):
    assert kinds.may_add(kind=kind, is_staff=False) is customer
    assert kinds.may_add(kind=kind, is_staff=True)
    assert kinds.belongs_to_pool(kind=kind) is pool
    assert kind in NumberKind.values


def test_numbers_are_picked_described_and_added_once(api):
    told = api.post(PLACE, {"phones": "8 (495) 123-45-67, +7 916 123 45 67\nмусор"}).json()
    assert [(number["phone"], number["line_type"], number["own"]) for number in told["added"]] == [
        ("74951234567", "fixed", True), ("79161234567", "mobile", True),
    ]  # fmt: skip
    assert (told["already"], told["taken"], told["invalid"]) == (0, [], ["мусор"])
    assert told["added"][0]["region"]
    again = api.post(PLACE, {"phones": "74951234567"}).json()
    assert (again["added"], again["already"]) == ([], 1)
    assert api.get(PLACE, search="495").json()["found"] == 1
    assert api.post(PLACE, {"phones": ""}).json()["field"] == "phones"


def test_a_number_belongs_to_one_account(api, owner, stranger):
    add_numbers.add_numbers(account=stranger.account, phones="79161234567")
    told = api.post(PLACE, {"phones": "79161234567 79161234568"}).json()
    assert ([number["phone"] for number in told["added"]], told["taken"]) == (["79161234568"], ["79161234567"])
    foreign = PhoneNumber.objects.get(phone="79161234567")
    assert api.post(f"{PLACE}/{foreign.id}/block").status_code == 404
    assert foreign not in queries.numbers(account=owner.account)


def test_a_blocked_number_is_not_usable_until_unblocked(api, owner):
    number = api.post(PLACE, {"phones": "79161234567"}).json()["added"][0]["id"]
    assert queries.usable_numbers(account=owner.account).count() == 0, "not confirmed yet"
    assert api.post(f"{PLACE}/{number}/block").json()["code"] == "number_does_not_work"
    assert confirm(number_id=number, account_id=owner.account.id, now=clock.now())
    assert queries.usable_numbers(account=owner.account).count() == 1
    assert api.post(f"{PLACE}/{number}/block").json()["state"] == "blocked"
    assert queries.usable_numbers(account=owner.account).count() == 0
    assert api.get(PLACE, state="blocked").json()["found"] == 1
    assert api.post(f"{PLACE}/{number}/unblock").json()["state"] == "free"
    PhoneNumber.objects.update(state="busy")
    assert api.post(f"{PLACE}/{number}/unblock").json()["state"] == "busy"


def test_the_pool_is_seen_by_all_and_changed_by_staff(api, owner, stranger):
    with pytest.raises(errors.Forbidden):
        add_numbers.add_numbers(account=owner.account, phones="79160000001", kind="shared")
    add_numbers.add_numbers(account=owner.account, phones="79160000001", kind="shared", is_staff=True)
    shared = PhoneNumber.objects.get()
    assert (shared.account, list(queries.usable_numbers(account=stranger.account))) == (None, [shared])
    assert api.post(f"{PLACE}/{shared.id}/block").status_code == 404
    owner.user.is_staff = True
    owner.user.save()
    assert api.post(f"{PLACE}/{shared.id}/block").json()["state"] == "blocked"
    assert api.post(f"{PLACE}/{shared.id}/unblock").json()["state"] == "free"
    block.block(number=shared)
    assert queries.usable_numbers(account=owner.account).count() == 0


def test_a_viewer_adds_nothing(owner):
    member = create_user.create_user(email="v@example.org", password=GOOD, account=owner.account, role=Role.VIEWER)
    assert Api(member.user).post(PLACE, {"phones": "79161234567"}).status_code == 403
    assert Api(member.user).get(PLACE).status_code == 200
    assert Api().get(PLACE).status_code == 401
