"""The doors of the room `numbers`."""

from ninja import Router

account_router = Router(tags=["numbers"])
