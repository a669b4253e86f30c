"""The doors of the room `accounts`."""

from ninja import Router

account_router = Router(tags=["accounts"])
