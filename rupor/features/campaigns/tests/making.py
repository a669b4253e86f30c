"""Makes what campaigns need, for tests of every room that runs one."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from rupor.features.accounts.models import Account
from rupor.features.billing.actions.top_up import top_up
from rupor.features.billing.models import TariffRate
from rupor.features.campaigns.actions.begin import begin
from rupor.features.campaigns.actions.create import create
from rupor.features.campaigns.actions.start import start
from rupor.features.campaigns.models import Campaign, CampaignRun
from rupor.features.contacts.models import Audience, AudienceKind, AudienceMember, AudienceState, Contact
from rupor.features.materials.models import Material, MaterialKind, MaterialState
from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.features.projects.models import Project


def phones(count: int, *, start: int = 79160000000) -> list[str]:
    return [str(start + number) for number in range(count)]


def audience(
    project: Project, listed: Sequence[str], *, kind: AudienceKind = AudienceKind.CONTACTS, **fields: Any
) -> Audience:
    made = Audience.objects.create(
        account_id=project.account_id,
        project=project,
        name="Люди",
        kind=kind,
        state=AudienceState.ACTIVE,
        contacts_count=len(listed),
        **fields,
    )
    known = {each.phone: each for each in Contact.objects.filter(project=project, phone__in=listed)}
    new = [
        Contact(account_id=project.account_id, project=project, phone=phone, name="Анна")
        for phone in listed
        if phone not in known
    ]
    Contact.objects.bulk_create(new)
    AudienceMember.objects.bulk_create(
        AudienceMember(account_id=project.account_id, audience=made, contact=contact)
        for contact in Contact.objects.filter(project=project, phone__in=listed)
    )
    return made


def clip(project: Project, *, text: str = "", seconds: float = 10.0) -> Material:
    return Material.objects.create(
        account_id=project.account_id,
        project=project,
        kind=MaterialKind.TTS if text else MaterialKind.AUDIO,
        name="Ролик",
        state=MaterialState.ACTIVE,
        text=text,
        voice="ru-female" if text else "",
        prompt="" if text else "prompts/ab/clip.wav",
        duration_seconds=seconds,
    )


def number(account: Account, phone: str = "74951234567") -> PhoneNumber:
    return PhoneNumber.objects.get_or_create(phone=phone, defaults={"account": account, "kind": NumberKind.PERSONAL})[0]


def money(account: Account, amount: str = "100000") -> None:
    top_up(account_id=account.id, amount=Decimal(amount))


def voice(project: Project, listed: Sequence[str], **values: Any) -> Campaign:
    number(project.account)
    given = {"audiences": [audience(project, listed).id], "materials": [{"material": clip(project).id}], **values}
    return create(project=project, channel="voice", values=given)


def sms(project: Project, listed: Sequence[str], **values: Any) -> Campaign:
    given = {
        "audiences": [audience(project, listed).id],
        "text": "Здравствуйте, {{name}}!",
        "sender": "RUPOR",
        **values,
    }
    return create(project=project, channel="sms", values=given)


def running(campaign: Campaign) -> CampaignRun:
    """Started and taken from the queue."""
    start(campaign_id=campaign.id)
    run = CampaignRun.objects.filter(campaign=campaign).latest("index")
    begin(run_id=run.id)
    return run


def price_list() -> None:
    """The installation's prices, which a test that empties the database takes away."""
    TariffRate.objects.get_or_create(
        account=None, service="call", defaults={"first_block_price": Decimal("1.10"), "second_price": Decimal("0.09")}
    )
    TariffRate.objects.get_or_create(account=None, service="sms", defaults={"part_price": Decimal("2.77")})
