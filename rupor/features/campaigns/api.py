"""The doors of the room `campaigns`."""

from ninja import Router

router = Router(tags=["campaigns"])
