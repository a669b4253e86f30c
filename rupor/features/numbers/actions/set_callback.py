"""Says what those who call a number back hear, or where they are put through."""

from rupor.features.numbers.models import NumberKind, PhoneNumber
from rupor.kit import errors, phone


def set_callback(*, number: PhoneNumber, flow_id: int | None, clip_id: int | None, forward_to: str) -> PhoneNumber:
    """One of the three, or none; the rooms of flows and materials lie above, so their ids are checked at the door."""
    if number.account_id is None or number.kind not in (NumberKind.RENTED, NumberKind.PERSONAL):
        raise errors.Conflict("number_callback_own_only")
    target = phone.normalise(forward_to) if forward_to.strip() else ""
    if forward_to.strip() and not target:
        raise errors.RuporError("number_wrong", field="forward_to")
    number.callback_flow_id, number.callback_clip_id, number.callback_phone = flow_id, clip_id, target
    number.save(update_fields=["callback_flow_id", "callback_clip_id", "callback_phone"])
    return number
