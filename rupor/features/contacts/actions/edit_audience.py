"""Renames a list, hides it, or makes a stop-list one that always applies."""

from rupor.features.contacts.models import Audience, AudienceKind
from rupor.kit import errors


def edit_audience(
    *, audience: Audience, name: str | None = None, hidden: bool | None = None, is_global_stop: bool | None = None
) -> Audience:
    """The list with what was given changed; None leaves a thing as it is."""
    if is_global_stop and audience.kind != AudienceKind.STOP:
        raise errors.RuporError("global_stop_is_stop", field="is_global_stop")
    given = {"name": name, "hidden": hidden, "is_global_stop": is_global_stop}
    changed = {field: value for field, value in given.items() if value is not None}
    for field, value in changed.items():
        setattr(audience, field, value)
    if changed:
        audience.save(update_fields=list(changed))
    return audience
