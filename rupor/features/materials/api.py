"""The doors of the room `materials`."""

from ninja import Router

router = Router(tags=["materials"])
