"""No sequence of movements overdraws, every transfer sums to zero, the purse equals its entries."""

import threading
from decimal import Decimal

import pytest
from django.db import connections, transaction
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from rupor.features.accounts.models import Account
from rupor.features.billing import queries, rules
from rupor.features.billing.actions.charge import charge
from rupor.features.billing.actions.hold import hold
from rupor.features.billing.actions.open_purse import open_purse
from rupor.features.billing.actions.refund import refund
from rupor.features.billing.actions.settle import settle
from rupor.features.billing.actions.top_up import top_up
from rupor.features.billing.models import LedgerEntry, Purse, Transfer
from rupor.kit import errors
from rupor.processes.testing import Api, Owner

amounts = st.decimals(min_value=Decimal("0.01"), max_value=Decimal(500), places=2)


class Ledger(RuleBasedStateMachine):
    """Two accounts; the model keeps what each may spend, what is held and what was earned."""

    def __init__(self) -> None:
        super().__init__()
        self.accounts = [Account.objects.create(title="one"), Account.objects.create(title="two")]
        for account in self.accounts:
            open_purse(account_id=account.id)
        self.free = [Decimal(0), Decimal(0)]
        self.holds: list[list[Decimal]] = [[], []]
        self.earned = [Decimal(0), Decimal(0)]

    @rule(who=st.integers(0, 1), amount=amounts.filter(lambda amount: amount >= 1))
    def tops_up(self, who: int, amount: Decimal) -> None:
        top_up(account_id=self.accounts[who].id, amount=amount)
        self.free[who] += amount

    @rule(who=st.integers(0, 1), amount=amounts)
    def holds_money(self, who: int, amount: Decimal) -> None:
        if amount > self.free[who]:
            with pytest.raises(errors.NoFunds):
                hold(account_id=self.accounts[who].id, amount=amount)
            return
        hold(account_id=self.accounts[who].id, amount=amount)
        self.free[who] -= amount
        self.holds[who].append(amount)

    @rule(who=st.integers(0, 1), cost=amounts | st.just(Decimal(0)))
    def settles_the_oldest(self, who: int, cost: Decimal) -> None:
        if self.holds[who]:
            held = self.holds[who].pop(0)
            settle(account_id=self.accounts[who].id, held=held, cost=cost)
            self.earned[who] += min(held, cost)
            self.free[who] += held - min(held, cost)

    @rule(who=st.integers(0, 1), amount=amounts)
    def charges(self, who: int, amount: Decimal) -> None:
        if amount > self.free[who]:
            with pytest.raises(errors.NoFunds):
                charge(account_id=self.accounts[who].id, amount=amount)
            return
        charge(account_id=self.accounts[who].id, amount=amount)
        self.free[who] -= amount
        self.earned[who] += amount

    @rule(who=st.integers(0, 1), amount=amounts)
    def refunds(self, who: int, amount: Decimal) -> None:
        if amount <= self.earned[who]:
            refund(account_id=self.accounts[who].id, amount=amount)
            self.earned[who] -= amount
            self.free[who] += amount

    @invariant()
    def books_are_right(self) -> None:
        assert queries.ledger_difference() == 0
        for account, free, holds in zip(self.accounts, self.free, self.holds, strict=True):
            balance = queries.balance(account_id=account.id)
            assert (balance.available, balance.held) == (free, sum(holds, Decimal(0)))

    def teardown(self) -> None:
        with transaction.atomic():
            for account in self.accounts:
                found = queries.movements(account_id=account.id, since=None, until=None, offset=0, limit=200)
                balance = queries.balance(account_id=account.id)
                assert sum((row.amount for row in found.rows), Decimal(0)) == balance.available + balance.held


class TestLedger(TestCase, Ledger.TestCase):  # type: ignore[name-defined, misc]
    settings = settings(max_examples=25, stateful_step_count=15, deadline=None)


def test_ledger_is_never_rewritten(owner: Owner) -> None:
    top_up(account_id=owner.account.id, amount=Decimal(10))
    for change in (
        lambda: LedgerEntry.objects.update(amount=1),
        lambda: LedgerEntry.objects.all().delete(),
        lambda: Transfer.objects.update(comment="x"),
    ):
        with pytest.raises(Exception, match="append-only"), transaction.atomic():
            change()


def test_transfer_that_does_not_sum_to_zero_is_refused(owner: Owner) -> None:
    transfer = Transfer.objects.create(account=owner.account, kind="topup")
    LedgerEntry.objects.create(transfer=transfer, account=owner.account, ledger="balance", amount=5)
    with pytest.raises(Exception, match="does not sum to zero"), transaction.atomic():
        connections["default"].check_constraints()
    transaction.set_rollback(True)


def test_two_at_once_cannot_spend_the_same_money(transactional_db: None) -> None:
    account = Account.objects.create(title="x")
    open_purse(account_id=account.id)
    top_up(account_id=account.id, amount=Decimal(10))
    together, won = threading.Barrier(8), []

    def spend() -> None:
        together.wait()
        try:
            hold(account_id=account.id, amount=Decimal(3))
            won.append(1)
        except errors.NoFunds:
            pass
        finally:
            connections.close_all()

    threads = [threading.Thread(target=spend) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(won) == 3
    assert Purse.objects.get(account=account).available == 1
    assert queries.ledger_difference() == 0


RATE = rules.Rate(first_block_seconds=20, first_block_price=Decimal("1.10"), second_price=Decimal("0.09"))


@pytest.mark.parametrize(
    ("seconds", "price"),
    [(0, "1.10"), (6, "1.10"), (20, "1.10"), (20.01, "1.19"), (21, "1.19"), (60, "4.70"), (60.5, "4.79")],
)
def test_call_price_counts_started_seconds_after_the_first_block(seconds: float, price: str) -> None:
    assert rules.call_price(seconds=seconds, rate=RATE) == Decimal(price)


def test_price_is_rounded_down_to_a_kopeck() -> None:
    rate = rules.Rate(first_block_seconds=0, second_price=Decimal("0.0667"))
    assert rules.call_price(seconds=6, rate=rate) == Decimal("0.40")
    assert rules.sms_price(parts=3, rate=rules.Rate(part_price=Decimal("2.777"))) == Decimal("8.33")


def test_doors_show_money_and_only_staff_may_pay_by_hand(owner: Owner, api: Api) -> None:
    top_up(account_id=owner.account.id, amount=Decimal(100), comment="проверка")
    hold(account_id=owner.account.id, amount=Decimal(10), campaign_id=5)
    settle(account_id=owner.account.id, held=Decimal(4), cost=Decimal(1), campaign_id=5, comment="Акция", items=2)
    settle(account_id=owner.account.id, held=Decimal(4), cost=Decimal(2), campaign_id=5, comment="Акция", items=3)
    assert api.get("/api/v1/balance").json() == {"available": "95.0000", "held": "2.0000", "currency": "RUB"}
    listed = api.get("/api/v1/transactions").json()
    assert (listed["found"], listed["total"]) == (2, 2)
    assert [(row["amount"], row["kind"], row["campaign"]) for row in listed["items"]] == [
        ("-3.0000", "settle", 5),
        ("100.0000", "topup", None),
    ]
    assert listed["items"][0]["comment"] == "Рассылка «Акция» (id 5), контактов за день: 5"
    assert listed["items"][1]["comment"] == "Пополнение баланса: проверка"
    assert api.get("/api/v1/tariff").json()["call"]["first_block_price"] == "1.1000"
    owner.user.is_staff = False
    owner.user.save()
    assert api.post("/api/v1/payments", {"amount": "5.00"}).status_code == 403
    owner.user.is_staff = True
    owner.user.save()
    assert api.post("/api/v1/payments", {"amount": "5.00"}).json()["available"] == "100.0000"
    assert api.post("/api/v1/payments", {"amount": "0.50"}).status_code == 422


def test_movements_are_chosen_by_their_period(owner: Owner, api: Api) -> None:
    for amount in (1, 2, 3):
        top_up(account_id=owner.account.id, amount=Decimal(amount))
    second = Transfer.objects.get(account=owner.account, amount=2).created_at.isoformat()
    third = Transfer.objects.get(account=owner.account, amount=3).created_at.isoformat()

    def found(**query: str) -> list[str]:
        answer = api.get("/api/v1/transactions", **query).json()
        assert (answer["found"], answer["total"]) == (len(answer["items"]), 3)
        return [each["amount"] for each in answer["items"]]

    assert found(**{"from": second}) == ["3.0000", "2.0000"]
    assert found(to=second) == ["1.0000"]
    assert found(**{"from": second, "to": third}) == ["2.0000"]
    assert found() == ["3.0000", "2.0000", "1.0000"]


def test_viewer_sees_no_movements(owner: Owner, api: Api) -> None:
    owner.account.members.update(role="viewer")
    assert api.get("/api/v1/transactions").status_code == 403
    assert api.get("/api/v1/balance").status_code == 200
