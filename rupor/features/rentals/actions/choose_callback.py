"""Chooses what those who call a number back hear, from the account's own flows and clips."""

from rupor.features.flows.models import CallFlow
from rupor.features.materials.models import Material, MaterialKind, MaterialState
from rupor.features.numbers.actions.set_callback import set_callback
from rupor.features.numbers.models import PhoneNumber
from rupor.kit import errors


def choose_callback(
    *, number: PhoneNumber, account_id: int, flow_id: int | None, clip_id: int | None, forward_to: str
) -> PhoneNumber:
    """One of the three or none; a flow or a clip of another account is not found."""
    if sum(map(bool, (flow_id, clip_id, forward_to.strip()))) > 1:
        raise errors.RuporError("number_callback_choose_one", field="flow")
    own_flows = CallFlow.objects.filter(project__account_id=account_id, archived_at__isnull=True)
    if flow_id and not own_flows.filter(id=flow_id).exists():
        raise errors.NotFound("flow_not_found", field="flow")
    own_clips = Material.objects.filter(
        account_id=account_id,
        kind__in=[MaterialKind.AUDIO, MaterialKind.TTS],
        state=MaterialState.ACTIVE,
        archived_at__isnull=True,
    )
    if clip_id and not own_clips.filter(id=clip_id).exists():
        raise errors.NotFound("material_not_found", field="clip")
    return set_callback(number=number, flow_id=flow_id or None, clip_id=clip_id or None, forward_to=forward_to)
