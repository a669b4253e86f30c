"""Makes a draft like an existing campaign, people included."""

from django.db import transaction

from rupor.features.accounts.models import User
from rupor.features.campaigns.actions import _fields
from rupor.features.campaigns.models import Campaign, CampaignMaterial


@transaction.atomic
def copy(*, campaign_id: int, actor: User | None = None) -> Campaign:
    """The original stays as it is."""
    source = Campaign.objects.get(id=campaign_id)
    made = Campaign(
        account_id=source.account_id,
        project_id=source.project_id,
        created_by=actor,
        channel=source.channel,
        flow_id=source.flow_id,
        **{name: getattr(source, name) for name in _fields.PLAIN if name != "start_at"},
    )
    made.name = f"{source.name[:245]} (копия)"
    made.save()
    made.audiences.set(source.audiences.all())
    made.stop_audiences.set(source.stop_audiences.all())
    made.numbers.set(source.numbers.all())
    CampaignMaterial.objects.bulk_create(
        CampaignMaterial(
            campaign=made,
            material_id=clip.material_id,
            recognition_start_seconds=clip.recognition_start_seconds,
            order=clip.order,
        )
        for clip in source.clips.all()
    )
    return made
