"""Keeps a fact that cannot be written, for a person to look at, so that it never stops the others."""

from rupor.features.deliveries.models import SetAsideEvent


def set_aside(*, payload: str, error: str) -> None:
    """Told by `rupor doctor`."""
    SetAsideEvent.objects.create(payload=payload.replace("\x00", ""), error=error[:500])
