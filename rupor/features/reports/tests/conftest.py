"""A small finished campaign with every kind of result, written straight into the tables."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest

from rupor import settings
from rupor.features.campaigns.models import Campaign, CampaignMaterial, CampaignRun
from rupor.features.contacts.models import Contact
from rupor.features.deliveries.models import Attempt, CallRecord, CampaignTarget, MessageRecord
from rupor.features.materials.models import Material

START = datetime(2026, 3, 1, 21, 30, tzinfo=UTC)  # half past midnight of the 2nd of March in Moscow
CALL_PRICE, SMS_PRICE = Decimal("1.1000"), Decimal("2.7700")


@pytest.fixture(autouse=True)
def recordings_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    """The story is of a day long ago."""
    monkeypatch.setattr(settings.load(), "recording_days", 0)


@dataclass
class Story:
    """What the tests tell of."""

    campaign: Campaign
    run: CampaignRun
    good: Material
    poor: Material


class Teller:
    """Adds people, calls and messages to a run."""

    def __init__(self, owner: Any, campaign: Campaign, run: CampaignRun) -> None:
        self.owner, self.campaign, self.run = owner, campaign, run
        self.told = 0

    def person(self, phone: str, state: str, **fields: Any) -> CampaignTarget:
        fields = {"cost": CALL_PRICE if state == "answered" else 0, "finished_at": START, **fields}
        return CampaignTarget.objects.create(
            account=self.owner.account,
            campaign_id=self.campaign.id,
            run_id=self.run.id,
            phone=phone,
            state=state,
            **fields,
        )

    def attempt(self, target: CampaignTarget, channel: str, number: int = 1) -> Attempt:
        return Attempt.objects.create(
            account=self.owner.account,
            project_id=self.owner.project.id,
            campaign_id=self.campaign.id,
            run_id=self.run.id,
            target=target if channel == "voice" else None,
            number=number,
            channel=channel,
            state="finished",
            phone=target.phone,
        )

    def call(self, target: CampaignTarget, outcome: str, *, number: int = 1, **fields: Any) -> CallRecord:
        self.told += 1
        told = {"started_at": START + timedelta(seconds=20 * self.told), "cost": 0, **fields}
        if outcome == "answered":
            told = {
                "talk_seconds": 12.5,
                "sip_status": 200,
                "cost": CALL_PRICE,
                **fields,
                "started_at": told["started_at"],
            }
        return CallRecord.objects.create(
            attempt=self.attempt(target, "voice", number),
            account=self.owner.account,
            project_id=self.owner.project.id,
            campaign_id=self.campaign.id,
            run_id=self.run.id,
            phone=target.phone,
            caller="78005553535",
            outcome=outcome,
            **told,
        )

    def message(self, target: CampaignTarget, status: str, text: str, **fields: Any) -> MessageRecord:
        sent = status not in ("sending", "cancelled")
        fields = {"parts": 1, "cost": SMS_PRICE if sent else 0, "type": "scenario", "sender": "RUPOR", **fields}
        return MessageRecord.objects.create(
            attempt=self.attempt(target, "sms"),
            account=self.owner.account,
            project_id=self.owner.project.id,
            campaign_id=self.campaign.id,
            phone=target.phone,
            text=text,
            status=status,
            created_at=START + timedelta(minutes=1),
            sent_at=START + timedelta(minutes=1) if sent else None,
            **fields,
        )


def material(owner: Any, name: str) -> Material:
    return Material.objects.create(
        account=owner.account, project=owner.project, kind="audio", name=name, state="active", duration_seconds=8
    )


@pytest.fixture
def story(owner: Any) -> Story:
    """Seven people: a lead with an SMS, one who answered, busy twice, no number, stop-listed, doubt, not yet called."""
    campaign = Campaign.objects.create(
        account=owner.account,
        project=owner.project,
        channel="voice",
        name="Весна; =1+1",
        state="finished",
        started_at=START,
    )
    run = CampaignRun.objects.create(
        account=owner.account, campaign=campaign, started_at=START, total=7, stop_listed=1, invalid=1, answered=2,
        unanswered=1, unknown=1, leads=1, calls_made=6, machines=1, sms_sent=2, sms_delivered=1,
        cost=2 * CALL_PRICE + SMS_PRICE,
    )  # fmt: skip
    good, poor = material(owner, "Хороший"), material(owner, "Плохой")
    for place, clip in enumerate((good, poor)):
        CampaignMaterial.objects.create(campaign=campaign, material=clip, order=place)
    contact = Contact.objects.create(
        account=owner.account, project=owner.project, phone="79160000001", surname="=HYPERLINK(1)", name="Анна"
    )
    teller = Teller(owner, campaign, run)
    lead = teller.person(
        "79160000001",
        "answered",
        contact_id=contact.id,
        attempts=1,
        lead=True,
        lead_tag="Заявка",
        last_outcome="answered",
    )
    teller.call(
        lead, "answered", lead=True, lead_tag="Заявка", digits="1", material_id=good.id, listened_percent=90,
        path=["answer", "interested"], recording="recordings/2026/03/01/1.wav",
    )  # fmt: skip
    teller.message(lead, "delivered", "@Спасибо, Анна; до встречи\nв офисе", parts=2)
    machine = teller.person("79160000002", "answered", attempts=1, last_outcome="answered")
    teller.call(machine, "answered", machine=True, answered_by="assistant", material_id=poor.id)
    busy = teller.person("79160000003", "unanswered", attempts=2, last_outcome="busy")
    teller.call(busy, "busy", sip_status=486, q850_cause=17)
    teller.call(busy, "no_answer", number=2, stop_listed=True)
    teller.call(teller.person("79160000004", "invalid", attempts=1, last_outcome="invalid"), "invalid", sip_status=404)
    teller.person("79160000005", "stop_listed")
    teller.call(teller.person("79160000006", "unknown", attempts=1, last_outcome="unknown"), "unknown")
    teller.person("79160000007", "pending", finished_at=None)
    return Story(campaign=campaign, run=run, good=good, poor=poor)
