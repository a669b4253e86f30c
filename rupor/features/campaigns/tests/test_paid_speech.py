"""What a paid voice says to people is paid for when they are claimed: once for each text, and not beyond the money."""

from datetime import timedelta
from decimal import Decimal
from pathlib import Path

import pytest

from rupor import settings
from rupor.engine import ports
from rupor.features.billing import queries as money_queries
from rupor.features.billing.models import Purse, SpokenText, TariffRate
from rupor.features.campaigns.actions.check import check
from rupor.features.campaigns.models import CampaignRun
from rupor.features.campaigns.tests import making
from rupor.features.campaigns.tests.test_life import claim
from rupor.features.contacts.models import Contact
from rupor.features.deliveries.actions.place_call import place_call
from rupor.features.deliveries.models import Attempt
from rupor.features.materials.models import Material
from rupor.kit import clock
from rupor.processes.testing import Owner

TEXT = "Здравствуйте, {{name}}! " + "а" * 984


@pytest.fixture
def paid_voice(storage: Path, monkeypatch: pytest.MonkeyPatch, db: None) -> str:
    monkeypatch.setattr(settings.load(), "speech_out", "espeak,yandex")
    monkeypatch.setattr(settings.load(), "speechkit_key", "key")
    making.price_list()
    TariffRate.objects.update_or_create(account=None, service="tts", defaults={"part_price": Decimal("0.30")})
    return "yandex:alena"


def running(owner: Owner, phones: list[str], *, voice: str) -> CampaignRun:
    material = making.clip(owner.project, text=TEXT)
    Material.objects.filter(id=material.id).update(voice=voice)
    return making.running(making.voice(owner.project, phones, materials=[{"material": material.id}]))


def spent(owner: Owner) -> Decimal:
    """Taken for good: neither spendable nor held."""
    purse = Purse.objects.get(account=owner.account)
    return Decimal(100000) - purse.available - purse.held


def test_people_who_hear_the_same_pay_once(owner: Owner, paid_voice: str) -> None:
    making.money(owner.account)
    phones = making.phones(3)
    run = running(owner, phones, voice=paid_voice)
    Contact.objects.filter(phone=phones[0]).update(name="Пётр")
    assert len(claim(run)) == 3
    assert SpokenText.objects.count() == 2
    assert spent(owner) == Decimal("6.02")
    assert money_queries.ledger_difference() == 0


def test_the_built_in_voice_costs_nothing(owner: Owner, paid_voice: str) -> None:
    making.money(owner.account)
    assert len(claim(running(owner, making.phones(2), voice="ru-female"))) == 2
    assert spent(owner) == 0
    assert not SpokenText.objects.exists()


def test_who_cannot_pay_for_the_voice_is_not_called(owner: Owner, paid_voice: str) -> None:
    making.money(owner.account)
    run = running(owner, making.phones(1), voice=paid_voice)
    enough_for_the_call = Decimal("20")
    Purse.objects.filter(account=owner.account).update(available=enough_for_the_call)
    TariffRate.objects.filter(service="tts").update(part_price=Decimal("30"))
    assert claim(run) == []
    assert not Attempt.objects.filter(run_id=run.id).exists()
    assert not SpokenText.objects.exists()


def test_a_call_outside_campaigns_pays_for_its_voice_too(owner: Owner, paid_voice: str) -> None:
    making.money(owner.account)
    order = ports.CallOrder(
        attempt=0,
        account=owner.account.id,
        campaign=0,
        phone="79161234560",
        caller="74951234567",
        flow={},
        clips={"5": ports.Clip(material=5, text="а" * 1000, voice=paid_voice)},
        not_after=clock.now() + timedelta(seconds=60),
    )
    rate = money_queries.rate(account_id=owner.account.id, service="call")
    for rates in ({"rate": rate}, {"rate": rate}, {}):
        place_call(order=order, purpose="test", asker=1, **rates)
    assert spent(owner) == Decimal("3.00")


def test_a_voice_that_went_away_forbids_the_launch_with_a_reason(owner: Owner, storage: Path) -> None:
    making.price_list()
    making.money(owner.account)
    material = making.clip(owner.project, text="Здравствуйте!")
    campaign = making.voice(owner.project, making.phones(1), materials=[{"material": material.id}])
    assert check(campaign=campaign).problems == []
    Material.objects.filter(id=material.id).update(voice="yandex:alena")
    assert [(each.tab, each.code) for each in check(campaign=campaign).problems] == [("main", "campaign_voice_away")]
