"""The doors of the room `contacts`."""

from ninja import Router

router = Router(tags=["contacts"])
account_router = Router(tags=["stop-list"])
