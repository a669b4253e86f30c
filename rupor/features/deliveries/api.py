"""The doors of the room `deliveries`."""

from ninja import Router

router = Router(tags=["deliveries"])
