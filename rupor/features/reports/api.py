"""The doors of the room `reports`."""

from ninja import Router

router = Router(tags=["reports"])
