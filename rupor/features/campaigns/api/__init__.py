"""The doors of the room `campaigns`."""

from rupor.features.campaigns.api import changes, reading, rehearsing
from rupor.features.campaigns.api.door import router

__all__ = ["changes", "reading", "rehearsing", "router"]
