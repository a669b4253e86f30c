"""A text of a paid voice is paid for once by each account, and never beyond the money there is."""

from decimal import Decimal

import pytest

from rupor.features.billing import queries, rules
from rupor.features.billing.actions.charge_speech import charge_speech
from rupor.features.billing.actions.top_up import top_up
from rupor.features.billing.models import Purse, SpokenText, TariffRate
from rupor.features.billing.rules import SpeechText
from rupor.kit import errors
from rupor.processes.testing import Api, Owner

LONG = SpeechText(voice="yandex:alena", text="а" * 1000)


@pytest.fixture(autouse=True)
def price_list(db: None) -> None:
    TariffRate.objects.update_or_create(account=None, service="tts", defaults={"part_price": Decimal("0.30")})


@pytest.mark.parametrize(
    ("characters", "price"), [(0, "0.00"), (3, "0.00"), (4, "0.01"), (100, "0.30"), (250, "0.75"), (2000, "6.00")]
)
def test_price_goes_by_the_hundred_and_is_rounded_down(characters: int, price: str) -> None:
    assert rules.speech_price(characters=characters, rate=rules.Rate(part_price=Decimal("0.30"))) == Decimal(price)


def available(owner: Owner) -> Decimal:
    return Purse.objects.get(account=owner.account).available


def test_a_text_is_paid_for_once(owner: Owner) -> None:
    top_up(account_id=owner.account.id, amount=Decimal(10))
    before = available(owner)
    other = SpeechText(voice="yandex:filipp", text=LONG.text)
    spaced = SpeechText(voice=LONG.voice, text=f" {LONG.text}\n")
    assert charge_speech(account_id=owner.account.id, texts=[LONG, LONG, spaced]) == Decimal(3)
    assert charge_speech(account_id=owner.account.id, texts=[LONG, other]) == Decimal(3)
    assert charge_speech(account_id=owner.account.id, texts=[LONG, other]) == Decimal(0)
    assert charge_speech(account_id=owner.account.id, texts=[]) == Decimal(0)
    assert before - available(owner) == Decimal(6)
    assert queries.ledger_difference() == 0


def test_who_cannot_pay_has_nothing_paid(owner: Owner) -> None:
    Purse.objects.filter(account=owner.account).update(credit_limit=0)
    spare = available(owner)
    texts = [SpeechText(voice="yandex:alena", text=f"{number} " + "а" * 4990) for number in range(int(spare / 14) + 2)]
    with pytest.raises(errors.NoFunds):
        charge_speech(account_id=owner.account.id, texts=texts)
    assert available(owner) == spare
    assert not SpokenText.objects.exists()


def test_an_account_may_have_a_price_of_its_own_and_sees_it(owner: Owner, api: Api) -> None:
    assert api.get("/api/v1/tariff").json()["tts"]["part_price"] == "0.3000"
    TariffRate.objects.create(account=owner.account, service="tts", part_price=Decimal("0.10"))
    assert api.get("/api/v1/tariff").json()["tts"]["part_price"] == "0.1000"
    top_up(account_id=owner.account.id, amount=Decimal(10))
    assert charge_speech(account_id=owner.account.id, texts=[LONG]) == Decimal(1)
    assert SpokenText.objects.get().characters == 1000
