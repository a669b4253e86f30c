"""The doors of the room `projects`."""

from ninja import Router

account_router = Router(tags=["projects"])
