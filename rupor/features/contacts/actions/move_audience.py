"""Archives a list or brings it back, as its life allows."""

from django.db import transaction

from rupor.features.contacts.models import Audience, AudienceState
from rupor.features.contacts.rules import states
from rupor.kit import errors


@transaction.atomic
def move_audience(*, audience: Audience, to: AudienceState) -> Audience:
    """The list in the new state; asking for the state it is in changes nothing."""
    current = Audience.objects.select_for_update().get(id=audience.id)
    if current.state != to:
        if not states.may_move(state=current.state, to=to):
            raise errors.Conflict("audience_move_unlawful")
        current.state = to
        current.save(update_fields=["state"])
    return current
