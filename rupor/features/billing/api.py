"""The doors of the room `billing`."""

from ninja import Router

account_router = Router(tags=["billing"])
