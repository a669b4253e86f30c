"""Changes what a person sets for themselves."""

from zoneinfo import available_timezones

from rupor.features.accounts.models import User
from rupor.kit import errors


def edit_profile(
    *, user: User, name: str | None = None, language: str | None = None, time_zone: str | None = None
) -> User:
    """The user with what was given changed; None leaves a thing as it is."""
    if time_zone is not None and time_zone not in available_timezones():
        raise errors.RuporError("time_zone_unknown", field="time_zone")
    given = {"name": name, "language": language, "time_zone": time_zone}
    changed = {field: value for field, value in given.items() if value is not None}
    for field, value in changed.items():
        setattr(user, field, value)
    if changed:
        user.save(update_fields=list(changed))
    return user
